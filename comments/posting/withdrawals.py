"""An author takes a comment back, at any time; nobody else brings it to the public again."""

from ..decisions.counters import Move
from ..decisions.statuses import (
    AUTHOR,
    Conflict,
    Grounds,
    carry_out,
    decide,
    entry,
    keep_words,
    locked,
    taken_back,
)
from ..models import ReaderComment, Status
from ..models.transactions import writing

REFUSED = frozenset({Status.REJECTED, Status.SPAM})


def can_be_withdrawn(comment: ReaderComment) -> bool:
    return comment.status != Status.ERASED and not is_withdrawn(comment)


def is_withdrawn(comment: ReaderComment) -> bool:
    """Whether it was taken back: by its author, or a newsroom's reply by an undo."""
    return comment.status == Status.WITHDRAWN or bool(taken_back([comment]))


@writing()
def withdraw(comment: ReaderComment, *, revision: int | None) -> None:
    """Take the comment back; twice is once.

    What was refused keeps its status, for what is counted against its author, and the log says the rest.

    :raises Conflict: the comment has another revision than the author saw.
    """
    if not can_be_withdrawn(comment):
        return
    if revision != comment.revision:
        raise Conflict
    if comment.status in REFUSED:
        _log_alone(comment)
    else:
        decide(comment, Status.WITHDRAWN, Grounds(rule=AUTHOR))


def _log_alone(comment: ReaderComment) -> None:
    rows = locked([comment.pk])
    if [row.revision for row in rows] != [comment.revision]:
        raise Conflict
    decision = entry(rows[0], Status(comment.status), Grounds(rule=AUTHOR))
    keep_words(decision, comment.decisions.first())
    carry_out([Move(rows[0], decision)])
