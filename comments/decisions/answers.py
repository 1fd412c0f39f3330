"""An editor answers an appeal: the comment stays rejected, or is published."""

from ..models import Act, Appeal, Decision, ReaderComment, Status
from ..models.transactions import writing
from .log import DecisionContext, Transition, entry, keep_words
from .statuses import Conflict, apply, decide_all, locked


@writing()
def answer(number: int, revision: int, context: DecisionContext, *, publish: bool) -> None:
    """The author reads the ``note`` of the context beside the appeal.

    :raises Conflict: the comment has another revision, or no appeal of its author's waits.
    """
    rows = [row for row in locked([number]) if row.revision == revision and _waits(row)]
    if not rows:
        raise Conflict
    if publish:
        decide_all({number: revision}, Status.APPROVED, context)
    else:
        apply([Transition(rows[0], _upholding(rows[0], context))])
    Appeal.objects.filter(comment=number).update(answer=context.note)


def _waits(row: ReaderComment) -> bool:
    return row.appealed and row.status == Status.REJECTED


def _upholding(row: ReaderComment, context: DecisionContext) -> Decision:
    decision = entry(row, Status.REJECTED, context)
    decision.act = Act.UPHELD
    # The rejection and its reason hold on.
    keep_words(decision, row.decisions.first())
    return decision
