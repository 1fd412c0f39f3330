"""What was refused or withdrawn is not stored for ever: its words go, the log and the counts stay."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django_comments.models import Comment

from ..decisions.log import DecisionContext
from ..decisions.statuses import decide_all
from ..mail import followings
from ..models import Appeal, Decision, EarlierText, Note, ReaderComment, Recommendation, Report, Status
from ..models.transactions import writing

REFUSED = Q(status__in=(Status.REJECTED, Status.SPAM))
# By an author, then refused or refused before, and replies of the newsroom's by an undo.
WITHDRAWN = Q(status=Status.WITHDRAWN) | REFUSED & Q(withdrawn_by_author=True)
# The rule that the log names.
RULE = "erasing"


def erase_refused(before: datetime, size: int) -> Iterator[int]:
    """Erase, a chunk at a time, what was rejected or marked as spam and not decided on since ``before``.

    Yields how many each chunk erased.  Stopped anywhere, it goes on with what is left.  Nothing brings an
    erased comment back.
    """
    return _erase_old(REFUSED, before, size)


def erase_withdrawn(before: datetime, size: int) -> Iterator[int]:
    """Erase likewise what was withdrawn and not decided on since ``before``; until then an undo finds it."""
    return _erase_old(WITHDRAWN, before, size)


def erase(numbers: Collection[int]) -> list[int]:
    """Erase these comments now, wherever they stand; those that it found and that weren't erased before."""
    return _erase(dict(ReaderComment.objects.filter(pk__in=numbers).values_list("pk", "revision")))


def _erase_old(which: Q, before: datetime, size: int) -> Iterator[int]:
    since = Decision.objects.filter(comment=OuterRef("pk"), decided__gte=before)
    # Whatever was decided on before was submitted before, and that an index knows.
    old = ReaderComment.objects.filter(which, ~Exists(since), submitted__lt=before).order_by(
        "submitted", "pk"
    )
    while shown := dict(old.values_list("pk", "revision")[:size]):
        yield len(_erase(shown))


@writing()
def _erase(shown: dict[int, int]) -> list[int]:
    # No batch: that is what one undo reverses, and nothing reverses this.
    done = decide_all(shown, Status.ERASED, DecisionContext(rule=RULE)).done
    Comment.objects.filter(pk__in=done).update(
        user=None, user_name="", user_email="", user_url="", ip_address=None, comment=""
    )
    # How grave its reasons were said something of what stood there, and so does when it was due.
    ReaderComment.objects.filter(pk__in=done).update(
        source="",
        searchable="",
        text_digest="",
        reasons=[],
        risk=0,
        due=F("submitted"),
        network="",
        follow="",
        outcome_wanted=False,
        outcome_told="",
        duplicate_key=None,
        recommended=0,
        recommended_shown=0,
        picked_at=None,
    )
    Recommendation.objects.filter(comment__in=done).delete()
    followings.leave(done)
    EarlierText.objects.filter(comment__in=done).delete()
    Note.objects.filter(comment__in=done).delete()
    Report.objects.filter(comment__in=done).update(text="")
    Appeal.objects.filter(comment__in=done).update(text="", answer="")
    return done
