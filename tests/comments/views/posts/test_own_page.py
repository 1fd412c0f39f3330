"""The author's own page, and why a comment was rejected."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core import signing
from django.test import Client

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment, RejectionReason, Status

from ...answers import page_of
from .replies import Send

pytestmark = pytest.mark.django_db


def test_the_authors_page_shows_the_comment_under_its_parent_and_the_way_back(
    client: Client, reply: Send, comment: Any
) -> None:
    parent = comment("Above", name="Grace")
    page = page_of(client.get(reply(reply_to=str(parent.pk), comment="Mine <b>bold</b>")["Location"]))
    assert page.xpath("string(//p[@class='nc-state'])") == "Your comment is awaiting moderation."
    [answers] = page.find_class("nc-answers")
    assert " ".join(answers.text_content().split()) == "In reply to Grace"
    assert page.xpath("string(//div[@class='nc-body'])").strip() == "Mine bold"
    assert page.xpath("//p[@class='nc-back']/a/@href") == ["/en/harbour/#comments"]


def test_the_authors_page_shows_no_parent_that_is_not_public(
    client: Client, comment: Any, fields: Send
) -> None:
    parent = comment("Above", name="Grace")
    own = signed_links.reader_page(comment("Below", parent=parent, status=Status.PENDING))
    ReaderComment.objects.filter(pk=parent.pk).update(public=False)
    page = client.get(own).content.decode()
    assert [word in page for word in ("Below", "Grace", "Above", f"/comments/{parent.pk}/")] == [True] + [
        False
    ] * 3


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.PENDING, "Your comment is awaiting moderation."),
        (Status.SPAM, "Your comment is awaiting moderation."),
        (Status.APPROVED, "Your comment is published."),
        (Status.PUBLISHED, "Your comment is published."),
        (Status.REJECTED, "Your comment was not published."),
        (Status.WITHDRAWN, "You withdrew your comment."),
    ],
)
def test_the_authors_page_says_what_became_of_it(
    status: Status, sentence: str, client: Client, comment: Any
) -> None:
    page = page_of(client.get(signed_links.reader_page(comment(status=status))))
    assert page.xpath("string(//p[@class='nc-state'])") == sentence


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.PENDING, ["edit/", "withdraw/", "follow/", "told/", "confirm/", "mail/"]),
        (Status.SPAM, ["edit/", "withdraw/", "follow/", "told/", "confirm/", "mail/"]),
        (Status.APPROVED, ["withdraw/", "follow/", "told/", "confirm/", "mail/"]),
        (Status.REJECTED, ["appeal/", "withdraw/"]),
        (Status.WITHDRAWN, []),
    ],
)
def test_the_authors_page_offers_nothing_that_is_over(
    status: Status, offered: list[str], client: Client, comment: Any
) -> None:
    page = page_of(client.get(signed_links.reader_page(comment(status=status))))
    assert page.xpath("//*[@class='nc-yours']/a/@href | //section[@class='nc-card']//@action") == offered
    assert page.xpath("//main//form[not(ancestor::section)]") == []


def test_where_nothing_more_can_be_said_nobody_begins_to_follow(
    client: Client, article: Article, comment: Any
) -> None:
    own = signed_links.reader_page(comment())
    Discussion.objects.update(state="closed")
    assert page_of(client.get(own)).xpath("//form/@action") == ["told/", "confirm/", "mail/"]


def test_the_authors_page_does_not_say_that_a_published_comment_waits(
    client: Client, article: Article, comment: Any
) -> None:
    own = signed_links.reader_page(comment(status=Status.APPROVED))
    Article.objects.filter(pk=article.pk).update(status=Article.Status.DRAFT)
    sentence = "Your comment was published, but the page it stands on is not public now."
    assert page_of(client.get(own)).xpath("string(//p[@class='nc-state'])") == sentence


@pytest.mark.parametrize("site_id", [None, 7])
def test_a_host_that_the_table_of_sites_does_not_know_loses_no_comment(
    site_id: int | None, reply: Send, settings: Any
) -> None:
    settings.SITE_ID = site_id
    Site.objects.clear_cache()
    assert reply().status_code == 302
    assert list(ReaderComment.objects.values_list("site_id", flat=True)) == [1]


def test_the_private_pages_are_kept_and_told_by_nobody(client: Client, reply: Send) -> None:
    for response in (client.get(reply()["Location"]), client.get(reply()["Location"])):
        assert response.status_code == 200
        assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert page_of(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "9" + token,
        lambda token: token.split(":")[0],
        lambda token: "",
        lambda token: token + "\x00",
        lambda token: token.replace(":", "/"),
        lambda token: signing.TimestampSigner(salt="newsroom_comments.other").sign("1"),
        lambda token: signing.Signer(salt=signed_links.reader_page.purpose).sign("1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose, key="other").sign("1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("9" * 40),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("-1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("x"),
    ],
)
def test_a_link_that_was_not_made_here_for_this_opens_nothing(
    forge: Any, client: Client, comment: Any
) -> None:
    stored = comment(status=Status.PENDING)
    token = signed_links.reader_page(stored).split("/")[-2]
    assert client.get(f"/comments/yours/{token}/").status_code == 200
    assert client.get(f"/comments/yours/{forge(token)}/").status_code == 404


def test_the_articles_address_never_carries_a_token(client: Client, reply: Send) -> None:
    own = client.get(reply()["Location"])
    addresses = page_of(own).xpath("//@href | //@src | //@action")
    assert [address for address in addresses if "yours" in address] == []
    assert own.wsgi_request.path.split("/")[-2] not in own.content.decode()


def test_the_answer_to_a_double_click_stands_only_where_readers_may_post(
    client: Client, article: Article, draft: Article
) -> None:
    there = "/comments/received/newsroom_articles.article/{}/"
    assert client.get(there.format(article.pk)).status_code == 200
    for key in (draft.pk, 0, "x", "9" * 40):
        assert client.get(there.format(key)).status_code == 404
    assert client.get(f"/comments/received/NEWSROOM_ARTICLES.Article/{article.pk}/").status_code == 404
    Discussion.objects.start(article)
    Discussion.objects.update(state="hidden")
    assert client.get(there.format(article.pk)).status_code == 404


def why(stored: ReaderComment) -> list[str]:
    page = page_of(Client().get(signed_links.reader_page(stored)))
    return [" ".join(part.text_content().split()) for part in page.xpath("//div[@class='nc-why']/p")]


def test_the_author_of_a_rejected_comment_reads_why(comment: Any) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="It is about <i>another</i> matter.")
    editor = User.objects.create_user("eve")
    stored = comment(status=Status.PENDING)
    decide(
        stored,
        Status.REJECTED,
        DecisionContext(by=editor, rejection=reason, message="Try\n\nthe other page."),
    )
    shown = ["It is about <i>another</i> matter.", "Try", "the other page."]
    assert why(stored) == shown
    revise(stored, "Mended.", DecisionContext(by=editor), revision=stored.revision)
    assert why(stored) == shown
    decide(stored, Status.APPROVED, DecisionContext(by=editor))
    assert why(stored) == []
    decide(stored, Status.REJECTED, DecisionContext(by=editor))
    assert why(stored) == []


def test_an_editors_note_is_not_the_authors(comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    decide(stored, Status.REJECTED, DecisionContext(note="A troll.", rule="banned_words"))
    page = Client().get(signed_links.reader_page(stored)).content.decode()
    assert ("A troll" in page, "banned" in page, "Your comment was not published." in page) == (
        *(False, False, True),
    )
