"""Editors pick comments: each has a mark that readers see, and the latest a place above the discussion.

What isn't public any more stays picked, and shows to nobody; once it is public again, so is the mark.
"""

from collections import Counter
from collections.abc import Collection

from django.utils import timezone

from ...models import Act, Decision, Discussion, ReaderComment, Status
from ...models.transactions import writing
from .. import counters
from ..log import DecisionContext, Transition, entry, keep_words
from ..statuses import Conflict, apply, locked

# What each act makes of a comment.
PICKED = {Act.PICKED: True, Act.UNPICKED: False}


@writing()
def pick(number: int, revision: int, context: DecisionContext, *, picked: bool) -> bool:
    """Pick a public comment, or remove the pick.  Returns False where it was so already.

    :raises Conflict: the comment has another revision, or is not public and so can't be picked.
    """
    rows = [row for row in locked([number]) if row.revision == revision and (row.public or not picked)]
    if not rows:
        raise Conflict
    [row] = rows
    if (row.picked_at is not None) == picked:
        return False
    decision = entry(row, Status(row.status), context)
    decision.act = Act.PICKED if picked else Act.UNPICKED
    # What the author reads holds on.
    keep_words(decision, row.decisions.first())
    apply([Transition(row, decision)])
    mark(rows, picked=picked)
    return True


def mark(rows: Collection[ReaderComment], *, picked: bool) -> None:
    """Give comments the mark, or take it; they are locked, and in the log by now."""
    since = timezone.now() if picked else None
    ReaderComment.objects.filter(pk__in=[row.pk for row in rows]).update(picked_at=since)
    for row in rows:
        row.picked_at = since
    counters.add(Discussion, {row.discussion_id: Counter(version=1) for row in rows if row.public})


def without(decision: Decision) -> bool | None:
    """Whether the comment is picked once this is undone; None where picking is not what it did."""
    if decision.act == Act.UNDONE:
        # An undo that is undone is the act itself again.
        return PICKED.get(Act(decision.undoes.act)) if decision.undoes else None
    picked = PICKED.get(Act(decision.act))
    return None if picked is None else not picked
