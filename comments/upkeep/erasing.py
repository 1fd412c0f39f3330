"""What was refused is not stored for ever: its words go, its place in the log and in the counts stays."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django_comments.models import Comment

from ..decisions.log import DecisionContext
from ..decisions.statuses import decide_all
from ..mail import followings
from ..models import Decision, EarlierText, ReaderComment, Report, Status
from ..models.transactions import writing

REFUSED = (Status.REJECTED, Status.SPAM)
# The rule that the log names.
RULE = "erasing"


def erase_refused(before: datetime, size: int) -> Iterator[int]:
    """Erase, a chunk at a time, what was rejected or marked as spam and not decided on since ``before``.

    Yields how many each chunk erased.  Stopped anywhere, it goes on with what is left.  Nothing brings an
    erased comment back.
    """
    since = Decision.objects.filter(comment=OuterRef("pk"), decided__gte=before)
    # Whatever was decided on before was submitted before, and that an index knows.
    old = ReaderComment.objects.filter(~Exists(since), status__in=REFUSED, submitted__lt=before)
    old = old.order_by("submitted", "pk")
    while shown := dict(old.values_list("pk", "revision")[:size]):
        yield _erase(shown)


@writing()
def _erase(shown: dict[int, int]) -> int:
    # No batch: that is what one undo reverses, and nothing reverses this.
    done = decide_all(shown, Status.ERASED, DecisionContext(rule=RULE)).done
    Comment.objects.filter(pk__in=done).update(
        user=None, user_name="", user_email="", user_url="", ip_address=None, comment=""
    )
    ReaderComment.objects.filter(pk__in=done).update(
        source="", searchable="", text_digest="", reasons=[], network="", follow="", duplicate_key=None
    )
    followings.leave(done)
    EarlierText.objects.filter(comment__in=done).delete()
    Report.objects.filter(comment__in=done).update(text="")
    return len(done)
