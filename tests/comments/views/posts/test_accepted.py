"""A post that is taken: where it leads, and what others see of it."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Discussion, ReaderComment, Status

from ...answers import page_of
from .replies import ANYONE, Send

pytestmark = pytest.mark.django_db


def test_a_held_post_leads_to_the_authors_own_page(reply: Send) -> None:
    response = reply()
    assert response.status_code == 302
    assert response["Location"].startswith("/comments/yours/")


def test_a_published_post_leads_to_its_place_on_the_public_page(
    reply: Send, configure: Any, client: Client
) -> None:
    configure(MODE="post", RULES=ANYONE)
    response = reply()
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public, stored.is_public) == (Status.PUBLISHED, True, True)
    version = stored.first_public_version
    assert response["Location"] == f"/en/harbour/?since={version}#c{stored.pk}"
    assert "I read this twice." in client.get("/en/harbour/").content.decode()


def test_one_models_mode_beats_the_sites(reply: Send, configure: Any, settings: Any) -> None:
    [(label, options)] = settings.NEWSROOM_COMMENTS["MODELS"].items()
    configure(MODE="pre", MODELS={label: {**options, "MODE": "post", "RULES": ANYONE}})
    assert reply()["Location"].startswith("/en/harbour/")


@pytest.mark.parametrize(("site", "discussion", "public"), [("post", "pre", False), ("pre", "post", True)])
def test_a_discussions_mode_beats_the_sites(
    site: str, discussion: str, public: bool, reply: Send, configure: Any, article: Article
) -> None:
    configure(MODE=site, RULES=ANYONE)
    Discussion.objects.start(article)
    Discussion.objects.update(mode=discussion)
    reply()
    assert ReaderComment.objects.get().public is public


def test_a_mode_that_is_none_holds(reply: Send, configure: Any) -> None:
    configure(MODE="Post")
    reply()
    assert ReaderComment.objects.get().status == Status.PENDING


@pytest.mark.parametrize("trap", [{"honeypot": "buy"}, {"elapsed": "300"}])
def test_a_robot_is_answered_like_a_success_and_stored_as_spam(trap: dict[str, str], reply: Send) -> None:
    response = reply(**trap)
    stored = ReaderComment.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith("/comments/yours/")
    assert (stored.status, stored.public) == (Status.SPAM, False)
    assert "Your comment is awaiting moderation." in Client().get(response["Location"]).content.decode()


def test_a_robot_publishes_nothing_where_posts_are_published_at_once(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    reply(honeypot="x")
    assert ReaderComment.objects.get().public is False


def test_who_claims_a_prefilled_form_is_held_and_no_more(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    reply(elapsed="300", prefilled="1")
    reply(elapsed="300", prefilled="1", honeypot="x", comment="Buy!")
    reply(prefilled="1", comment="No measure, no evidence.")
    stored = ReaderComment.objects.order_by("pk").values_list("status", flat=True)
    assert [*stored] == [Status.PENDING, Status.SPAM, Status.PUBLISHED]


def test_a_form_from_an_old_cached_page_posts(client: Client, article: Article, fields: Send) -> None:
    page = page_of(client.get(article.get_absolute_url()))
    form = next(form for form in page.forms if form.get("id") == "reply-form")
    # Empty fields too, as browsers send them.
    sent = {field.name: field.value or "" for field in form.inputs if field.name} | {
        "comment": "Late.",
        "name": "Ada",
        "email": "ada@example.org",
    }
    assert client.post(form.action, sent).status_code == 302
    assert set(sent) == {*fields(), "follow_kind"}


def test_a_held_post_changes_no_byte_that_others_get(client: Client, comment: Any, reply: Send) -> None:
    public = comment("Seen by all", network="198.51.100.0/24")
    paths = [
        "/",
        "/en/",
        "/atom.xml",
        "/en/atom.xml",
        "/sitemap.xml",
        "/en/harbour/",
        f"/en/harbour/?reply_to={public.pk}",
        f"/en/harbour/?thread={public.pk}",
        f"/en/harbour/?reply_to={public.pk + 1}",
        "/en/harbour/?comments=2",
        f"/comments/{public.pk + 1}/",
    ]

    def shown() -> list[tuple[int, bytes, str | None]]:
        answers = [Client().get(path) for path in paths]
        return [(answer.status_code, answer.content, answer.get("ETag")) for answer in answers]

    before = shown()
    reply(reply_to=str(public.pk), comment="Held words", name="Held name", url="https://held.example/")
    assert ReaderComment.objects.get(status=Status.PENDING).pk == public.pk + 1
    assert shown() == before
