"""A host's own code decides on comments, by the single write path."""

from typing import Any, Literal

from ..decisions import statuses
from ..decisions.log import HOST, DecisionContext
from ..models import ReaderComment, Status

Decided = Literal["approved", "pending", "rejected", "spam"]
STATUSES = frozenset({Status.APPROVED, Status.PENDING, Status.REJECTED, Status.SPAM})


def decide(number: int, to: Decided, *, by: Any = None, message: str = "", note: str = "") -> bool:
    """Take the comment with this number to a status, for the user ``by`` or for the site's own code.

    The author reads ``message`` on their private page, editors read ``note`` in the log.  No permission is
    asked for.  Returns False where the comment has that status already.

    :raises ReaderComment.DoesNotExist: Django's ``ObjectDoesNotExist``; there is no such comment.
    :raises ValueError: ``to`` is none of the four.
    :raises WithdrawnByAuthor: its author withdrew it, and nobody makes it public again.
    :raises Conflict: it was decided on or changed at this very moment, or is erased.
    """
    if to not in STATUSES:
        raise ValueError(f"{to!r} is none of: {', '.join(sorted(STATUSES))}")
    comment = ReaderComment.objects.without_addresses().get(pk=number)
    context = DecisionContext(by=by, rule="" if by else HOST, message=message, note=note)
    return statuses.decide(comment, Status(to), context)
