"""The single write path: every change of a comment's visibility, by a person or a rule, goes through here.

A decision, its entry in the log and all that follows from it are one transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django_comments.models import Comment

from ..mail import tasks
from ..models import Act, Decision, ReaderComment, RejectionReason, Status
from ..models.transactions import writing
from ..rules import Judgment, Verdict
from ..signals import comment_decided
from ..text.normalizing import searchable, text_digest
from . import counters
from .counters import Transition

STATUS_OF_VERDICT = {
    Verdict.PUBLISH: Status.PUBLISHED,
    Verdict.HOLD: Status.PENDING,
    Verdict.REJECT: Status.REJECTED,
    Verdict.SPAM: Status.SPAM,
}

# The rule that the log names for a comment from before us.
ADOPTED = "adopted"
# And for what the author does, who has no account.
AUTHOR = "author"

# Where a comment may be that its author withdrew, and where it may still go.
UNSEEN = frozenset({Status.WITHDRAWN, Status.REJECTED, Status.SPAM})
BURIED = UNSEEN | {Status.ERASED}
# Where no editor need look at what readers report.
GONE = frozenset({Status.WITHDRAWN, Status.ERASED})

# What a decision looks at; none of it stands in django-comments' own tables.
COLUMNS = (
    *(
        "status",
        "public",
        "first_public_version",
        "revision",
        "discussion",
        "commenter",
        "open_reports",
        "rejection",
    ),
)


class Conflict(Exception):
    """The comment changed since the decision was taken on it; nothing was done."""


class WithdrawnByAuthor(Exception):
    """Its author withdrew the comment, and nobody else makes it public again; nothing was done."""

    def __init__(self, number: int) -> None:
        self.number = number


@dataclass(frozen=True)
class DecisionContext:
    """Who decides, and why: an editor (``by``) or a rule.

    ``rejection`` and ``message`` are what the author reads, ``note`` what editors do.  ``batch`` joins all
    that one click does, and that one undo reverses.
    """

    by: Any = None
    rule: str = ""
    rejection: RejectionReason | None = None
    message: str = ""
    note: str = ""
    batch: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """The comments that were decided, and those left unchanged: they changed since they were shown, or their
    authors withdrew them.

    One that was there already is in none.
    """

    done: list[int]
    changed: list[int]
    withdrawn_by_author: list[int] = field(default_factory=list)


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
    return Outcome([transition.row.pk for transition in transitions], changed, withdrawn)


@writing()
def _decide(
    shown: Mapping[int, int], to: Status, context: DecisionContext
) -> tuple[list[Transition], list[int], list[int]]:
    rows = locked(shown)
    same = [row for row in rows if row.revision == shown[row.pk]]
    changed = sorted(shown.keys() - {row.pk for row in same})
    withdrawn = set() if to in BURIED else withdrawn_by_author(same)
    transitions = [
        Transition(row, entry(row, to, context))
        for row in same
        if row.pk not in withdrawn and _is_news(row, to, context)
    ]
    apply(transitions)
    return transitions, changed, sorted(withdrawn)


def withdrawn_by_author(rows: Iterable[ReaderComment]) -> set[int]:
    """Those of the comments that their authors withdrew, for good: of a refused one only the log says so."""
    unseen = [row.pk for row in rows if row.status in UNSEEN]
    return set(by_authors().filter(comment__in=unseen).values_list("comment", flat=True))


def by_authors() -> QuerySet[Decision]:
    """The log's entries for what authors withdrew."""
    return Decision.objects.filter(rule=AUTHOR, act=Act.DECIDED).order_by()


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

    There is nothing left to decide about an erased one.
    """
    rows = ReaderComment.objects.filter(pk__in=numbers).exclude(status=Status.ERASED)
    return list(counters.in_order(rows).only(*COLUMNS))


def apply(transitions: Sequence[Transition]) -> None:
    """Write decisions, and all that follows from them, in a number of queries that does not grow with them.

    The rows are locked by this transaction; afterwards they say what the database does.
    """
    if not transitions:
        return
    statuses = {transition.row.pk: transition.to for transition in transitions}
    rejections = {
        transition.row.pk: transition.decision.rejection_id if transition.to == Status.REJECTED else None
        for transition in transitions
    }
    public = {number: status.is_public for number, status in statuses.items()}
    ReaderComment.objects.filter(pk__in=statuses).update(
        status=counters.each("pk", statuses),
        public=counters.each("pk", public),
        rejection=counters.each("pk", rejections),
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
    counters.follow_findings(transitions)
    counters.count(transitions)
    tasks.notify_followers_soon(counters.record_first_publication(transitions))
    for transition in transitions:
        transition.decision.revision = transition.row.revision + 1
    log([transition.decision for transition in transitions])
    counters.settle_reports(transition for transition in transitions if _answers_reports(transition.decision))
    for row, decision in transitions:
        row.status, row.public = decision.to_status, public[row.pk]
        row.rejection_id, row.revision = rejections[row.pk], row.revision + 1
        row.open_reports = 0 if _answers_reports(decision) else row.open_reports


def _answers_reports(decision: Decision) -> bool:
    """An editor's decision does, and so does whatever leaves nothing to decide about."""
    is_ruling = decision.act == Act.DECIDED and (decision.actor_number or decision.rule == AUTHOR)
    return bool(is_ruling) or decision.to_status in GONE


@writing()
def settle(comment: ReaderComment, judgment: Judgment) -> None:
    """Take the first decision on a comment that has just been inserted: the rules' own."""
    enter(comment, STATUS_OF_VERDICT[judgment.verdict], DecisionContext(rule=judgment.deciding_rule))
    counters.add_findings(comment, [reason.rule for reason in judgment.reasons])


def enter(comment: ReaderComment, to: Status, context: DecisionContext) -> None:
    """Take the first decision on a comment that this transaction inserted: it comes from nowhere."""
    decision = entry(comment, to, context)
    decision.from_status = ""
    if comment.status == to:
        log([decision])
    else:
        apply([Transition(comment, decision)])
        comment.is_public = comment.public


def keep_words(decision: Decision, earlier: Decision | None) -> None:
    """Let ``decision`` say to the author what an earlier one said."""
    if earlier:
        decision.rejection_id = earlier.rejection_id
        decision.reason, decision.message = earlier.reason, earlier.message


@writing()
def adopt(comments: Sequence[ReaderComment], notes: Mapping[int, str]) -> None:
    """Insert our rows beside stock ones, each in the status that the stock columns come to, and log it.

    ``notes`` go into the log, by comment.  No signal is sent: what was decided years ago is no news.
    """
    decisions = []
    for comment in comments:
        before, to = _stock_history(comment)
        comment.status, comment.public = to, to.is_public
        comment.searchable = searchable(comment.user_name, comment.source)
        comment.text_digest = text_digest(comment.source)
        comment.save_base(raw=True, force_insert=True)
        decision = entry(comment, to, DecisionContext(rule=ADOPTED, note=notes.get(comment.pk, "")))
        decision.from_status = before
        decisions.append(decision)
    hidden = [comment.pk for comment in comments if comment.is_public and not comment.public]
    Comment.objects.filter(pk__in=hidden).update(is_public=False)
    Decision.objects.bulk_create(decisions)
    counters.count_adopted(comments)


def _stock_history(comment: ReaderComment) -> tuple[str, Status]:
    """What a stock row was, and is; a removed one's "was" holds what its other column said."""
    shown = Status.APPROVED if comment.is_public else Status.PENDING
    return (shown, Status.REJECTED) if comment.is_removed else ("", shown)


def log(decisions: Sequence[Decision]) -> None:
    """Write entries, and notify the host's receivers of each once the transaction is committed."""
    Decision.objects.bulk_create(decisions)
    for decision in decisions:
        tell = partial(comment_decided.send_robust, Decision, decision=decision)
        transaction.on_commit(tell, robust=True)


def entry(comment: ReaderComment, to: Status, context: DecisionContext) -> Decision:
    return Decision(
        comment=comment,
        comment_number=comment.pk,
        actor=context.by,
        actor_number=str(context.by.pk) if context.by else "",
        rule=context.rule,
        from_status=comment.status,
        to_status=to,
        revision=comment.revision,
        rejection=context.rejection,
        reason=context.rejection.text if context.rejection else "",
        message=context.message,
        note=context.note,
        batch=context.batch,
    )
