"""An author appeals against a rejection, once, in their own words."""

from ..decisions import appeals
from ..decisions.log import AUTHOR, DecisionContext, Transition, entry, keep_words
from ..decisions.statuses import apply, locked
from ..mail import outcomes
from ..mail.author_states import AuthorState, author_state
from ..models import Act, Appeal, Decision, ReaderComment, Status
from ..models.transactions import writing


class AppealedBefore(Exception):
    """The comment has had its appeal."""


class NotRejected(Exception):
    """The comment is not rejected, or not any more, as far as its author may know."""


def appeal_of(comment: ReaderComment) -> Appeal | None:
    return Appeal.objects.filter(comment=comment).first()


def can_be_appealed(state: AuthorState) -> bool:
    """Whether a comment's author reads that it is rejected: also where it is taken for spam since."""
    return state.status == Status.REJECTED and not state.is_erased


@writing()
def appeal(comment: ReaderComment, text: str) -> None:
    """Let it wait for an editor, and its author be emailed the answer.  Idempotent for the same words.

    :raises AppealedBefore: it had its appeal.
    :raises NotRejected: there is nothing to appeal against.
    """
    # Locked before it is looked at: an editor's decision comes before this or after it.
    rows = locked([comment.pk])
    earlier = appeal_of(comment)
    if earlier and earlier.text == text:
        return
    if earlier:
        raise AppealedBefore
    if not rows or not can_be_appealed(author_state(rows[0])):
        raise NotRejected
    [row] = rows
    decision = entry(row, Status(row.status), DecisionContext(rule=AUTHOR))
    decision.act = Act.APPEALED
    keep_words(decision, row.decisions.first())
    # The author has read the rejection on the page that this comes from.
    outcomes.mark_told(row)
    appeals.file(row, _rejection_of(row), text)
    apply([Transition(row, decision)])


def _rejection_of(row: ReaderComment) -> Decision | None:
    rejections = row.decisions.filter(act=Act.DECIDED, to_status=Status.REJECTED)
    rejection: Decision | None = rejections.exclude(rule=AUTHOR).first()
    return rejection
