"""What not everybody may see is shown by its own page alone: no address of ours and no email tells of it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Section
from comments.discussions import latest
from comments.discussions.latest import MOST, MOST_ROUNDS
from comments.mail import followings, signed_links, tasks
from comments.models import Discussion, Email, EmailKind, Following, ReaderComment
from comments.people.confirmations import confirm

from ..conftest import good_reply
from ..smtp import send_emails

pytestmark = pytest.mark.django_db
LABEL = "newsroom_articles.article"
# Of the object its title, of a reader's comment on it name and text.
SECRETS = ["The harbour opens on Monday", "Dora", "I sold the ferry"]
# Pages on which nothing of the comments stands.
ONLY_TITLE = ["reported", "received", "forget", "forgotten", "confirm", "unsubscribe", "following", "closed"]
Comment = Callable[..., ReaderComment]


@pytest.fixture
def say(settings: Any) -> Callable[..., None]:
    """Change what ``MODELS`` says of articles, and what holds for all."""

    def change(*, mode: str = "pre", **options: Any) -> None:
        said = settings.NEWSROOM_COMMENTS
        models = {label: each | options for label, each in said["MODELS"].items()}
        settings.NEWSROOM_COMMENTS = said | {"MODELS": models, "MODE": mode, "RATE_LIMIT": False}

    return change


@pytest.fixture
def scene(article: Article, comment: Comment, say: Any) -> tuple[ReaderComment, ReaderComment]:
    """A public comment, and a stranger's reply to it, whose author confirmed an address and follows all."""
    first = comment("I sold the ferry", name="Dora", email="dora@example.org")
    blind = comment("A shot in the dark", name="Eve", email="eve@example.org", parent=first, follow="all")
    confirm(blind)
    Email.objects.all().delete()
    return first, blind


def pages(client: Client, article: Article, first: ReaderComment, blind: ReaderComment) -> Iterator[Any]:
    """Every answer that a stranger can have, by its name."""
    place = {"label": LABEL, "object_pk": article.pk}

    def get(name: str, **kwargs: Any) -> Any:
        return name, client.get(reverse(f"newsroom_comments:{name}", kwargs=kwargs))

    def post(said: str, name: str, sent: Any, **kwargs: Any) -> Any:
        return said, client.post(reverse(f"newsroom_comments:{name}", kwargs=kwargs), sent)

    def reply(said: str, name: str = "post", **changes: Any) -> Any:
        return post(said, name, good_reply(article.pk, name="Mallory", reply_to=first.pk, **changes))

    yield "site's feed", client.get(reverse("newsroom_comments:feed"))
    yield get("feed", **place)
    yield "news", client.get(reverse("newsroom_comments:news", kwargs=place), {"since": 0})
    yield get("permalink", pk=first.pk)
    yield get("report", pk=first.pk)
    yield post("report refused", "report", {}, pk=first.pk)
    yield get("reported", **place)
    yield get("received", **place)
    yield get("forget", **place)
    yield post("forgotten", "forget", {}, **place)
    yield reply("preview", "preview")
    yield reply("refused", comment="")
    yield "posted", client.get(reply("", comment="Another shot")[1].headers["Location"])
    yield "private page", client.get(signed_links.reader_page(blind))
    yield "withdraw", client.get(signed_links.reader_page(blind) + "withdraw/")
    yield "confirm", client.get(signed_links.confirmation(blind))
    following = Following.objects.get()
    yield "unsubscribe", client.get(signed_links.unsubscribing(following))
    yield "following", client.get(signed_links.followings(following.commenter))
    Discussion.objects.update(state="closed")
    yield reply("closed")


def telling(answers: Iterator[Any]) -> dict[str, list[str]]:
    """The answers that tell a secret, and which; what is not there is the site's own page."""
    there = [(name, answer.content.decode()) for name, answer in answers if answer.status_code != 404]
    found = {name: [word for word in SECRETS if word in page] for name, page in there}
    return {name: words for name, words in found.items() if words}


def test_no_page_of_ours_tells_of_it(client: Client, article: Article, scene: Any, say: Any) -> None:
    say(LISTED=False)
    assert telling(pages(client, article, *scene)) == {}


def test_of_what_everybody_may_see_these_pages_tell(
    client: Client, article: Article, scene: Any, say: Any
) -> None:
    title, name, _text = SECRETS
    both = [title, name]
    assert telling(pages(client, article, *scene)) == {
        "site's feed": SECRETS,
        "feed": SECRETS,
        "report": SECRETS,
        "report refused": SECRETS,
        "preview": SECRETS,
        "refused": SECRETS,
        "posted": both,
        "private page": [name],
        **{page: [title] for page in ONLY_TITLE},
    }


def test_its_feed_and_its_news_are_not_there_and_its_comments_lead_to_its_own_page(
    client: Client, article: Article, scene: Any, say: Any
) -> None:
    say(LISTED=False)
    answers = dict(pages(client, article, *scene))
    assert [answers[name].status_code for name in ("feed", "news", "permalink")] == [404, 404, 302]
    assert answers["permalink"].headers["Location"] == f"{article.get_absolute_url()}#c{scene[0].pk}"
    assert answers["refused"].status_code == 422


def test_its_own_page_shows_its_comments_and_no_cache_keeps_it(
    client: Client, article: Article, scene: Any, say: Any
) -> None:
    say(LISTED=False)
    page = client.get(article.get_absolute_url())
    assert [word in page.content.decode() for word in SECRETS] == [True, True, True]
    assert 'name="follow"' not in page.content.decode()
    control = "max-age=0, no-cache, no-store, must-revalidate, private"
    assert (page.headers["Cache-Control"], page.has_header("ETag")) == (control, False)


def test_a_list_counts_none_of_its_comments(article: Article, scene: Any, say: Any) -> None:
    tag = Template("{% load reader_comments %}{% comment_counts all %}{% comment_count one %}")
    context = Context({"all": [article], "one": article, "request": RequestFactory().get("/")})
    assert tag.render(context) == "2"
    say(LISTED=False)
    assert tag.render(context) == "0"


def test_nobody_is_emailed_its_comments_or_its_title(
    article: Article, scene: Any, comment: Comment, say: Any
) -> None:
    say(LISTED=False)
    _first, blind = scene
    comment("More of the ferry", name="Dora", email="dora@example.org")
    assert followings.write_emails() == []
    for kind in (EmailKind.CONFIRMATION, EmailKind.PRIVATE_PAGE):
        tasks.send(kind, blind)
    send_emails()
    assert len(mail.outbox) == 2
    assert [word for word in SECRETS for sent in mail.outbox if word in str(sent.message())] == []


def test_an_email_that_waits_goes_out_no_more(
    article: Article, scene: Any, comment: Comment, say: Any
) -> None:
    comment("More of the ferry", name="Dora", email="dora@example.org")
    [number] = followings.write_emails()
    say(LISTED=False)
    assert followings.digest_of(Email.objects.get(pk=number)) is None


def arrive(moment: datetime, _number: int, row: ReaderComment) -> None:
    row.submitted = moment


def test_the_newest_on_others_are_found_behind_any_number_of_its_comments(
    publish: Any, crowd: Any, settings: Any
) -> None:
    models = {LABEL: {"LISTED": False}, "newsroom_articles.section": {}}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": models}
    shown = crowd(Section.objects.create(name="Harbour", slug="harbour", language="en"), [None])
    for number in range(MOST_ROUNDS):
        later = timezone.now() + timedelta(hours=number)
        crowd(publish(slug=f"story-{number}"), [None] * MOST, finish=partial(arrive, later))
    assert [entry.pk for entry in latest.latest()] == shown
