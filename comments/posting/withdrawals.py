"""An author withdraws a comment, at any time; nobody else brings it to the public again."""

from ..decisions.log import AUTHOR, DecisionContext, Transition, entry, keep_words
from ..decisions.statuses import Conflict, apply, decide, locked
from ..models import ReaderComment, Status
from ..models.transactions import send_once_committed, writing
from ..signals import comment_withdrawn

REFUSED = frozenset({Status.REJECTED, Status.SPAM})


def can_be_withdrawn(comment: ReaderComment) -> bool:
    return bool(comment.status != Status.ERASED and not comment.is_withdrawn)


@writing()
def withdraw(comment: ReaderComment, *, revision: int | None) -> None:
    """Withdraw the comment.  Idempotent.

    What was refused stays in its status, for what is counted against its author.

    :raises Conflict: the comment has another revision than the author saw.
    """
    if not can_be_withdrawn(comment):
        return
    if revision != comment.revision:
        raise Conflict
    if comment.status in REFUSED:
        _log_alone(comment)
    else:
        decide(comment, Status.WITHDRAWN, DecisionContext(rule=AUTHOR))
    send_once_committed(comment_withdrawn, ReaderComment, comment=comment)


def _log_alone(comment: ReaderComment) -> None:
    rows = locked([comment.pk])
    if [row.revision for row in rows] != [comment.revision]:
        raise Conflict
    decision = entry(rows[0], Status(comment.status), DecisionContext(rule=AUTHOR))
    # Its author goes on reading why it was refused.
    keep_words(decision, comment.decisions.first())
    apply([Transition(rows[0], decision)])
