"""A decision publishes, counts and logs, a person's and the rules' own."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, DecisionContext, decide, settle
from comments.models import Commenter, Decision, ReaderComment, RejectionReason, Status
from comments.rules import Judgment, Reason, Verdict
from comments.signals import comment_decided

from ..crowds import Crowd
from ..scenes import assert_all_is_true, unsaved
from .stored import RULE, standing_of, visibility

pytestmark = pytest.mark.django_db
# Nothing is decided about what is erased (test_erasing.py).
LIVE = [status for status in Status if status != Status.ERASED]


# --- One decision ---------------------------------------------------------------------------------------


def test_approving_publishes_counts_and_logs(comment: Any) -> None:
    editor = get_user_model().objects.create_user("grace")
    held = comment(status=Status.PENDING)
    assert decide(held, Status.APPROVED, DecisionContext(by=editor, message="good", note="a note")) is True
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public, stored.is_public) == (Status.APPROVED, True, True)
    assert (held.status, held.public, held.is_public, held.revision) == (
        Status.APPROVED,
        True,
        True,
        stored.revision,
    )
    decision = Decision.objects.first()
    assert decision is not None
    assert (decision.comment_id, decision.actor, decision.actor_number) == (held.pk, editor, str(editor.pk))
    assert (decision.from_status, decision.to_status) == (Status.PENDING, Status.APPROVED)
    assert (decision.message, decision.note) == ("good", "a note")
    assert standing_of(stored.discussion) == (1, 1)


@pytest.mark.parametrize("status", LIVE)
def test_the_same_status_again_writes_nothing(status: Status, comment: Any) -> None:
    written = comment(status=status)
    before = (visibility(), standing_of(written.discussion), Decision.objects.count(), written.revision)
    assert decide(written, status, RULE) is False
    assert (
        visibility(),
        standing_of(written.discussion),
        Decision.objects.count(),
        written.revision,
    ) == before


@pytest.mark.parametrize("before", LIVE)
@pytest.mark.parametrize("after", LIVE)
def test_the_version_rises_when_visibility_changes_and_only_then(
    before: Status, after: Status, article: Article, comment: Any
) -> None:
    written = comment(status=before)
    _count, version = standing_of(written.discussion)
    decide(written, after, RULE)
    changes = before.is_public != after.is_public
    assert standing_of(written.discussion) == (int(after.is_public), version + changes)
    assert_all_is_true()


def test_a_decision_on_another_revision_is_a_conflict(comment: Any) -> None:
    held = comment(status=Status.PENDING)
    seen = held.revision
    revise(held, "Quite other words", RULE, revision=seen)
    before = (visibility(), Decision.objects.count())
    with pytest.raises(Conflict):
        decide(held, Status.APPROVED, RULE, revision=seen)
    assert (visibility(), Decision.objects.count()) == before


def test_of_two_editors_with_the_same_screen_one_wins_and_one_is_told(article: Article, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    first, second = ReaderComment.objects.get(pk=held.pk), ReaderComment.objects.get(pk=held.pk)
    assert decide(first, Status.APPROVED, RULE)
    logged = Decision.objects.count()
    with pytest.raises(Conflict):
        decide(second, Status.REJECTED, RULE)
    assert ReaderComment.objects.get().status == Status.APPROVED
    assert Decision.objects.count() == logged
    assert_all_is_true()


def test_a_comment_that_was_decided_can_be_saved(article: Article, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    decide(held, Status.APPROVED, RULE)
    held.save()
    assert_all_is_true()


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_decision_costs_the_same_in_a_discussion_of_any_size(
    number: int, article: Article, crowd: Crowd
) -> None:
    ids = crowd(article, [None, *[0] * (number - 1)])
    root = ReaderComment.objects.get(pk=ids[0])
    with CaptureQueriesContext(connection) as queries:
        decide(root, Status.REJECTED, RULE)
    verbs = [query["sql"].partition(" ")[0] for query in queries]
    assert verbs == ["SAVEPOINT", "SELECT", *["UPDATE"] * 4, "INSERT", "RELEASE"]


def test_listeners_hear_of_a_decision_after_it_is_committed(
    comment: Any, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[Decision] = []

    def listen(decision: Decision, **_kwargs: Any) -> None:
        heard.append(decision)

    def fail(**_kwargs: Any) -> None:
        raise RuntimeError

    held = comment(status=Status.PENDING)
    comment_decided.connect(fail)
    comment_decided.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            decide(held, Status.APPROVED, RULE)
            assert heard == []
    finally:
        comment_decided.disconnect(listen)
        comment_decided.disconnect(fail)
    assert [decision.to_status for decision in heard] == [Status.APPROVED]


@pytest.mark.parametrize(
    ("to", "kept"), [(Status.REJECTED, True), (Status.SPAM, False), (Status.APPROVED, False)]
)
def test_the_reason_stays_on_a_comment_while_it_is_rejected_for_it(
    to: Status, kept: bool, comment: Any
) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="Not about the article.")
    held = comment(status=Status.PENDING)
    decide(held, to, DecisionContext(rejection=reason, message="Sorry."))
    assert held.rejection == (reason if kept else None)
    assert ReaderComment.objects.get().rejection == held.rejection
    decision = Decision.objects.all()[0]
    assert (decision.rejection, decision.reason, decision.message) == (
        reason,
        "Not about the article.",
        "Sorry.",
    )
    decide(held, Status.PENDING, RULE)
    assert ReaderComment.objects.get().rejection is None


def test_a_reason_is_mended_by_rejecting_for_another(comment: Any) -> None:
    reasons = [RejectionReason.objects.create(label=label, text=label) for label in ("Wrong", "Right")]
    rejected, by = comment(status=Status.PENDING), get_user_model().objects.create_user("grace")
    answers = [
        decide(rejected, Status.REJECTED, DecisionContext(by=by, rejection=reason))
        for reason in (reasons[0], reasons[1], reasons[1], None)
    ]
    assert answers == [True, True, False, False]
    assert ReaderComment.objects.get().rejection == reasons[1]
    assert Commenter.objects.get().rejected_count == 1


def test_words_alone_are_news_where_the_author_reads_others(comment: Any) -> None:
    rejected = comment(status=Status.REJECTED)
    answers = [
        decide(rejected, Status.REJECTED, DecisionContext(message=words))
        for words in ("", "Sorry.", "Sorry.", "")
    ]
    assert answers == [False, True, False, False]
    assert decide(rejected, Status.PENDING, DecisionContext(message="Wait.")) is True
    assert decide(rejected, Status.PENDING, DecisionContext(message="Wait longer.")) is False
    assert Commenter.objects.get().rejected_count == 0


# --- The rules' own -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (Verdict.PUBLISH, Status.PUBLISHED),
        (Verdict.HOLD, Status.PENDING),
        (Verdict.REJECT, Status.REJECTED),
        (Verdict.SPAM, Status.SPAM),
    ],
)
def test_the_first_decision_is_the_rules_and_logged_once(
    verdict: Verdict, status: Status, article: Article
) -> None:
    settle(unsaved(article), Judgment((Reason("a_rule", verdict),)))
    decision = Decision.objects.get()
    assert (decision.rule, decision.actor, decision.to_status) == ("a_rule", None, status)
    assert_all_is_true()


@pytest.mark.parametrize("verdict", [Verdict.HOLD, Verdict.SPAM])
def test_each_rule_that_gave_a_reason_is_a_finding_with_the_comments_status(
    verdict: Verdict, article: Article
) -> None:
    inserted = unsaved(article)
    reasons = [Reason("links", verdict), Reason("words", Verdict.HOLD), Reason("words", Verdict.HOLD)]
    settle(inserted, Judgment(tuple(reasons)))
    columns = ("rule", "status", "submitted")
    for status in (inserted.status, Status.APPROVED, Status.WITHDRAWN):
        decide(inserted, Status(status), RULE)
        found = list(inserted.findings.order_by("rule").values_list(*columns))
        assert found == [(rule, status, inserted.submitted) for rule in ("links", "words")]
