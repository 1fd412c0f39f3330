"""What readers saw years ago is no news, whatever editors decide on it once it is adopted."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.decisions import statuses
from comments.decisions.undoing import undo
from comments.models import Discussion, Email, Follow, Following, ReaderComment, Status
from comments.people.confirmations import confirm

from ..scenes import editor
from .old_rows import Stock, adopt

pytestmark = pytest.mark.django_db
Decide = Callable[..., None]


@pytest.fixture
def follower(comment: Callable[..., ReaderComment], article: Article) -> ReaderComment:
    """Somebody's public comment, who is emailed about every other one."""
    stored = comment("I follow this.", email="zoe@example.org", name="Zoe", follow=Follow.ALL)
    confirm(stored)
    Email.objects.all().delete()
    return stored


@pytest.fixture
def decide(django_capture_on_commit_callbacks: Any) -> Decide:
    """Let an editor take the old comment through statuses, with all that follows each commit."""

    def act(old: Any, *path: Status) -> None:
        for to in path:
            with django_capture_on_commit_callbacks(execute=True):
                row = ReaderComment.objects.get(pk=old.pk)
                statuses.decide(row, to, statuses.DecisionContext(by=editor(), batch=uuid4()))

    return act


def news(article: Article, since: int) -> int:
    """How many new comments a page that was opened at that version announces."""
    path = reverse("newsroom_comments:news", args=["newsroom_articles.article", article.pk])
    return int(Client().get(f"{path}?since={since}").json()["count"])


@pytest.mark.parametrize(
    ("was", "path"),
    [
        ({}, [Status.PENDING, Status.APPROVED]),
        ({}, [Status.SPAM, Status.PENDING, Status.PUBLISHED]),
        ({"is_removed": True}, [Status.APPROVED]),
    ],
)
def test_what_was_public_before_us_is_announced_to_nobody_when_it_is_approved_again(
    was: dict[str, bool], path: list[Status], article: Article, plain: Stock, follower: Any, decide: Decide
) -> None:
    old = plain(**was)
    adopt()
    opened = Discussion.objects.get().version
    decide(old, *path)
    assert ReaderComment.objects.get(pk=old.pk).public
    assert (news(article, opened), news(article, 0)) == (
        0,
        1,
    )  # the follower's own alone is news to a new page
    assert (mail.outbox, Email.objects.count()) == ([], 0)
    assert Following.objects.get().notified_version < Discussion.objects.get().version


def test_nor_when_a_decision_on_it_is_undone(
    article: Article,
    plain: Stock,
    follower: Any,
    decide: Decide,
    django_capture_on_commit_callbacks: Any,
) -> None:
    old = plain()
    adopt()
    opened = Discussion.objects.get().version
    decide(old, Status.REJECTED)
    [batch] = ReaderComment.objects.get(pk=old.pk).decisions.values_list("batch", flat=True)[:1]
    with django_capture_on_commit_callbacks(execute=True):
        assert undo(batch, editor()).done == [old.pk]
    assert ReaderComment.objects.get(pk=old.pk).public
    assert (news(article, opened), mail.outbox) == (0, [])


def test_one_that_waited_for_years_is_news_once_it_is_approved(
    article: Article, plain: Stock, follower: Any, decide: Decide
) -> None:
    old = plain(is_public=False)
    adopt()
    opened = Discussion.objects.get().version
    decide(old, Status.APPROVED)
    assert news(article, opened) == 1
    [message] = mail.outbox
    assert (message.to, "An old comment" in message.body) == (["zoe@example.org"], True)
    decide(old, Status.PENDING, Status.APPROVED)
    assert len(mail.outbox) == 1
