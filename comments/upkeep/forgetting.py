"""What is stored beside comments is forgotten once it is of no use any more."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django_comments.models import Comment

from ..models import (
    Commenter,
    EarlierText,
    Email,
    Following,
    ReaderComment,
    Recommendation,
    Report,
    Standing,
    Status,
)
from ..models.transactions import in_order, writing
from ..people.pseudonyms import NETWORK

FORGOTTEN = "forgotten:"
# Still one reporter each, whom nobody can identify any more.
NOBODY = Concat(Value(FORGOTTEN), Cast("pk", CharField()))
# What is done to rows, and how many it changed.
Act = Callable[[QuerySet[Any]], int]


def forget_networks(before: datetime, size: int) -> Iterator[int]:
    """Forget, a chunk at a time, where what is older than ``before`` came from: comments, reports and
    recommendations.

    Yields how many rows each chunk changed.  Stopped anywhere, it goes on with what is left.
    """
    comments = ReaderComment.objects.filter(submitted__lt=before).exclude(network="")
    yield from _in_batches(comments, size, _setting(network=""))
    stock = Comment.objects.filter(submit_date__lt=before, ip_address__isnull=False)
    yield from _in_batches(stock, size, _setting(ip_address=None))
    reports = Report.objects.filter(submitted__lt=before, reporter__startswith=f"{NETWORK}:")
    yield from _in_batches(reports, size, _setting(reporter=NOBODY), by="reports")
    # What they count is the comment's own.
    recommended = Recommendation.objects.filter(submitted__lt=before, recommender__startswith=f"{NETWORK}:")
    yield from _in_batches(recommended, size, _delete, by="recommendations")


def forget_old(before: datetime, size: int) -> Iterator[int]:
    """Forget likewise what is of no use any more, if it is older than ``before``.

    Texts that a correction replaced, emails with all that the outbox knows of them, who reported what and in
    which words, where it is answered, who recommended what, and who people were of whom nothing else is left.
    """
    texts = EarlierText.objects.filter(replaced__lt=before)
    yield from _in_batches(texts, size, _delete, by="earlier_texts")
    yield from _in_batches(Email.objects.filter(created__lt=before), size, _delete, by="emails")
    reports = Report.objects.filter(submitted__lt=before, settled_by__isnull=False)
    named = reports.exclude(text="", reporter__startswith=FORGOTTEN)
    yield from _in_batches(named, size, _setting(text="", reporter=NOBODY), by="reports")
    recommended = Recommendation.objects.filter(submitted__lt=before)
    yield from _in_batches(recommended, size, _delete, by="recommendations")
    nobody = _setting(user=None, address_hash=None, confirmed_at=None, notes="")
    yield from _in_batches(_bygone(before), size, nobody, locks=Commenter)


def _bygone(before: datetime) -> QuerySet[Commenter]:
    """Who is known by a login or an address, and of whom there is neither a comment, but erased ones of
    long ago, nor a standing that holds, a reserved name or a following.
    """
    theirs = ReaderComment.objects.filter(commenter=OuterRef("pk"))
    known = Q(user__isnull=False) | Q(address_hash__isnull=False) | ~Q(notes="")
    return Commenter.objects.filter(
        known,
        ~Exists(theirs.exclude(status=Status.ERASED)),
        ~Exists(theirs.filter(submitted__gte=before)),
        ~Exists(Following.objects.filter(commenter=OuterRef("pk"))),
        Q(standing=Standing.NONE) | Q(until__lt=before),
        Q(confirmed_at=None) | Q(confirmed_at__lt=before),
        reserved_key=None,
    )


def _setting(**values: object) -> Act:
    return lambda rows: rows.update(**values)


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def _in_batches(
    rows: QuerySet[Any], size: int, act: Act, *, locks: type[Model] = ReaderComment, by: str = "pk"
) -> Iterator[int]:
    """Do it to so many rows at a time, with what they belong to locked: ``by`` leads from that to them."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        last = keys[-1]
        # Asked once more: who was bygone may comment at this moment.
        yield _locked(locks._base_manager.filter(**{f"{by}__in": keys}), rows.filter(pk__in=keys), act)


@writing()
def _locked(owners: QuerySet[Any], rows: QuerySet[Any], act: Act) -> int:
    # As whoever decides does: an UPDATE alone locks rows in whatever order it meets them.
    list(in_order(owners).values_list("pk"))
    return act(rows)
