"""The single write path: every change of a comment's visibility, by a person or a rule, goes through here.

A decision, all that follows from it and its entry in the log are one transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, When
from django.utils import timezone
from django_comments.models import Comment

from ..mail import outcomes, tasks
from ..models import Act, Decision, Discussion, Following, ReaderComment, Status
from ..models.transactions import in_order, send_once_committed, writing
from ..rules import Judgment, Verdict
from ..signals import comment_posted
from . import appeals, counters, reports
from .log import DecisionContext, Transition, entry, log

STATUS_OF_VERDICT = {
    Verdict.PUBLISH: Status.PUBLISHED,
    Verdict.HOLD: Status.PENDING,
    Verdict.REJECT: Status.REJECTED,
    Verdict.SPAM: Status.SPAM,
}

# Where a comment may still go that its author withdrew.
BURIED = frozenset({Status.WITHDRAWN, Status.REJECTED, Status.SPAM, Status.ERASED})

# Comments in one round of queries.
MOST_AT_ONCE = 500
# What a decision looks at; none of it stands in django-comments' own tables.
COLUMNS = (
    "status",
    "public",
    "first_public_version",
    "withdrawn_by_author",
    "revision",
    "discussion",
    "commenter",
    "open_reports",
    "rejection",
    "outcome_wanted",
    "appealed",
    "picked_at",
)


class Conflict(Exception):
    """The comment changed since the decision was taken on it; nothing was done."""


class WithdrawnByAuthor(Exception):
    """Its author withdrew the comment, and nobody else makes it public again; nothing was done."""

    def __init__(self, number: int) -> None:
        self.number = number


@dataclass(frozen=True)
class Outcome:
    """The comments that were decided, and those left unchanged: they changed since they were shown, or their
    authors withdrew them.

    One that was in that status already is in none.  ``decisions`` are what the log has of those done, as far
    as they are known without looking, by the comment's number.
    """

    done: list[int]
    changed: list[int]
    withdrawn_by_author: list[int] = field(default_factory=list)
    decisions: dict[int, Decision] = field(default_factory=dict, compare=False)


def decide(
    comment: ReaderComment, to: Status, context: DecisionContext, *, revision: int | None = None
) -> bool:
    """Take ``comment`` to another status.

    ``revision`` is the one that was on the decider's screen; left out, the one that ``comment`` was loaded
    with.  Returns False, and writes nothing, where there is nothing to decide: the comment has the status
    already, and no report is open that an editor would answer so.

    :raises Conflict: the comment has another revision by now.
    :raises WithdrawnByAuthor: its author withdrew it.
    """
    if revision not in (None, comment.revision):
        raise Conflict
    transitions, changed, withdrawn = _decide({comment.pk: comment.revision}, to, context)
    if changed:
        raise Conflict
    if withdrawn:
        raise WithdrawnByAuthor(comment.pk)
    for transition in transitions:
        # The caller's instance says what the database does, as after a save.
        for column in COLUMNS:
            field = ReaderComment._meta.get_field(column).attname
            setattr(comment, field, getattr(transition.row, field))
        comment.is_public = comment.public
    return bool(transitions)


def decide_all(shown: Mapping[int, int], to: Status, context: DecisionContext) -> Outcome:
    """Take many comments to a status in one transaction, with as many queries for five hundred as for two.

    ``shown`` gives for each comment the revision that was on the screen; one that has another by now, or is
    gone, is left unchanged.
    """
    transitions, changed, withdrawn = _decide(shown, to, context)
    decisions = {row.pk: decision for row, decision in transitions}
    return Outcome(list(decisions), changed, withdrawn, decisions)


@writing()
def _decide(
    shown: Mapping[int, int], to: Status, context: DecisionContext
) -> tuple[list[Transition], list[int], list[int]]:
    rows = locked(shown)
    # What is decided is what was on the screen: a comment that was edited since says something else.
    same = [row for row in rows if row.revision == shown[row.pk]]
    changed = sorted(shown.keys() - {row.pk for row in same})
    withdrawn = {row.pk for row in same if row.withdrawn_by_author and to not in BURIED}
    due = [row for row in same if row.pk not in withdrawn and _is_news(row, to, context)]
    transitions = [Transition(row, entry(row, to, context)) for row in due]
    if context.by is not None:
        time_waits(transitions)
    apply(transitions)
    return transitions, changed, sorted(withdrawn)


def time_waits(transitions: Sequence[Transition]) -> None:
    """Have the log say how long what an editor decides was pending."""
    now = timezone.now()
    for row, decision in transitions:
        if row.status == Status.PENDING and row.pending_since:
            decision.waited = max((now - row.pending_since) // timedelta(seconds=1), 0)


def _is_news(row: ReaderComment, to: Status, context: DecisionContext) -> bool:
    """An editor who approves what is approved answers its reports: "keep it".

    What the author of a rejected comment reads may be mended: the reason, or the words alone.
    """
    answers = context.by is not None and row.open_reports > 0
    if row.status != to or answers:
        return True
    if to != Status.REJECTED:
        return False
    mends = context.rejection is not None and context.rejection.pk != row.rejection_id
    # Asked of each row, but only where words come with it: the desk sends them to one author at a time.
    return mends or (
        bool(context.message) and context.message != row.decisions.values_list("message", flat=True).first()
    )


def locked(numbers: Iterable[int]) -> list[ReaderComment]:
    """The comments' rows for this transaction alone, with no more than a decision needs.

    There is nothing left to decide about an erased one.  ``pending_since`` is when it last came to be
    pending; an undo brings it back to where it was, and takes none of its waiting away.
    """
    rows = ReaderComment.objects.filter(pk__in=numbers).exclude(status=Status.ERASED)
    held = Decision.objects.filter(comment=OuterRef("pk"), act=Act.DECIDED, to_status=Status.PENDING)
    since = held.exclude(from_status=Status.PENDING).order_by("-pk").values("decided")[:1]
    # Whoever begins to follow at this very moment is notified with the next news, or by ``sendemails``.
    rows = rows.annotate(is_followed=Following.exists_for("discussion"), pending_since=Subquery(since))
    return list(in_order(rows).only(*COLUMNS))


def apply(transitions: Sequence[Transition]) -> None:
    """Write decisions, and all that follows from them, in so many queries for every 500 of them.

    The rows are locked by this transaction; afterwards they say what the database does.
    """
    if len(transitions) > MOST_AT_ONCE:
        # Each round would take discussions and people in order, but not after those of the round before.
        counters.lock(transition.row for transition in transitions)
    for start in range(0, len(transitions), MOST_AT_ONCE):
        _apply(transitions[start : start + MOST_AT_ONCE])


def _apply(transitions: Sequence[Transition]) -> None:
    counters.follow(transitions)
    _write(transitions)
    news = {transition.row.discussion_id for transition in transitions if transition.is_awaited}
    for transition in transitions:
        row, decision = transition
        row.status, row.public = transition.to, transition.to.is_public
        row.rejection_id, row.revision = transition.rejection_id, row.revision + 1
        row.withdrawn_by_author = transition.withdrawn_by_author
        decision.revision = row.revision
    # After the counts: whoever deletes a user takes that person's row first, and the log's entry names both.
    log([transition.decision for transition in transitions])
    reports.settle(transitions)
    appeals.settle(transitions)
    outcomes.write_later([transition.row.pk for transition in transitions if transition.row.outcome_wanted])
    tasks.notify_followers_soon(news)


def _write(transitions: Sequence[Transition]) -> None:
    """The comments' own columns, ours and django-comments'."""
    statuses = {transition.row.pk: transition.to for transition in transitions}
    public = {number: status.is_public for number, status in statuses.items()}
    rejections = {transition.row.pk: transition.rejection_id for transition in transitions}
    withdrawn = {transition.row.pk: transition.withdrawn_by_author for transition in transitions}
    first = [transition.row.pk for transition in transitions if transition.is_news]
    ReaderComment.objects.filter(pk__in=statuses).update(
        **_first_public_version(first, among=len(statuses)),
        status=counters.each("pk", statuses),
        public=counters.each("pk", public),
        rejection=counters.each("pk", rejections),
        withdrawn_by_author=counters.each("pk", withdrawn),
        revision=F("revision") + 1,
    )
    turned = {
        transition.row.pk: transition.to.is_public
        for transition in transitions
        if transition.changes_visibility
    }
    if turned:
        # Only a row from before us can be removed, and then it isn't public: this publishes it.
        stock = Comment.objects.filter(pk__in=turned)
        stock.update(is_public=counters.each("pk", turned), is_removed=False)


def _first_public_version(first: Sequence[int], *, among: int) -> dict[str, Any]:
    """What these comments, of so many, are to keep: their discussion's version, which was just raised."""
    if not first:
        return {}
    version = Subquery(Discussion.objects.filter(pk=OuterRef("discussion")).values("version"))
    if len(first) == among:
        return {"first_public_version": version}
    return {"first_public_version": Case(When(pk__in=first, then=version), default=F("first_public_version"))}


def settle(comment: ReaderComment, judgment: Judgment) -> None:
    """Insert a new comment, with the rules' own decision on it.  In the caller's transaction."""
    enter(comment, STATUS_OF_VERDICT[judgment.verdict], DecisionContext(rule=judgment.deciding_rule))
    counters.add_findings(comment, [reason.rule for reason in judgment.reasons])


def enter(comment: ReaderComment, to: Status, context: DecisionContext) -> None:
    """Insert a new comment with the first decision on it, which comes from nowhere.

    In the caller's transaction.  Each row is written once, in the status that it is to have.
    """
    version, is_followed = None, False
    if to.is_public:
        # Locked before its version is known: versions rise in the order of commits.
        before, is_followed = counters.lock_discussion(comment.discussion_id)
        version = before + 1
    comment.insert(to, first_public_version=version)
    # Before that of its first decision.
    send_once_committed(comment_posted, ReaderComment, comment=comment)
    counters.count_new([comment])
    decision = entry(comment, to, context)
    decision.from_status, decision.revision = "", comment.revision
    log([decision])
    tasks.notify_followers_soon([comment.discussion_id] if is_followed else [])
