"""How many readers recommend each comment: counted at once, and shown at most once a minute.

What is shown is part of the page, which is the same for everybody and known by its discussion's version: with
each count that rises at once, a discussion that many read would be made anew for each of them.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from ...models import Discussion, ReaderComment
from ...models.reader_comments import IS_UNSHOWN
from ...models.transactions import in_order, writing

# How long a discussion shows the same counts at least.
PAUSE = timedelta(minutes=1)


def count(number: int) -> bool:
    """Count one more recommendation of a public comment; False where it is public no more.

    In the caller's transaction, with the row locked by ``lock``.
    """
    return bool(ReaderComment.objects.public().filter(pk=number).update(recommended=F("recommended") + 1))


def lock(number: int, discussion: int) -> list[int]:
    """Lock the comment, and where its discussion's counts may be shown all whose counts are to be.

    Returns those to be shown: none within the minute.  Comments are locked before discussions, as by whoever
    decides.
    """
    is_due = Discussion.objects.filter(_is_due(), pk=discussion).exists()
    rows = Q(pk=number) | (IS_UNSHOWN & Q(discussion=discussion)) if is_due else Q(pk=number)
    locked = _locked(rows)
    return locked if is_due else []


def publish(discussion: int, locked: Collection[int]) -> bool:
    """Show how many recommend these comments, unless another transaction showed counts within the minute.

    No others: who locked them may wait for the discussion.
    """
    due = Discussion.objects.filter(_is_due(), pk=discussion)
    if not locked or not due.update(version=F("version") + 1, counts_published=timezone.now()):
        return False
    ReaderComment.objects.filter(pk__in=locked).update(recommended_shown=F("recommended"))
    return True


def publish_all() -> int:
    """Show what no later recommendation has shown; the number of discussions of which it did."""
    waiting = ReaderComment.objects.filter(IS_UNSHOWN).order_by().values_list("discussion", flat=True)
    return sum(map(_publish_waiting, sorted(waiting.distinct())))


@writing()
def _publish_waiting(discussion: int) -> bool:
    return publish(discussion, _locked(IS_UNSHOWN & Q(discussion=discussion)))


def _locked(which: Q) -> list[int]:
    return list(in_order(ReaderComment.objects.filter(which)).values_list("pk", flat=True))


def _is_due() -> Q:
    return Q(counts_published=None) | Q(counts_published__lte=timezone.now() - PAUSE)
