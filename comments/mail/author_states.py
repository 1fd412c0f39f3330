"""What a comment's author reads of its state.

Never that it is taken for spam: that looks as if it waited, or as it looked before.  And nothing of what
editors decide once its author has withdrawn it.
"""

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from ..models import Act, Decision, ReaderComment, Status

# Of decisions that lead there the author is told nothing.
UNTOLD = (Status.SPAM, Status.ERASED)


@dataclass(frozen=True)
class AuthorState:
    """``status`` is never spam or erased, and ``is_erased`` says that the words are gone.

    ``rejection`` is the entry of the log whose reason and message are for the author.
    """

    status: Status
    rejection: Decision | None = None
    is_erased: bool = False


def author_state(comment: ReaderComment) -> AuthorState:
    """The state that its author reads; the log is asked only where it has more to say than the status."""
    status = Status(comment.status)
    if status.is_public or status == Status.PENDING:
        return AuthorState(status)
    told = _told(comment).first()
    was_rejected = told is not None and told.to_status == Status.REJECTED
    shown = Status.REJECTED if was_rejected else Status.PENDING
    is_erased = status == Status.ERASED
    return AuthorState(
        Status.WITHDRAWN if _is_withdrawn(comment, told) else shown,
        told if was_rejected and not is_erased else None,
        is_erased,
    )


def _told(comment: ReaderComment) -> QuerySet[Decision]:
    """The entries that the author reads of, the latest first."""
    log = Decision.objects.filter(comment=comment)
    if comment.withdrawn_by_author:
        withdrawals = log.filter(rule=Decision.AUTHOR, act=Act.DECIDED).order_by("pk")
        log = log.filter(pk__lte=Subquery(withdrawals.values("pk")[:1]))
    return log.exclude(to_status__in=UNTOLD).order_by("-pk")


def _is_withdrawn(comment: ReaderComment, told: Decision | None) -> bool:
    # An erased reply of the newsroom's, which an undo withdrew, is known by its log alone.
    return comment.withdrawn_by_author or (told is not None and told.to_status == Status.WITHDRAWN)
