"""Many at the same moment, over HTTP, each in its own thread and with its own connection."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, get_ident
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.decisions import counters, reports, statuses
from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, DecisionContext, decide, decide_all
from comments.decisions.undoing import undo
from comments.models import Commenter, Decision, Discussion, ReaderComment, Status
from tests.rules import rules

from ..at_once import at_once
from ..crowds import crowd
from ..scenes import assert_all_is_true, editor, shown, waiting

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def posting(fields: dict[str, Any]) -> Callable[[], int]:
    def post() -> int:
        client = Client(raise_request_exception=False)
        return client.post(reverse("newsroom_comments:post"), fields).status_code

    return post


def assert_true_to_the_rows(article: Article) -> None:
    rows = ReaderComment.objects.for_model(article)
    assert all(row.is_public == row.public == Status(row.status).is_public for row in rows)
    assert Discussion.objects.get().public_count == rows.public().count()


def test_eight_replies_to_one_comment_become_eight_rows_in_their_places(
    article: Article, fields: Callable[..., dict[str, Any]]
) -> None:
    ids = crowd(article, [None, 0, None])
    parent = ids[1]
    posts = [
        posting(
            fields(comment=f"Reply {n}", name=f"Reader {n}", email=f"r{n}@example.org", reply_to=str(parent))
        )
        for n in range(AT_ONCE)
    ]
    assert at_once(*posts) == [302] * AT_ONCE
    replies = ReaderComment.objects.exclude(pk__in=ids)
    assert sorted(replies.values_list("source", flat=True)) == [f"Reply {n}" for n in range(AT_ONCE)]
    assert set(replies.values_list("parent_id", "thread_id", "root_id", "level")) == {
        (parent, ids[0], ids[0], 2)
    }
    assert Decision.objects.count() == AT_ONCE
    assert_true_to_the_rows(article)


def test_eight_first_comments_share_one_discussion(
    article: Article, fields: Callable[..., dict[str, Any]]
) -> None:
    posts = [
        posting(fields(comment=f"First {n}", name=f"Reader {n}", email=f"r{n}@example.org"))
        for n in range(AT_ONCE)
    ]
    assert at_once(*posts) == [302] * AT_ONCE
    assert Discussion.objects.count() == 1
    roots = ReaderComment.objects.values_list("pk", "parent_id", "thread_id", "root_id", "level")
    assert len(roots) == AT_ONCE
    assert [row for row in roots if row != (row[0], row[0], row[0], row[0], 0)] == []


def test_published_at_once_they_are_all_counted(
    article: Article, fields: Callable[..., dict[str, Any]], settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": rules(first_comment=None),
    }
    posts = [
        posting(fields(comment=f"Published {n}", name=f"Reader {n}", email=f"r{n}@example.org"))
        for n in range(AT_ONCE)
    ]
    assert at_once(*posts) == [302] * AT_ONCE
    discussion = Discussion.objects.get()
    assert (discussion.public_count, discussion.version) == (AT_ONCE, AT_ONCE)
    assert_true_to_the_rows(article)


def test_editors_deciding_eight_comments_at_once_lose_no_count(article: Article) -> None:
    ids = crowd(article, [None, *[0] * (AT_ONCE - 1)])
    commenter = Commenter.objects.create(approved_count=AT_ONCE)
    ReaderComment.objects.update(commenter=commenter)

    def reject(pk: int) -> bool:
        return decide(ReaderComment.objects.get(pk=pk), Status.REJECTED, DecisionContext())

    assert at_once(*[lambda pk=pk: reject(pk) for pk in ids]) == [True] * AT_ONCE
    discussion = Discussion.objects.get()
    assert (discussion.public_count, discussion.version) == (0, AT_ONCE)
    commenter.refresh_from_db()
    assert (commenter.approved_count, commenter.rejected_count) == (0, AT_ONCE)
    assert_true_to_the_rows(article)


def test_of_eight_editors_on_one_comment_one_wins_and_the_others_are_told(article: Article) -> None:
    pk = crowd(article, [None], withheld={0})[0]
    rows = [ReaderComment.objects.get(pk=pk) for _ in range(AT_ONCE)]
    wishes = [Status.APPROVED, Status.SPAM] * (AT_ONCE // 2)
    results = at_once(
        *[
            lambda row=row, to=to: decide(row, to, DecisionContext())
            for row, to in zip(rows, wishes, strict=True)
        ]
    )
    told = [result for result in results if isinstance(result, Conflict)]
    assert (results.count(True), len(told)) == (1, AT_ONCE - 1)
    winner = wishes[results.index(True)]
    assert [decision.to_status for decision in Decision.objects.all()] == [winner]
    assert ReaderComment.objects.get().status == winner
    assert_true_to_the_rows(article)


def test_two_editors_clicking_on_one_row_are_answered_in_words(article: Article) -> None:
    pk = crowd(article, [None], withheld={0})[0]
    editors = [
        get_user_model().objects.create_superuser(name, f"{name}@example.org") for name in ("ada", "grace")
    ]
    revision = ReaderComment.objects.get().revision

    def click(editor: Any, status: str) -> list[str]:
        client = Client(raise_request_exception=False)
        client.force_login(editor)
        address = reverse("admin:newsroom_comments_decide")
        answer = client.post(address, {"pk": pk, "revision": revision, "to": status}, follow=True)
        assert answer.status_code == 200
        # Not `answer.context`: a test client collects the contexts of all threads.
        messages = lxml.html.fromstring(answer.content).xpath("//ul[@class='messagelist']/li/@class")
        return list(map(str, messages))

    results = at_once(lambda: click(editors[0], "approved"), lambda: click(editors[1], "spam"))
    assert sorted(results) == [["success"], ["warning"]]
    assert Decision.objects.count() == 1
    assert_true_to_the_rows(article)


def test_posts_and_decisions_at_once_keep_the_counts_true(
    article: Article, fields: Callable[..., dict[str, Any]]
) -> None:
    ids = crowd(article, [None, 0, 0, 0])
    posts = [
        posting(fields(comment=f"Reply {n}", name=f"R {n}", email=f"r{n}@example.org", reply_to=str(ids[0])))
        for n in range(4)
    ]
    decisions = [
        lambda pk=pk: decide(ReaderComment.objects.get(pk=pk), Status.PENDING, DecisionContext())
        for pk in ids[1:]
    ]
    assert at_once(*posts, *decisions) == [302] * 4 + [True] * 3
    assert ReaderComment.objects.count() == 8
    assert_true_to_the_rows(article)


# --- More than one round of queries -------------------------------------------------------------------------


def meeting(function: Callable[..., Any], *, when: Callable[..., Any] = lambda *_given: True) -> Any:
    """``function``, after whose first call two threads meet; one that waits for a lock doesn't come."""
    barrier, met = Barrier(2), set()

    def run(*given: Any) -> Any:
        result = function(*given)
        if when(*given) and get_ident() not in met:
            met.add(get_ident())
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=0.5)
        return result

    return run


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock")
def test_two_undos_of_many_rounds_take_the_discussions_they_share_in_one_order(
    article: Article, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round ends where it changes discussions: one undo begins with the other's last."""
    monkeypatch.setattr(statuses, "MOST_AT_ONCE", 2)
    pks = [*waiting(2, article), *waiting(4, publish(slug="other")), *waiting(2, article)]
    batches = [uuid4(), uuid4()]
    for batch, numbers in zip(batches, (pks[:4], pks[4:]), strict=True):
        decide_all(shown(numbers), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    monkeypatch.setattr(reports, "settle", meeting(reports.settle))
    undone = at_once(*[partial(undo, batch, editor()) for batch in batches])
    assert [getattr(each, "done", each) for each in undone] == [pks[:4], pks[4:]]
    assert_all_is_true()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock")
def test_an_undo_of_many_acts_takes_the_discussion_before_the_person(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status gives the person's count back, a text then the discussion's version; a decision does both."""
    first, second = waiting(2, article, people=1)
    decide_all(shown([first, second]), Status.PUBLISHED, DecisionContext(rule="tests"))
    context = DecisionContext(by=editor(), batch=uuid4())
    decide(ReaderComment.objects.get(pk=first), Status.APPROVED, context)
    row = ReaderComment.objects.get(pk=first)
    revise(row, "The editor's words", context, revision=row.revision)
    monkeypatch.setattr(counters, "add", meeting(counters.add, when=lambda _model, changes: changes))
    undone, decided = at_once(
        partial(undo, context.batch, editor(), anyway=True),
        partial(decide, ReaderComment.objects.get(pk=second), Status.REJECTED, DecisionContext()),
    )
    assert (getattr(undone, "done", undone), decided) == ([first, first], True)
    assert_all_is_true()
