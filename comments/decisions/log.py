"""The log of decisions: who decided what, why, and what the author of the comment reads of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from ..models import Act, Decision, ReaderComment, RejectionReason, Status
from ..models.transactions import send_once_committed
from ..signals import comment_decided

# The rule that the log names for a comment from before us.
ADOPTED = "adopted"
# And for what the author does, who has no account.
AUTHOR = Decision.AUTHOR
# And for what a host's own code does, for nobody in particular.
HOST = "host"


@dataclass(frozen=True)
class DecisionContext:
    """Who decides, and why: an editor (``by``) or a rule.

    ``rejection`` and ``message`` are what the author reads, ``note`` what editors do.  ``batch`` marks all
    that one click does, and that one undo reverses.
    """

    by: Any = None
    rule: str = ""
    rejection: RejectionReason | None = None
    message: str = ""
    note: str = ""
    batch: UUID | None = None


class Transition(NamedTuple):
    """One comment's way: its row, locked and as it stands before, and the decision, not yet written."""

    row: ReaderComment
    decision: Decision

    @property
    def to(self) -> Status:
        return Status(self.decision.to_status)

    @property
    def rejection_id(self) -> int | None:
        """What the comment is rejected for; only a rejected one keeps it."""
        return self.decision.rejection_id if self.to == Status.REJECTED else None

    @property
    def withdrawn_by_author(self) -> bool:
        """Whether its author withdraws the comment so, or did before."""
        withdraws = self.decision.rule == AUTHOR and self.decision.act == Act.DECIDED
        return bool(self.row.withdrawn_by_author or withdraws)

    @property
    def changes_visibility(self) -> bool:
        return bool(self.row.public != self.to.is_public)

    @property
    def is_news(self) -> bool:
        """Whether it becomes public for the first time: what was hidden since is no news to anybody."""
        return self.changes_visibility and self.to.is_public and self.row.first_public_version is None

    @property
    def is_awaited(self) -> bool:
        """Whether that is to be told to those who follow the discussion, as far as the row knows of any."""
        return self.is_news and getattr(self.row, "is_followed", True)


def entry(comment: ReaderComment, to: Status, context: DecisionContext) -> Decision:
    """The entry for taking ``comment`` to another status, not yet written."""
    return Decision(
        comment=comment,
        # Once more as a plain number: the row outlives the comment, and so does the actor's.
        comment_number=comment.pk,
        discussion_number=comment.discussion_id,
        actor=context.by,
        actor_number=str(context.by.pk) if context.by else "",
        rule=context.rule,
        from_status=comment.status,
        to_status=to,
        revision=comment.revision,
        rejection=context.rejection,
        # A copy: editors may word the reason anew, and what this author read stays.
        reason=context.rejection.text if context.rejection else "",
        message=context.message,
        note=context.note,
        batch=context.batch,
    )


def keep_words(decision: Decision, earlier: Decision | None) -> None:
    """Let ``decision`` say to the author what an earlier one said."""
    if earlier:
        decision.rejection_id = earlier.rejection_id
        decision.reason, decision.message = earlier.reason, earlier.message


def log(decisions: Sequence[Decision]) -> None:
    """Write entries, and send the signal for each once the transaction is committed."""
    Decision.objects.bulk_create(decisions)
    for decision in decisions:
        send_once_committed(comment_decided, Decision, decision=decision)
