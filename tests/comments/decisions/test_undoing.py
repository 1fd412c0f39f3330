"""Undo: what came since, one row of the log, the last batch, and two at the same moment."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.decisions.undoing import can_be_undone, last_batch, undo, undo_decision
from comments.models import (
    Act,
    Commenter,
    Decision,
    Finding,
    ReaderComment,
    RejectionReason,
    Standing,
    StandingChange,
    Status,
)

from ..at_once import at_once
from ..scenes import assert_all_is_true, editor, report, shown, waiting
from .clicks import click, correct, seen, shown_in, stored

pytestmark = pytest.mark.django_db
# Nothing is decided about what is erased (test_erasing.py).
LIVE = [status for status in Status if status != Status.ERASED]


# --- One decision ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", LIVE)
@pytest.mark.parametrize("after", LIVE)
def test_any_decision_can_be_undone_and_the_undo_too(before: Status, after: Status, comment: Any) -> None:
    written = comment(status=before)
    at_first = seen()
    batch = click(written, after)
    decided = seen()
    undone = undo(batch, editor("ada"))
    assert seen() == at_first
    redone = undo(undone.batch, editor())
    assert seen() == decided
    undo(redone.batch, editor())
    assert seen() == at_first
    moved = [written.pk] * (before != after)
    assert (undone.done, undone.changed, undone.already) == (moved, [], 0)
    acts = [Act.UNDONE, Act.DECIDED, Act.UNDONE, Act.DECIDED] if moved else []
    log = Decision.objects.filter(batch__isnull=False)
    assert [decision.act for decision in log] == acts
    assert_all_is_true()


def test_the_log_says_who_took_what_back(comment: Any) -> None:
    written = comment(status=Status.PENDING)
    batch = click(written, Status.SPAM)
    undone = undo(batch, editor("ada"))
    entry, decided = Decision.objects.all()[:2]
    assert (entry.actor, entry.act, entry.undoes, entry.batch) == (
        editor("ada"),
        Act.UNDONE,
        decided,
        undone.batch,
    )
    assert (entry.from_status, entry.to_status) == (Status.SPAM, Status.PENDING)
    assert entry.revision == stored(written).revision


def test_what_the_author_read_before_is_read_again(comment: Any) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="This is not about the article.")
    written = comment(status=Status.PENDING)
    click(written, Status.REJECTED, rejection=reason, message="Sorry, Ada.")
    batch = click(written, Status.APPROVED)
    reason.text = "Changed later"
    reason.save()
    undo(batch, editor())
    entry = Decision.objects.all()[0]
    assert (entry.rejection, entry.reason, entry.message) == (
        reason,
        "This is not about the article.",
        "Sorry, Ada.",
    )
    assert stored(written).rejection == reason
    assert_all_is_true()


def test_tomorrow_is_not_too_late(comment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written = comment(status=Status.PENDING)
    batch = click(written, Status.APPROVED)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert undo(batch, editor()).done == [written.pk]
    assert stored(written).status == Status.PENDING
    assert Decision.objects.all()[0].decided == tomorrow


def test_a_second_undo_says_that_it_is_undone_already(comment: Any) -> None:
    written = comment(status=Status.PENDING)
    batch = click(written, Status.APPROVED)
    undo(batch, editor())
    entries = Decision.objects.count()
    again = undo(batch, editor("ada"), anyway=True)
    assert (again.done, again.changed, again.already) == ([], [], 1)
    assert Decision.objects.count() == entries


def test_an_unknown_batch_is_nothing(comment: Any) -> None:
    comment()
    undone = undo(uuid4(), editor())
    assert (undone.done, undone.changed, undone.already, undone.persons) == ([], [], 0, [])


# --- What came since ------------------------------------------------------------------------------------


def test_what_was_decided_on_again_is_left_alone_and_told(comment: Any) -> None:
    written = comment(status=Status.PENDING)
    batch = click(written, Status.APPROVED)
    decide(stored(written), Status.SPAM, DecisionContext(by=editor("ada")))
    since = Decision.objects.all()[0]
    undone = undo(batch, editor())
    assert (undone.done, undone.changed) == ([], [since])
    assert stored(written).status == Status.SPAM
    assert undo(batch, editor(), anyway=True).done == [written.pk]
    assert stored(written).status == Status.PENDING
    entry = Decision.objects.all()[0]
    assert (entry.from_status, entry.to_status) == (Status.SPAM, Status.PENDING)
    assert_all_is_true()


def test_a_batch_of_500_after_one_was_corrected_is_undone_but_for_that_one(
    article: Article, publish: Any
) -> None:
    pks = waiting(500, article, publish(slug="other"))
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    correct(ReaderComment.objects.get(pk=pks[7]), "Corrected since")
    undone = undo(batch, editor())
    assert undone.done == [pk for pk in pks if pk != pks[7]]
    assert [(entry.comment_id, entry.act) for entry in undone.changed] == [(pks[7], Act.CORRECTED)]
    assert list(ReaderComment.objects.exclude(status=Status.PENDING).values_list("pk", flat=True)) == [pks[7]]
    assert_all_is_true()
    assert undo(batch, editor(), anyway=True).done == [pks[7]]
    assert (stored(ReaderComment(pk=pks[7])).status, stored(ReaderComment(pk=pks[7])).source) == (
        Status.PENDING,
        "Corrected since",
    )
    assert_all_is_true()


def test_an_undo_costs_as_many_queries_for_500_comments_as_for_2(article: Article, publish: Any) -> None:
    """The batch went to one status, from two; half of it was reported."""
    other = publish(slug="other")
    counts = []
    for number in (2, 50, 500):
        pks = waiting(number, article, other, people=2)
        decide_all(shown(pks[::2]), Status.SPAM, DecisionContext(by=editor()))
        report(ReaderComment.objects.get(pk=pks[0]))
        batch = uuid4()
        decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
        with CaptureQueriesContext(connection) as queries:
            assert undo(batch, editor()).done == pks
        counts.append(sum(not query["sql"].startswith("INSERT") for query in queries))
        by_status = {status: shown_in(pks, status) for status in (Status.SPAM, Status.PENDING)}
        assert by_status == {Status.SPAM: pks[::2], Status.PENDING: pks[1::2]}
    assert counts == [counts[0]] * 3
    assert_all_is_true()


# --- One row of the log ---------------------------------------------------------------------------------


def test_one_of_a_batch_is_undone_alone(article: Article) -> None:
    pks = waiting(3, article)
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    undo_decision(Decision.objects.get(comment=pks[1]), editor())
    assert shown_in(pks, Status.PENDING) == [pks[1]]
    rest = undo(batch, editor())
    assert (rest.done, rest.already) == ([pks[0], pks[2]], 1)
    assert_all_is_true()


def test_a_rules_first_decision_has_no_way_back(comment: Any) -> None:
    written = comment(status=Status.PENDING)
    first = Decision.objects.get()
    assert can_be_undone(first) is False
    assert undo_decision(first, editor()).done == []
    assert stored(written).status == Status.PENDING


def test_a_decision_whose_comment_is_gone_has_no_way_back(comment: Any) -> None:
    written = comment(status=Status.PENDING)
    batch = click(written, Status.APPROVED)
    ReaderComment.objects.all().delete()
    undone = undo(batch, editor())
    assert (undone.done, undone.changed, undone.already) == ([], [], 0)


# --- The last one ---------------------------------------------------------------------------------------


def test_the_last_batch_is_the_editors_own_latest_that_stands(article: Article) -> None:
    pks = waiting(5, article)
    assert last_batch(editor()) is None
    batches = [uuid4(), uuid4(), uuid4()]
    decide_all(shown(pks[:2]), Status.APPROVED, DecisionContext(by=editor(), batch=batches[0]))
    decide_all(shown(pks[2:4]), Status.SPAM, DecisionContext(by=editor(), batch=batches[1]))
    decide_all(shown(pks[4:]), Status.SPAM, DecisionContext(by=editor("ada"), batch=batches[2]))
    found = []
    while last := last_batch(editor()):
        found.append((last.id, last.act, last.to_status, last.number, last.standing))
        undo(last.id, editor())
    assert found == [
        (batches[1], Act.DECIDED, Status.SPAM, 2, None),
        (batches[0], Act.DECIDED, Status.APPROVED, 2, None),
    ]


def test_a_batch_of_which_a_part_was_undone_is_not_offered_again(article: Article) -> None:
    pks = waiting(3, article)
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    decide(ReaderComment.objects.get(pk=pks[2]), Status.SPAM, DecisionContext(by=editor("ada")))
    assert undo(batch, editor()).done == pks[:2]
    assert last_batch(editor()) is None


def test_a_change_of_standing_is_a_last_batch_too(article: Article) -> None:
    waiting(2, article, people=1)
    person, batch = Commenter.objects.get(), uuid4()
    set_standing(person, Standing.BANNED, until=None, by=editor(), batch=batch, reject_pending=True)
    last = last_batch(editor())
    assert last is not None
    assert (last.id, last.number, last.standing) == (batch, 2, StandingChange.objects.get())
    undo(batch, editor())
    assert last_batch(editor()) is None
    trusted = uuid4()
    set_standing(person, Standing.TRUSTED, until=None, by=editor(), batch=trusted)
    last = last_batch(editor())
    assert last is not None
    assert (last.id, last.to_status, last.number) == (trusted, None, 0)


# --- At the same moment ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_undo_the_same_batch_one_does_and_one_is_told(article: Article) -> None:
    pks = waiting(20, article)
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    people = [editor("ada"), editor("grace")]
    undone = at_once(*(partial(undo, batch, person) for person in people))
    assert sorted((len(one.done), one.already) for one in undone) == [(0, 20), (20, 0)]
    assert Decision.objects.filter(act=Act.UNDONE).count() == 20
    assert_all_is_true()


@pytest.mark.django_db(transaction=True)
def test_an_undo_and_a_decision_at_once_end_as_if_one_came_after_the_other(article: Article) -> None:
    pks = waiting(20, article)
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    screen = dict(reversed(shown(pks).items()))
    undone, decided = at_once(
        partial(undo, batch, editor()), partial(decide_all, screen, Status.SPAM, DecisionContext(by=editor()))
    )
    assert sorted(undone.done + decided.done) == pks
    assert sorted([entry.comment_id for entry in undone.changed] + decided.changed) == pks
    assert set(Finding.objects.values_list("status", flat=True)) < {Status.PENDING, Status.SPAM}
    assert_all_is_true()
