"""Networks are forgotten after a while: what floods today is counted, who wrote last year is not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django_comments.models import Comment

from ..models import ReaderComment, Report
from ..models.transactions import in_order, writing
from ..posting.reports import NETWORK

FORGOTTEN = "forgotten:"


def forget_networks(before: datetime, size: int) -> Iterator[int]:
    """Forget, a chunk at a time, where comments and reports older than ``before`` came from.

    Yields how many rows each chunk changed.  Stopped anywhere, it goes on with what is left.
    """
    comments = ReaderComment.objects.filter(submitted__lt=before).exclude(network="")
    yield from _in_batches(comments, size, "pk", network="")
    stock = Comment.objects.filter(submit_date__lt=before, ip_address__isnull=False)
    yield from _in_batches(stock, size, "pk", ip_address=None)
    # Still one reporter each, whom nobody can identify any more.
    nobody = Concat(Value(FORGOTTEN), Cast("pk", CharField()))
    reports = Report.objects.filter(submitted__lt=before, reporter__startswith=f"{NETWORK}:")
    yield from _in_batches(reports, size, "reports", reporter=nobody)


def _in_batches(rows: QuerySet[Any], size: int, of_comment: str, **values: object) -> Iterator[int]:
    """``of_comment`` leads from our comments to the rows."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        last = keys[-1]
        theirs = ReaderComment.objects.filter(**{f"{of_comment}__in": keys})
        yield _forget(theirs, rows.model._base_manager.filter(pk__in=keys), values)


@writing()
def _forget(comments: QuerySet[ReaderComment], rows: QuerySet[Any], values: dict[str, object]) -> int:
    # As whoever decides does: an UPDATE alone locks rows in whatever order it meets them.
    list(in_order(comments).values_list("pk"))
    return rows.update(**values)
