"""Many comments decided at once: the same write path, one transaction, one batch."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.decisions import statuses
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, Outcome, decide, decide_all
from comments.models import Commenter, Decision, Discussion, Finding, ReaderComment, Report, Status
from comments.signals import comment_decided

from ..at_once import at_once
from ..scenes import assert_all_is_true, editor, report, shown, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
RULE = DecisionContext(rule="tests")
Publish = Callable[..., Article]


def statuses_now() -> dict[int, str]:
    return dict(ReaderComment.objects.values_list("pk", "status"))


def everything() -> list[list[dict[str, Any]]]:
    models = (ReaderComment, Decision, Discussion, Commenter, Finding, Report)
    return [list(model._base_manager.order_by("pk").values()) for model in models]


def test_a_batch_is_decided_counted_and_logged(article: Article, publish: Publish) -> None:
    pks = waiting(6, article, publish(slug="other"))
    context = DecisionContext(by=editor(), batch=uuid4(), message="Thank you")
    assert decide_all(shown(pks), Status.APPROVED, context) == Outcome(pks, [])
    assert statuses_now() == dict.fromkeys(pks, Status.APPROVED)
    assert_all_is_true()
    assert [discussion.version for discussion in Discussion.objects.all()] == [1, 1]
    columns = ("comment_id", "from_status", "to_status", "batch", "message", "revision", "actor")
    expected = [
        (pk, Status.PENDING, Status.APPROVED, context.batch, "Thank you", 2, context.by.pk) for pk in pks
    ]
    assert list(Decision.objects.order_by("pk").values_list(*columns)) == expected
    assert set(ReaderComment.objects.values_list("revision", flat=True)) == {2}


def test_what_changed_since_it_was_shown_or_is_gone_is_left_alone(article: Article) -> None:
    pks = waiting(4, article)
    screen = shown(pks) | {pks[-1] + 1000: 1}
    revise(ReaderComment.objects.get(pk=pks[1]), "Other words", RULE, revision=1)
    decide(ReaderComment.objects.get(pk=pks[2]), Status.SPAM, RULE)
    outcome = decide_all(screen, Status.APPROVED, DecisionContext(by=editor()))
    assert outcome == Outcome([pks[0], pks[3]], [pks[1], pks[2], pks[-1] + 1000])
    assert statuses_now() == dict(zip(pks, ["approved", "pending", "spam", "approved"], strict=True))
    assert_all_is_true()


def test_what_is_there_already_is_neither_done_nor_changed(article: Article) -> None:
    pks = waiting(3, article)
    decide(ReaderComment.objects.get(pk=pks[0]), Status.APPROVED, RULE)
    assert decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor())) == Outcome(pks[1:], [])
    assert Decision.objects.filter(comment=pks[0]).count() == 1


def test_a_batch_of_nothing_writes_nothing(article: Article) -> None:
    assert decide_all({}, Status.APPROVED, RULE) == Outcome([], [])
    assert Decision.objects.count() == 0


def test_a_batch_costs_as_many_queries_with_500_comments_as_with_2(
    article: Article, publish: Publish
) -> None:
    other = publish(slug="other")
    inserts, others = [], []
    for number in (2, 50, 500):
        pks = waiting(number, article, other, people=2)
        for pk in pks[:2]:
            report(ReaderComment.objects.get(pk=pk))
        screen, context = shown(pks), DecisionContext(by=editor(), batch=uuid4())
        with CaptureQueriesContext(connection) as queries:
            assert decide_all(screen, Status.APPROVED, context) == Outcome(pks, [])
        written = [query["sql"].startswith("INSERT") for query in queries]
        inserts.append(sum(written))
        others.append(len(written) - sum(written))
    # SELECT the rows; UPDATE the findings; SELECT and UPDATE the discussions, then the people; UPDATE the
    # comments, ours and django-comments'; UPDATE the reports and their number; and the savepoint's two.
    assert others == [12, 12, 12]
    one_insert = connection.ops.bulk_batch_size([None] * len(Decision._meta.local_fields), [None] * 500)
    assert inserts == [1, 1, -(-500 // one_insert)]
    assert connection.vendor != "postgresql" or inserts == [1, 1, 1]
    assert_all_is_true()


def test_listeners_hear_of_each_comment_after_the_commit(
    article: Article, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[int | None] = []

    def listen(decision: Decision, **_kwargs: Any) -> None:
        heard.append(decision.comment_id)

    pks = waiting(3, article)
    comment_decided.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            decide_all(shown(pks), Status.APPROVED, RULE)
            assert heard == []
    finally:
        comment_decided.disconnect(listen)
    assert heard == pks


# --- At the same moment ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_batches_over_the_same_rows_in_reverse_orders_wait_for_each_other(
    article: Article, publish: Publish
) -> None:
    pks = waiting(60, article, publish(slug="b"), publish(slug="c"), people=5)
    screen = shown(pks)
    reverse = dict(reversed(screen.items()))
    first, second = at_once(
        partial(decide_all, screen, Status.APPROVED, RULE),
        partial(decide_all, reverse, Status.SPAM, RULE),
    )
    assert sorted([len(first.done), len(second.done)]) == [0, 60]
    assert sorted([first.changed, second.changed]) == [[], pks]
    assert Decision.objects.count() == 60
    assert_all_is_true()


@pytest.mark.django_db(transaction=True)
def test_batches_that_share_only_discussions_and_people_wait_for_each_other(
    article: Article, publish: Publish
) -> None:
    pks = waiting(80, article, publish(slug="b"), publish(slug="c"), publish(slug="d"), people=4)
    acts = [
        partial(decide_all, shown(pks[start::8][::-1] if start % 2 else pks[start::8]), Status.APPROVED, RULE)
        for start in range(8)
    ]
    assert [len(outcome.done) for outcome in at_once(*acts)] == [10] * 8
    assert_all_is_true()


# --- A connection that is lost --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_fails_at_any_statement_leaves_everything_as_it_was(article: Article) -> None:
    pks = waiting(4, article)
    report(ReaderComment.objects.get(pk=pks[0]))
    screen, context, before = shown(pks), DecisionContext(by=editor()), everything()
    failed = 0
    while not Decision.objects.exists():
        statements = iter(range(failed))

        def fail_after_those(execute: Any, *statement: Any, left: Iterator[int] = statements) -> Any:
            if next(left, None) is None:
                raise OperationalError("the connection is lost")
            return execute(*statement)

        assert everything() == before
        with suppress(OperationalError), connection.execute_wrapper(fail_after_those):
            decide_all(screen, Status.APPROVED, context)
        failed += 1
    assert failed > 10
    assert_all_is_true()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a server is needed to be cut off from")
def test_a_connection_that_the_server_cuts_mid_decision_leaves_everything_as_it_was(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    pks = waiting(4, article)
    before, screen = everything(), shown(pks)
    log = statuses.log

    def cut(decided: Any) -> None:
        log(decided)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def decide_and_lose() -> None:
        decide_all(screen, Status.APPROVED, RULE)

    with monkeypatch.context() as patched:
        patched.setattr(statuses, "log", cut)
        [lost] = at_once(decide_and_lose)
    assert isinstance(lost, OperationalError)
    assert everything() == before
    assert decide_all(screen, Status.APPROVED, RULE).done == pks


# --- Reports --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", [Status.APPROVED, Status.REJECTED])
def test_an_editors_decision_answers_the_open_reports(to: Status, comment: Any) -> None:
    written = comment()
    reports = [report(written, "one"), report(written, "two")]
    assert decide(ReaderComment.objects.get(), to, DecisionContext(by=editor()))
    decision = Decision.objects.all()[0]
    assert [row.settled_by for row in Report.objects.filter(pk__in=[row.pk for row in reports])] == [
        decision
    ] * 2
    assert (decision.from_status, decision.to_status) == (Status.APPROVED, to)
    assert_all_is_true()


def test_keeping_a_comment_counts_no_second_approval(comment: Any) -> None:
    written = comment()
    report(written)
    stored = ReaderComment.objects.get()
    assert decide(stored, Status.APPROVED, DecisionContext(by=editor()))
    assert (stored.revision, stored.open_reports) == (written.revision + 1, 0)
    assert decide(stored, Status.APPROVED, DecisionContext(by=editor())) is False
    assert Commenter.objects.get().approved_count == 1
    assert_all_is_true()


def test_a_rules_decision_leaves_reports_open(comment: Any) -> None:
    written = comment()
    report(written)
    assert decide(ReaderComment.objects.get(), Status.PENDING, DecisionContext(rule="reports"))
    assert Report.objects.get().settled_by is None
    assert ReaderComment.objects.get().open_reports == 1


def test_a_report_that_comes_after_a_decision_is_open(comment: Any) -> None:
    written = comment()
    report(written, "one")
    decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext(by=editor()))
    later = report(written, "two")
    assert list(Report.objects.filter(settled_by=None)) == [later]
    assert_all_is_true()
