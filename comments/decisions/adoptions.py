"""Comments that were decided on elsewhere, years ago: they come in with the status that they had.

No signal is sent: what was decided then is no news, and what was public then isn't later.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..models import Decision, ReaderComment, Report, Status
from ..models.reader_comments import see_by
from ..models.transactions import writing
from ..text.normalizing import text_digest
from ..text.search.terms import searchable
from . import counters, reports
from .bulk_rows import insert_rows, row_maker
from .log import ADOPTED, DecisionContext, entry


@writing()
def adopt(
    comments: Sequence[ReaderComment],
    notes: Mapping[int, str],
    waiting: Sequence[Report] = (),
    answered: Sequence[Report] = (),
) -> None:
    """Insert our rows beside stock ones, each in the status that the stock columns come to, and log it.

    Their ``is_public`` then says what the stock column has to.

    ``notes`` go into the log, by comment.  Readers' reports are ``answered`` by what was decided before us,
    or those that are ``waiting`` are open, unless the comment was removed.
    """
    removed = {comment.pk for comment in comments if comment.is_removed}
    unanswered = [report for report in waiting if report.comment_id not in removed]
    reported = Counter(report.comment_id for report in unanswered)
    make, decisions = row_maker(Decision), []
    for comment in comments:
        before, to = _stock_history(comment)
        comment.status, comment.public = to, to.is_public
        # Whoever read it did so before us, also what was removed since: an approval makes no news of it.
        comment.first_public_version = 0 if comment.is_public else None
        # Where stock code asks two columns, ours agree: what was removed is not public either.
        comment.is_public = comment.public
        comment.searchable = searchable(comment.user_name, comment.comment)
        comment.due = see_by(comment.submitted, comment.risk)
        comment.text_digest = text_digest(comment.source)
        comment.open_reports = reported[comment.pk]
        decisions.append(
            make(
                {
                    "comment_id": comment.pk,
                    "comment_number": comment.pk,
                    "rule": ADOPTED,
                    "from_status": before,
                    "to_status": to,
                    "revision": comment.revision,
                    "note": notes.get(comment.pk, ""),
                }
            )
        )
    insert_rows(ReaderComment, comments)
    insert_rows(Decision, decisions)
    counters.count_new(comments)
    reports.insert(unanswered, [*answered, *(one for one in waiting if one.comment_id in removed)])


def insert(comment: ReaderComment, to: Status) -> None:
    """Insert a comment from elsewhere, in the caller's transaction, which then calls ``log_inserted``."""
    comment.insert(to, first_public_version=0 if to.is_public else None)


def log_inserted(comments: Sequence[tuple[ReaderComment, str]]) -> None:
    """Log comments that this transaction inserted, each with a note, and count them."""
    decisions = []
    for comment, note in comments:
        decision = entry(comment, Status(comment.status), DecisionContext(rule=ADOPTED, note=note))
        decision.from_status = ""
        decisions.append(decision)
    Decision.objects.bulk_create(decisions)
    counters.count_new(comment for comment, _note in comments)


def _stock_history(comment: ReaderComment) -> tuple[str, Status]:
    """What a stock row was, and is; a removed one's "was" holds what its other column said."""
    shown = Status.APPROVED if comment.is_public else Status.PENDING
    return (shown, Status.REJECTED) if comment.is_removed else ("", shown)
