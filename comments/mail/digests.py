"""Editors are emailed what waits at the desk, as each of them chose: at a number, at an age, or daily."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..conf import conf
from ..models import DeskDigest, Email, EmailKind, ReaderComment, Status
from ..models.transactions import in_order, writing
from ..queries import NumberOf
from ..requests.readers import address_of_user
from ..text.addresses import clean_address

# Between two emails to one editor.
PAUSE = timedelta(hours=1)
# No more of each are counted.
MOST_COUNTED = 1_000
MAY_DECIDE = "newsroom_comments.moderate_readercomment"
EVERY_SITE = "newsroom_comments.moderate_every_site"


@dataclass(frozen=True)
class Backlog:
    """How much waits for editors; ``since`` is when the oldest pending comment came, if there is one.

    ``oldest`` is the number of the comment that waits longest.
    """

    oldest: int
    pending: int
    reported: int
    appeals: int
    since: datetime | None


def backlog() -> Backlog | None:
    """In one query, along the queues' own indexes; None where nothing waits."""
    rows = ReaderComment.objects.order_by("submitted", "pk")
    queues = {
        "pending": rows.filter(status=Status.PENDING),
        "reported": rows.filter(open_reports__gt=0),
        "appeals": rows.filter(appealed=True, status=Status.REJECTED),
    }
    counted = {name: NumberOf(queue.values("pk")[:MOST_COUNTED]) for name, queue in queues.items()}
    oldest = Coalesce(*(Subquery(queue.values("pk")[:1]) for queue in queues.values()))
    since = Subquery(queues["pending"].values("submitted")[:1])
    # They hang on the last comment: where there is none, nothing waits.
    found = ReaderComment.objects.order_by("-pk").values(**counted, since=since, oldest=oldest).first()
    return Backlog(**found) if found and found["oldest"] else None


@writing()
def write_emails() -> None:
    """Put an email into the outbox for each editor who wants one now; the queries don't grow with them."""
    now = timezone.now()
    wanting = list(in_order(_wanting(now)))
    waiting = backlog() if wanting else None
    if waiting is None:
        return
    due = [digest for digest in wanting if _is_due(digest, waiting, now)]
    DeskDigest.objects.filter(pk__in=[digest.pk for digest in due]).update(written_at=now)
    Email.objects.bulk_create(
        Email(kind=EmailKind.DIGEST, comment_id=waiting.oldest, digest=digest) for digest in due
    )


def _wanting(now: datetime) -> QuerySet[Any]:
    """Of editors who chose something: whoever had no email for an hour, and to whom none is to go out."""
    chosen = Q(number__isnull=False) | Q(hours__isnull=False) | Q(daily_at__isnull=False)
    paused = Q(written_at=None) | Q(written_at__lte=now - PAUSE)
    waits = Email.objects.filter(digest=OuterRef("pk"), sent_at=None, due__isnull=False)
    return DeskDigest.objects.filter(chosen, paused, ~Exists(waits))


def _is_due(digest: DeskDigest, waiting: Backlog, now: datetime) -> bool:
    many = digest.number is not None and waiting.pending >= digest.number
    is_old = (
        digest.hours is not None
        and waiting.since is not None
        and now - waiting.since >= timedelta(hours=digest.hours)
    )
    return many or is_old or _is_daily_due(digest, now)


def _is_daily_due(digest: DeskDigest, now: datetime) -> bool:
    """Whether the hour has come since the last email, in the site's time zone."""
    if digest.daily_at is None:
        return False
    local = timezone.localtime(now)
    hour = local.replace(hour=digest.daily_at, minute=0, second=0, microsecond=0)
    last = hour if hour <= local else hour - timedelta(days=1)
    return digest.written_at is None or digest.written_at < last


def address_of(digest: DeskDigest) -> str:
    """Where an editor is emailed; "" for who may not decide any more, or chose to get nothing."""
    user = digest.user
    is_chosen = (digest.number, digest.hours, digest.daily_at) != (None, None, None)
    # What waits is counted for all sites, so it is told to whoever moderates all.
    everywhere = not conf.by_site or user.has_perm(EVERY_SITE)
    may = is_chosen and user.is_active and user.has_perm(MAY_DECIDE) and everywhere
    return clean_address(address_of_user(user)) if may else ""


def end(number: int) -> None:
    """An editor gets no more of these emails."""
    DeskDigest.objects.filter(pk=number).update(number=None, hours=None, daily_at=None)
