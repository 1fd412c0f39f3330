"""Comments with all that a card at the desk says of them, in a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import Left

from ..models import Appeal, Decision, EarlierText, Note, ReaderComment, Report
from ..queries import with_related
from ..text.markup import printable
from ..text.names import single_line
from .notes import notes_on

EXCERPT = 200
# Of a comment that hundreds reported, a card shows the last few; ``open_reports`` says how many there are.
MOST_REPORTS = 20


@dataclass(frozen=True)
class Parent:
    """The comment that another one answers: who wrote it, and how it begins as typed, made printable."""

    pk: int
    name: str
    excerpt: str


@dataclass(frozen=True)
class Card:
    """One comment and what stands around it.

    The comment brings its commenter, discussion, rejection and the object commented on; an address only
    where it was asked for.
    ``reports`` are the open ones, newest first; ``decision`` is an editor's latest, with the editor.
    ``appeal`` is the one that waits, with whoever rejected the comment.  ``notes`` are editors', the first
    written first.
    """

    comment: ReaderComment
    parent: Parent | None
    reports: list[Report]
    decision: Decision | None
    has_earlier_texts: bool
    appeal: Appeal | None = None
    notes: Sequence[Note] = ()


def read_cards(
    numbers: Collection[int], *, with_addresses: bool = False, known: Mapping[int, Decision] | None = None
) -> dict[int, Card]:
    """Cards by the comment's number, in the order given; a comment that is gone is left out.

    ``known`` are decisions by an editor that were just taken, by the comment's number.
    """
    rows = {row.pk: row for row in _rows(numbers, with_addresses)}
    _add_decisions(rows.values(), known or {})
    reported = [row for row in rows.values() if row.open_reports]
    prefetch_related_objects(reported, Prefetch("reports", _open_reports(), to_attr="newest_reports"))
    notes = notes_on([number for number, row in rows.items() if row.has_notes])
    return {
        number: Card(
            comment=row,
            parent=_parent(row),
            reports=row.newest_reports if row.open_reports else [],
            decision=next(iter(row.latest_decisions), None),
            has_earlier_texts=row.has_earlier_texts,
            appeal=row.appeal if row.appealed and hasattr(row, "appeal") else None,
            notes=notes.get(number, ()),
        )
        for number in numbers
        if (row := rows.get(number))
    }


def _rows(numbers: Collection[int], with_addresses: bool) -> Any:
    unread = ["ip_address", "searchable"] if with_addresses else ["user_email", "ip_address", "searchable"]
    parent = ReaderComment.objects.filter(pk=OuterRef("parent_id")).exclude(pk=OuterRef("pk")).order_by()
    rows = with_related(ReaderComment.objects.filter(pk__in=numbers), "appeal__against__actor")
    return (
        rows.select_related("commenter", "discussion", "rejection", "appeal__against")
        .order_by()
        .defer(*unread)
        .annotate(
            has_earlier_texts=Exists(EarlierText.objects.filter(comment=OuterRef("pk"))),
            has_notes=Exists(Note.objects.filter(comment=OuterRef("pk"), removed=None)),
            parent_name=Subquery(parent.values("user_name")),
            parent_excerpt=Subquery(parent.values(excerpt=Left("source", EXCERPT))),
        )
        .prefetch_related("target")
    )


def _add_decisions(rows: Collection[Any], known: Mapping[int, Decision]) -> None:
    """Looked for where none is known that brought the comment to where it is."""
    for row in rows:
        decision = known.get(row.pk)
        if decision and decision.revision == row.revision:
            row.latest_decisions = [decision]
    others = [row for row in rows if not hasattr(row, "latest_decisions")]
    prefetch_related_objects(others, Prefetch("decisions", _editors_last(), to_attr="latest_decisions"))


def _parent(row: Any) -> Parent | None:
    if row.parent_name is None:
        return None
    return Parent(row.parent_id, single_line(row.parent_name), printable(row.parent_excerpt))


def _open_reports() -> Any:
    return Report.objects.filter(settled_by=None).order_by("-pk")[:MOST_REPORTS]


def _editors_last() -> Any:
    return with_related(Decision.objects.exclude(actor_number=""), "actor").order_by("-pk")[:1]
