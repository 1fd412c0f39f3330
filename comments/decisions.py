"""The one door: every change of a comment's visibility, by a person or a rule, goes through here.

A decision, its entry in the log and all that follows from it are one transaction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django_comments.models import Comment

from . import sanitizing
from .models import Commenter, Decision, Discussion, ReaderComment, Status
from .moderation import Judgment, Verdict
from .signals import comment_decided

STATUS_OF_VERDICT = {
    Verdict.PUBLISH: Status.PUBLISHED,
    Verdict.HOLD: Status.PENDING,
    Verdict.REJECT: Status.REJECTED,
    Verdict.SPAM: Status.SPAM,
}
# Which of a commenter's counts a comment adds to while it has a status.
COUNT_OF_STATUS = {
    Status.APPROVED: "approved_count",
    Status.REJECTED: "rejected_count",
    Status.SPAM: "rejected_count",
}

# The rule that the log names for a comment from before us.
ADOPTED = "adopted"


class Conflict(Exception):
    """The comment changed since the decision was taken on it; nothing was done."""


@dataclass(frozen=True)
class Grounds:
    """Who decides, and why: an editor (``by``) or a rule, an optional reason and note, one batch's mark."""

    by: Any = None
    rule: str = ""
    reason: str = ""
    note: str = ""
    batch: UUID | None = None


@transaction.atomic
def decide(comment: ReaderComment, to: Status, grounds: Grounds, *, revision: int | None = None) -> bool:
    """Take ``comment`` to another status.

    ``revision`` is the one that was on the decider's screen; left out, the one that ``comment`` was loaded
    with.  Returns False, and writes nothing, where the comment has the status already.

    :raises Conflict: the comment has another revision by now.
    """
    before = Status(comment.status)
    if revision not in (None, comment.revision):
        raise Conflict
    if before == to:
        return False
    _change(comment, status=to, public=to.is_public)
    if before.is_public != to.is_public:
        comment.is_public = to.is_public
        # Only a row from before us can be removed, and then it isn't public: this publishes it.
        Comment.objects.filter(pk=comment.pk).update(is_public=to.is_public, is_removed=False)
        _show_change(comment, public_count=F("public_count") + (1 if to.is_public else -1))
    _count_for_commenter(comment, before, to)
    _log(comment, before, to, grounds)
    return True


@transaction.atomic
def settle(comment: ReaderComment, judgment: Judgment) -> None:
    """Take the first decision on a comment that has just been inserted: the rules' own."""
    to = STATUS_OF_VERDICT[judgment.verdict]
    grounds = Grounds(rule=judgment.deciding_rule)
    if not decide(comment, to, grounds):
        _log(comment, "", to, grounds)


@transaction.atomic
def revise(comment: ReaderComment, source: str, grounds: Grounds, *, revision: int) -> bool:
    """Replace a comment's text, cleaned anew; its visibility stays, and the reader's own words are kept.

    Returns False where nothing changes.

    :raises Conflict: the comment has another revision by now.
    """
    if revision != comment.revision:
        raise Conflict
    if source == comment.source:
        return False
    replaced = comment.source
    _change(comment, source=source)
    comment.earlier_texts.create(revision=revision, source=replaced, replaced_by=grounds.by)
    comment.comment = sanitizing.clean(source)
    Comment.objects.filter(pk=comment.pk).update(comment=comment.comment)
    if comment.public:
        _show_change(comment)
    _log(comment, comment.status, Status(comment.status), grounds)
    return True


@transaction.atomic
def adopt(comments: Sequence[ReaderComment], notes: Mapping[int, str]) -> None:
    """Insert our rows beside stock ones, each in the status that the stock columns come to, and log it.

    ``notes`` go into the log, by comment.  No signal is sent: what was decided years ago is no news.
    """
    decisions = []
    for comment in comments:
        before, to = _stock_history(comment)
        comment.status, comment.public = to, to.is_public
        comment.save_base(raw=True, force_insert=True)
        note = notes.get(comment.pk, "")
        decisions.append(_entry(comment, before, to, Grounds(rule=ADOPTED, note=note)))
    hidden = [comment.pk for comment in comments if comment.is_public and not comment.public]
    Comment.objects.filter(pk__in=hidden).update(is_public=False)
    Decision.objects.bulk_create(decisions)
    _count_adopted(comments)


def _stock_history(comment: ReaderComment) -> tuple[str, Status]:
    """What a stock row was, and is; a removed one's "was" keeps what its other column said."""
    shown = Status.APPROVED if comment.is_public else Status.PENDING
    return (shown, Status.REJECTED) if comment.is_removed else ("", shown)


def _count_adopted(comments: Sequence[ReaderComment]) -> None:
    """Add a batch to the counts of its discussions and commenters: two UPDATEs."""
    public = Counter(comment.discussion_id for comment in comments if comment.public)
    Discussion.objects.bulk_update(
        [
            Discussion(pk=pk, public_count=F("public_count") + number, version=F("version") + 1)
            for pk, number in sorted(public.items())
        ],
        ["public_count", "version"],
    )
    counted = Counter(
        (comment.commenter_id, COUNT_OF_STATUS.get(Status(comment.status))) for comment in comments
    )
    columns = ["approved_count", "rejected_count"]
    people = sorted({pk for pk, column in counted if pk is not None and column})
    Commenter.objects.bulk_update(
        [Commenter(pk=pk, **{name: F(name) + counted[pk, name] for name in columns}) for pk in people],
        columns,
    )


def _change(comment: ReaderComment, **values: Any) -> None:
    """A conditional UPDATE: of two editors at once, one wins and the other is told."""
    unchanged = ReaderComment.objects.filter(pk=comment.pk, revision=comment.revision)
    if not unchanged.update(revision=F("revision") + 1, **values):
        raise Conflict
    for name, value in values.items():
        setattr(comment, name, value)
    comment.revision += 1


def _show_change(comment: ReaderComment, **values: Any) -> None:
    """Raise the version that the public page's ETag hangs on."""
    Discussion.objects.filter(pk=comment.discussion_id).update(version=F("version") + 1, **values)


def _count_for_commenter(comment: ReaderComment, before: Status, to: Status) -> None:
    lost, won = COUNT_OF_STATUS.get(before), COUNT_OF_STATUS.get(to)
    if lost == won or comment.commenter_id is None:
        return
    changes: dict[str, Any] = {}
    if lost:
        changes[lost] = F(lost) - 1
    if won:
        changes[won] = F(won) + 1
    Commenter.objects.filter(pk=comment.commenter_id).update(**changes)


def _log(comment: ReaderComment, before: str, to: Status, grounds: Grounds) -> None:
    decision = _entry(comment, before, to, grounds)
    decision.save()
    transaction.on_commit(partial(comment_decided.send_robust, Decision, decision=decision), robust=True)


def _entry(comment: ReaderComment, before: str, to: Status, grounds: Grounds) -> Decision:
    return Decision(
        comment=comment,
        comment_number=comment.pk,
        actor=grounds.by,
        actor_number=str(grounds.by.pk) if grounds.by else "",
        rule=grounds.rule,
        from_status=before,
        to_status=to,
        reason=grounds.reason,
        note=grounds.note,
        batch=grounds.batch,
    )
