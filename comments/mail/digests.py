"""Editors are emailed what waits at the desk, as each of them chose: at a number, at an age, or daily."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..conf import conf
from ..models import DeskDigest, Email, EmailKind, ReaderComment, Status, moderated_by
from ..models.transactions import in_order, writing
from ..queries import NumberOf
from ..requests.readers import address_of_user
from ..text.addresses import clean_address

# Between two emails to one editor.
PAUSE = timedelta(hours=1)
# No more of each are counted.
MOST_COUNTED = 1_000
MAY_DECIDE = "newsroom_comments.moderate_readercomment"


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


def backlog(sites: Collection[int] | None = None) -> Backlog | None:
    """On these sites, or on all; in one query, along the queues' own indexes; None where nothing waits."""
    rows = ReaderComment.objects.order_by("submitted", "pk")
    if sites is not None:
        rows = rows.filter(site_number__in=sites)
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
    """Put an email into the outbox for each editor who wants one now.

    The queries don't grow with them, but where they moderate single sites.
    """
    now = timezone.now()
    wanting = list(in_order(_wanting(now)))
    everywhere = backlog() if wanting else None
    if everywhere is None:
        return
    # For whom all that waits isn't enough, no part of it is: their sites needn't be known.
    asked = (digest for digest in wanting if _is_due(digest, everywhere, now))
    theirs = _backlogs_of(asked, everywhere)
    due = {digest: waiting.oldest for digest, waiting in theirs if _is_due(digest, waiting, now)}
    DeskDigest.objects.filter(pk__in=[digest.pk for digest in due]).update(written_at=now)
    Email.objects.bulk_create(
        Email(kind=EmailKind.DIGEST, comment_id=oldest, digest=digest) for digest, oldest in due.items()
    )


def _backlogs_of(asked: Iterable[DeskDigest], everywhere: Backlog) -> Iterator[tuple[DeskDigest, Backlog]]:
    """What waits for each of these editors, if anything does; read once for the same sites."""
    known: dict[Collection[int] | None, Backlog | None] = {None: everywhere}
    for digest in asked:
        sites = sites_of(digest)
        if sites not in known:
            known[sites] = backlog(sites)
        if waiting := known[sites]:
            yield digest, waiting


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
    may = is_chosen and user.is_active and user.has_perm(MAY_DECIDE)
    return clean_address(address_of_user(user)) if may else ""


def sites_of(digest: DeskDigest) -> Collection[int] | None:
    """On which sites an editor is told what waits; None: on every one."""
    # Where there is but one desk, nobody need know who they are.
    sites = moderated_by(digest.user) if conf.by_site else None
    return None if sites is None else frozenset(sites)


def end(number: int) -> None:
    """An editor gets no more of these emails."""
    DeskDigest.objects.filter(pk=number).update(number=None, hours=None, daily_at=None)
