"""A post that is refused, with its words kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment
from tests.rules import rules

from ...answers import page_of
from .replies import POST, Send, problem, rows, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_post_posts(method: str, client: Client, article: Article) -> None:
    response = getattr(client, method)(POST)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_the_pages_to_read_are_only_read(client: Client, comment: Any) -> None:
    stored = comment()
    paths = [
        reverse("newsroom_comments:permalink", args=[stored.pk]),
        signed_links.reader_page(stored),
        f"/comments/received/newsroom_articles.article/{stored.object_pk}/",
    ]
    answers = [client.post(path) for path in paths]
    assert [(answer.status_code, answer["Allow"]) for answer in answers] == [(405, "GET, HEAD")] * 3


@pytest.mark.parametrize(
    "place",
    [
        {"object_pk": "0"},
        {"object_pk": "-1"},
        {"object_pk": "9" * 40},
        {"object_pk": "x"},
        {"object_pk": "\x00"},
        {"content_type": "auth.user"},
        {"content_type": "NEWSROOM_ARTICLES.ARTICLE"},
        {"content_type": "nowhere"},
        {"content_type": ""},
    ],
)
def test_an_unknown_place_is_a_404_with_the_words_kept(place: dict[str, str], reply: Send) -> None:
    response = reply(comment="\n</textarea>Mine", **place)
    assert response.status_code == 404
    assert typed(response) == "\n</textarea>Mine"
    assert page_of(response).findtext(".//h1") == "The page you comment on is no longer here."
    assert rows() == (0, 0, 0, 0)


def test_a_draft_is_refused_in_the_words_of_an_unknown_place(reply: Send, draft: Article) -> None:
    unknown = reply(object_pk="999999")
    refused = reply(object_pk=str(draft.pk))
    assert (refused.status_code, refused.content) == (404, unknown.content)


@pytest.mark.parametrize("shut", [{"state": "closed"}, {"state": "hidden"}])
def test_a_closed_discussion_is_a_403_with_the_words_kept(
    shut: dict[str, Any], reply: Send, article: Article
) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(**shut)
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    assert page_of(response).findtext(".//h1") == "Comments are closed."
    assert ReaderComment.objects.count() == 0


def test_a_discussion_closes_at_its_date_and_says_so(
    reply: Send, article: Article, client: Client, comment: Any
) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=datetime(2026, 3, 9, tzinfo=UTC))
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    page = page_of(client.get(article.get_absolute_url()))
    said = "Comments are closed. This discussion closed on March 9, 2026."
    assert notices(page) == [said]
    assert page.xpath("//*[@id='respond']") == []
    comment("A reader who scrolls meets it at once, and at the end again.")
    assert notices(page_of(client.get(article.get_absolute_url()))) == [said, said]


def notices(page: Any) -> list[str]:
    return [" ".join(notice.text_content().split()) for notice in page.find_class("nc-closed")]


def test_a_discussion_that_closes_tomorrow_is_open(reply: Send, article: Article) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert reply().status_code == 302


def closing_after(days: int) -> dict[str, Any]:
    return {"newsroom_articles.Article": {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": days}}


def test_a_discussion_without_a_date_closes_so_many_days_after_publication(
    reply: Send, article: Article, client: Client, configure: Any
) -> None:
    configure(MODELS=closing_after(7))
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    page = page_of(client.get(article.get_absolute_url()))
    [notice] = page.find_class("nc-closed")
    said = "Comments are closed. This discussion closed on March 9, 2026."
    assert " ".join(notice.text_content().split()) == said


def test_its_own_date_counts_before_the_default(reply: Send, article: Article, configure: Any) -> None:
    configure(MODELS=closing_after(7))
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert reply().status_code == 302


def test_a_discussion_is_open_until_its_default_date(reply: Send, article: Article, configure: Any) -> None:
    configure(MODELS=closing_after((timezone.now() - article.pub_date).days + 1))
    assert reply().status_code == 302


def test_the_fifth_post_in_a_minute_waits(reply: Send, fields: Send) -> None:
    assert [reply(comment=f"Number {number}").status_code for number in range(4)] == [302] * 4
    before = rows()
    response = reply(comment="Number 5")
    assert (response.status_code, response["Retry-After"], typed(response)) == (429, "60", "Number 5")
    assert problem(response) == "You are posting comments too quickly. Slow down."
    assert rows() == before


def test_a_network_that_posts_too_quickly_leaves_nothing_behind(
    reply: Send, configure: Any, article: Article
) -> None:
    configure(RULES=rules(flood={"network": (1, 60)}))
    reply()
    before = rows()
    response = reply(comment="Another", name="Grace", email="grace@example.org")
    assert (response.status_code, rows()) == (429, before)


def test_flood_limits_can_be_switched_off(reply: Send, configure: Any) -> None:
    configure(RATE_LIMIT=False)
    assert [reply(comment=f"Number {number}").status_code for number in range(6)] == [302] * 6
