"""The same again: a double click, and a minute later."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import ReaderComment, Status

from ...answers import page_of
from .replies import ANYONE, ELSEWHERE, POST, Send, problem, typed

pytestmark = pytest.mark.django_db


DUPLICATE = "Duplicate comment detected; it looks as though you've already said that!"


def test_a_double_click_is_answered_like_the_first_and_opens_nothing(reply: Send, client: Client) -> None:
    first, second = reply(), reply()
    assert (first.status_code, second.status_code) == (302, 302)
    assert ReaderComment.objects.count() == 1
    assert (
        second["Location"]
        == f"/comments/received/newsroom_articles.article/{ReaderComment.objects.get().object_pk}/"
    )
    page = client.get(second["Location"])
    assert page.status_code == 200
    assert "Your comment is awaiting moderation." in page.content.decode()
    assert "I read this twice." not in page.content.decode()
    assert "/yours/" not in page.content.decode()


def test_a_double_click_on_what_is_published_leads_to_it(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    first, second = reply()["Location"], reply()["Location"]
    stored = ReaderComment.objects.get()
    assert first == second == f"/en/harbour/?since={stored.first_public_version}#c{stored.pk}"


def test_the_same_words_in_other_spacing_and_case_of_name_are_the_same(reply: Send) -> None:
    reply(comment="Two  words", name="Ada")
    reply(comment=" Two\r\nwords ", name="ADA", email="other@example.org")
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("change", [{"name": "Grace"}, {"comment": "I read this thrice."}])
def test_another_name_or_other_words_are_another_comment(change: dict[str, str], reply: Send) -> None:
    reply()
    assert reply(**change).status_code == 302
    assert ReaderComment.objects.count() == 2


def test_a_stranger_with_the_same_words_learns_nothing_of_a_held_comment(
    client: Client, fields: Send
) -> None:
    client.post(POST, fields())
    response = client.post(POST, fields(email="stranger@example.org"), **ELSEWHERE)
    assert response.status_code == 409
    assert problem(response) == DUPLICATE
    assert page_of(response).xpath("//div[@id='reply-problems']//a") == []
    text = response.content.decode()
    assert [word in text for word in ("/yours/", "moderation", "ada@example.org", "/comments/1")] == [
        False
    ] * 4
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in Status if not s.is_public])
def test_a_duplicate_reads_the_same_whatever_became_of_the_first(
    status: Status, client: Client, fields: Send, comment: Any
) -> None:
    comment(status=status)
    response = client.post(POST, fields(), **ELSEWHERE)
    assert (response.status_code, problem(response)) == (409, DUPLICATE)


def test_a_duplicate_of_a_public_comment_links_to_it(client: Client, fields: Send, comment: Any) -> None:
    first = comment()
    response = client.post(POST, fields(), **ELSEWHERE)
    assert (response.status_code, typed(response)) == (409, "I read this twice.")
    [link] = page_of(response).xpath("//div[@id='reply-problems']//a")
    assert (link.text, link.get("href")) == ("See the comment you posted", f"/comments/{first.pk}/")


def test_the_same_again_after_a_minute_is_a_409_even_at_home(reply: Send) -> None:
    reply()
    ReaderComment.objects.update(submitted=timezone.now() - timedelta(seconds=61))
    response = reply()
    assert (response.status_code, typed(response), problem(response)) == (
        409,
        "I read this twice.",
        DUPLICATE,
    )


def test_the_same_words_under_another_article_or_comment_are_no_duplicate(
    reply: Send, publish: Any, comment: Any
) -> None:
    parent = comment("Above", network="198.51.100.0/24")
    assert reply().status_code == 302
    assert reply(object_pk=str(publish(slug="second").pk)).status_code == 302
    assert reply(reply_to=str(parent.pk)).status_code == 302
    assert ReaderComment.objects.count() == 4
