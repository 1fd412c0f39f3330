"""A host's own code reads what the public may, and closes and reopens."""

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from comments import interface
from comments.discussions.pages import discussion_of
from comments.models import Discussion, DiscussionState, Status

pytestmark = pytest.mark.django_db


def test_what_is_read_is_what_everybody_reads(
    article: Article, comment: Any, django_assert_num_queries: Any
) -> None:
    root = comment("It was <b>late</b>.", url="https://ada.example/", network="192.0.2.0/24")
    reply = comment("An answer.", parent=root, name="Bob", email="bob@example.org")
    comment("Held.", status=Status.PENDING)
    interface.count(article)
    with django_assert_num_queries(2):
        first, second = interface.read(article)
    assert (first.number, first.parent, first.name, first.website) == (
        root.pk,
        0,
        "Ada",
        "https://ada.example/",
    )
    assert (second.number, second.parent, second.thread) == (reply.pk, root.pk, root.pk)
    assert first.html == '<p dir="auto">It was <b>late</b>.</p>'
    assert first.path == f"/comments/{root.pk}/"
    assert interface.count(article) == 2


def test_nothing_in_it_could_hold_an_address(article: Article, comment: Any) -> None:
    comment("Mine.", network="192.0.2.0/24")
    (read,) = interface.read(article)
    assert {field.name for field in fields(read)} == {
        *("number", "thread", "parent", "name", "website", "html", "submitted", "edited", "by_staff", "path")
    }
    assert [word for word in ("ada@example.org", "192.0.2") if word in repr(asdict(read))] == []


def test_it_is_read_in_portions(article: Article, comment: Any) -> None:
    numbers = [comment(f"Number {place}.").pk for place in range(3)]
    first = interface.read(article, most=2)
    rest = interface.read(article, after=first[-1].number)
    assert [one.number for one in [*first, *rest]] == numbers


def test_a_hidden_discussion_has_nothing_to_read_or_to_count(article: Article, comment: Any) -> None:
    comment()
    Discussion.objects.update(state=DiscussionState.HIDDEN)
    interface.close(article)
    assert (interface.read(article), interface.count(article)) == ([], 0)
    assert Discussion.objects.get().state == DiscussionState.HIDDEN


def test_a_discussion_is_closed_and_reopened(article: Article, comment: Any) -> None:
    comment()
    version = Discussion.objects.get().version
    interface.close(article)
    interface.close(article)
    closed = Discussion.objects.get()
    assert (closed.state, closed.version) == (DiscussionState.CLOSED, version + 1)
    assert closed.closes_at <= timezone.now()
    assert interface.reopen(article) is True
    assert (discussion_of(article).is_open, Discussion.objects.get().closes_at) == (True, None)


def test_it_is_reopened_until_a_day(article: Article) -> None:
    end = timezone.now() + timedelta(days=7)
    assert interface.reopen(article, until=end) is True
    assert Discussion.objects.get().closes_at == end
    assert interface.reopen(article, until=timezone.now()) is False


def test_days_after_publication_that_are_over_are_said(article: Article, settings: Any) -> None:
    options = {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 1}
    settings.NEWSROOM_COMMENTS = {"MODELS": {"newsroom_articles.Article": options}}
    assert interface.reopen(article) is False
    assert interface.reopen(article, until=timezone.now() + timedelta(days=1)) is True
