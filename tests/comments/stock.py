"""Comments in every status, of several people and places, cheaply: what the desk's lists are made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from articles.models import Article
from comments.models import (
    Commenter,
    Decision,
    Finding,
    ReaderComment,
    RejectionReason,
    Report,
    Status,
)
from comments.models.reader_comments import see_by
from comments.text.search.terms import searchable

from .crowds import crowd

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATUSES = [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.PUBLISHED, Status.SPAM, Status.WITHDRAWN]


def stock(target: Any, number: int = 60) -> list[ReaderComment]:
    """So many comments, oldest first; three arrive at a time, every eight hours."""
    places = [
        target,
        Article.objects.create(headline="Elsewhere", slug=f"elsewhere-{target.pk}", body="", language="en"),
    ]
    people = [Commenter.objects.create(address_hash=f"hash {count}", approved_count=99) for count in range(3)]
    reasons = list(RejectionReason.objects.all()[:2]) or [
        RejectionReason.objects.create(label=label, text="Because.") for label in ("Rude", "Off topic")
    ]
    half = number // 2

    def become(count: int, row: ReaderComment) -> None:
        row.site_number = 1 + count % 2
        row.status = STATUSES[count % 6]
        row.submitted = FIRST + timedelta(hours=count // 3 * 8)
        row.commenter = people[count % 7 % 3]
        row.rejection = reasons[count % 4 // 2] if row.status == Status.REJECTED else None
        row.appealed = count % 12 == 2
        row.open_reports = 1 if row.status.is_public and count % 4 == 1 else 0
        row.risk = (80, 0, 50, 20, 0)[count % 5]
        row.due = see_by(row.submitted, row.risk)
        row.source = f"Words number{count} and ship{'wreck' * (count % 5 == 0)}s"
        row.searchable = searchable(f"Reader {count % half}", f"<p>{row.source}</p>")

    crowd(places[0], [None] * half, finish=become)
    crowd(places[1], [None] * half, finish=lambda place, row: become(half + place, row))
    rows = list(ReaderComment.objects.select_related("discussion").order_by("pk"))
    Finding.objects.bulk_create(
        Finding(comment=row, rule=rule, status=row.status, submitted=row.submitted)
        for count, row in enumerate(rows)
        for rule in (["links"] * (count % 3 == 0) + ["mode"])
    )
    Decision.objects.bulk_create(
        Decision(comment=row, comment_number=row.pk, to_status=row.status, rule="mode") for row in rows
    )
    Report.objects.bulk_create(
        Report(comment=row, reporter="somebody", reason="abuse") for row in rows if row.open_reports
    )
    return rows
