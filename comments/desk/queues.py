"""The desk's queues, a page at a time, counted no further than an editor looks.

A queue is walked in order of arrival, or of when it is due, along an index, from a position in it and never
by number, so that what comes or goes meanwhile shifts nothing.  First the positions are read, then the cards
at them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Self

from django.db import connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from ..models import Act, Decision, Finding, ReaderComment, Report, Status
from ..models.reader_comments import IS_URGENT, PATIENCE
from ..queries import NumberOf
from ..requests.numbers import natural_number
from ..targets import midnight
from ..text.addresses import may_be_address
from ..text.search.terms import terms_in
from .cards import Card, read_cards
from .cursors import LAST_NUMBER, NEWER, OLDER, Cursor, Position
from .filters import Filters, Queue
from .narrowing import found, walked
from .search import holding, people_at

PAGE = 50
MOST_COUNTED = 1_000
MOST_AT_ONCE = 500
# How many comments are looked through for one page, for common words, and for a rule where no index has it.
WALK = 3_000
WALK_AMONG_OTHERS = 500
STATUS_OF_QUEUE = {
    Queue.PENDING: Status.PENDING,
    Queue.APPEALS: Status.REJECTED,
    Queue.UNREVIEWED: Status.PUBLISHED,
    Queue.APPROVED: Status.APPROVED,
    Queue.REJECTED: Status.REJECTED,
    Queue.SPAM: Status.SPAM,
}
# Where an index of its own knows the order, and a rule is looked for among few.
FEW = frozenset({Queue.REPORTED, Queue.APPEALS})
# The cursors of the two ends.
NEWEST, OLDEST = OLDER, NEWER


@dataclass(frozen=True)
class QueuePage:
    """One page, in the order asked for.

    ``newer`` and ``older`` are the cursors of its neighbours, "" where there is none.  A search for common
    words, for a rule among the reported or on one site, or for what no index knows (``narrowing``), looks
    through so many comments a page: it may then be short, even empty, and have a neighbour.
    ``seen`` is the snapshot of what was there when the page was read.
    """

    cards: list[Card]
    newer: str
    older: str
    seen: str


def read_queue(
    filters: Filters,
    cursor: str = "",
    *,
    may_search_addresses: bool = False,
    snapshot: "Snapshot | None" = None,
) -> QueuePage:
    """The page at ``cursor``; the first one where that is empty, nonsense or all have left it.

    Who may search addresses is given them, too.  ``snapshot`` is this moment's, where it was read already.
    """
    seen = str(snapshot or Snapshot.now())
    selection = Selection.of(filters, may_search_addresses)
    first = Cursor(older=not filters.ascends)
    start = Cursor.read(cursor) or first
    found, end = selection.nearest(start, PAGE)
    if not found and not end and start != first and not selection.steps:
        start = first
        found, end = selection.nearest(start, PAGE)
    behind = found[0] if found else start.position
    onward = str(Cursor(start.older, end)) if end else ""
    back = str(Cursor(not start.older, behind)) if start.position and behind else ""
    older, newer = (onward, back) if start.older else (back, onward)
    shown = [position.number for position in sorted(found, reverse=not filters.ascends)]
    cards = read_cards(shown, with_addresses=may_search_addresses)
    return QueuePage(cards=list(cards.values()), newer=newer, older=older, seen=seen)


def counts(site: int | None = None) -> dict[str, int]:
    """How many comments each queue holds, at most 1,000 of each counted; in one query.

    On one site, or on all.
    """
    return overview(site)[0]


def overview(site: int | None = None) -> "tuple[dict[str, int], Snapshot]":
    """The counts, and the snapshot of the moment; in one query."""
    walk = Cursor(older=False).walk
    wholes = [Filters(queue, site=site) for queue in Queue.values]
    rows = {whole.queue: walk(_rows(whole), whole.moment) for whole in wholes}
    capped = {queue: NumberOf(found.values("number")[:MOST_COUNTED]) for queue, found in rows.items()}
    # They hang on the last comment: where there is none, there is nothing to count.
    last = ReaderComment.objects.order_by("-pk")
    found = last.values(**capped, **Snapshot.last(), last_comment=F("pk")).first() or {}
    return {queue: found.get(queue, 0) for queue in capped}, Snapshot.of(found)


def waiting(site: int | None = None) -> tuple[int, datetime | None]:
    """How many comments are pending, at most 1,000 counted, and since when the oldest is; in one query."""
    rows = Cursor(older=False).walk(_rows(Filters(site=site)))
    number = NumberOf(rows.values("number")[:MOST_COUNTED])
    return rows.values_list(number, "submitted").first() or (0, None)


def arrivals(filters: Filters, seen: str, *, may_search_addresses: bool = False) -> int:
    """How many comments came into a queue since a page was read, at most 1,000 counted."""
    came = Snapshot.read(seen).arrived(filters.queue)
    selection = Selection.of(filters, may_search_addresses)
    return sum(rows.filter(came, selection.text).count() for rows in selection.streams)


def shown_of(filters: Filters, seen: str, *, may_search_addresses: bool = False) -> dict[int, int]:
    """Each comment's revision, of the first 500 of a queue that stood there unchanged when it was read."""
    unchanged = Snapshot.read(seen).unchanged()
    selection = Selection.of(filters, may_search_addresses, unchanged)
    found, _end = selection.nearest(Cursor(older=not filters.ascends), MOST_AT_ONCE)
    rows = ReaderComment.objects.annotate(number=F("pk"))
    # Asked once more together with the revision: a text may have changed since its position was found.
    same = rows.filter(unchanged, pk__in=[position.number for position in found])
    return dict(same.order_by().values_list("pk", "revision"))


@dataclass(frozen=True)
class Snapshot:
    """What was there at a moment: everything up to these ids of the log, of reports and of comments."""

    decision: int = 0
    report: int = 0
    comment: int = 0

    @classmethod
    def now(cls) -> Self:
        last = ReaderComment.objects.order_by("-pk")
        return cls.of(last.values(**cls.last(), last_comment=F("pk")).first() or {})

    @staticmethod
    def last() -> dict[str, Subquery]:
        """What to ask a row of, beside the last comment's own id."""
        models: list[tuple[str, Any]] = [("last_decision", Decision), ("last_report", Report)]
        return {name: Subquery(model.objects.order_by("-pk").values("pk")[:1]) for name, model in models}

    @classmethod
    def of(cls, found: Mapping[str, int | None]) -> Self:
        return cls(*(found.get(f"last_{field.name}") or 0 for field in fields(cls)))

    @classmethod
    def read(cls, text: str) -> Self:
        """From the text of ``str(snapshot)``; nonsense is the moment before the first comment."""
        numbers = [natural_number(part, digits=18) or 0 for part in text.split(".")]
        return cls(*numbers) if len(numbers) == 3 else cls()

    def __str__(self) -> str:
        return f"{self.decision}.{self.report}.{self.comment}"

    def arrived(self, queue: str) -> Q:
        """The condition that a comment is among the first 1,000 that have come into a queue since."""
        if queue == Queue.URGENT:
            return self._first(self._reported()) | self._first(self._come_to(Status.PENDING))
        if queue == Queue.REPORTED:
            return self._first(self._reported())
        if queue == Queue.APPEALS:
            appeals = Decision.objects.filter(pk__gt=self.decision, act=Act.APPEALED)
            return self._first(appeals.order_by("pk").values("comment_id"))
        status = STATUS_OF_QUEUE.get(Queue(queue))
        if status is None:
            later = ReaderComment.objects.filter(pk__gt=self.comment)
            return self._first(later.order_by("pk").values("pk"))
        return self._first(self._come_to(status))

    @staticmethod
    def _first(numbers: QuerySet[Any, Any]) -> Q:
        return Q(number__in=numbers[:MOST_COUNTED])

    def _reported(self) -> QuerySet[Any, Any]:
        return Report.objects.filter(pk__gt=self.report).order_by("pk").values("comment_id")

    def _come_to(self, status: Status) -> QuerySet[Any, Any]:
        into = Decision.objects.filter(pk__gt=self.decision, to_status=status, comment__isnull=False)
        # What an undo brings back was there before.
        news = into.exclude(from_status=status).exclude(act=Act.UNDONE)
        return news.order_by("pk").values("comment_id")

    def unchanged(self) -> Q:
        """The condition that nobody has decided on a comment, corrected or reported it since."""
        decided = Decision.objects.filter(comment_id=OuterRef("number"), pk__gt=self.decision)
        reported = Report.objects.filter(comment_id=OuterRef("number"), pk__gt=self.report)
        return ~Q(Exists(decided)) & ~Q(Exists(reported))


@dataclass(frozen=True)
class Selection:
    """The rows that filters leave: one stream of them, or one for each person that an address is of.

    They are in the order of the moment ``by``.  What a search is for stands apart, in ``text``; where there
    are ``steps``, it is looked for in so many rows only.
    """

    streams: Sequence[QuerySet[Any]]
    text: Q = field(default_factory=Q)
    steps: int = 0
    by: str = "submitted"

    @classmethod
    def of(cls, filters: Filters, may_search_addresses: bool, condition: Q | None = None) -> Self:
        rows = _rows(filters)
        if condition:
            rows = rows.filter(condition)
        prefix = _prefix(rows)
        by = filters.moment
        rule, chosen = _rule_among_others(filters), walked(filters, prefix)
        steps = WALK_AMONG_OTHERS if rule else WALK if chosen else 0
        rule &= chosen & found(filters, _of_queue(filters) & Q(**_of_site(filters)))
        if not filters.search:
            return cls([rows], rule, steps, by)
        parts = filters.search.split()
        addresses = [*filter(may_be_address, parts)] if may_search_addresses else []
        people = people_at(addresses) if addresses else []
        if people:
            parts = [part for part in parts if part not in addresses]
        terms = terms_in(" ".join(parts))
        if not terms and not people:
            return cls([rows.none()], by=by)
        streams = [rows.filter(**{f"{prefix}commenter": person}) for person in people] or [rows]
        text, common = holding(terms, alias=rows.db, prefix=prefix)
        # One person's comments are few enough to try them all.
        return cls(streams, rule & text, 0 if people else WALK if common else steps, by)

    def nearest(self, start: Cursor, number: int) -> tuple[list[Position], Position | None]:
        """So many positions beyond ``start``, nearest first, and where to go on from; None at the end."""
        edge = self._edge(start) if self.steps else None
        streams = [self._walk(start, rows, edge)[: number + 1] for rows in self.streams]
        if connections[streams[0].db].features.supports_slicing_ordering_in_compound and streams[1:]:
            # Named once more: Django 6.1 takes a union's order to be its first part's.
            together = streams[0].union(*streams[1:], all=True)
            streams = [together.order_by(*streams[0].query.order_by)]
        positions = (Position(*values) for values in chain(*streams))
        found = sorted(positions, reverse=start.older)
        if len(found) > number:
            return found[:number], found[number - 1]
        return found, Position(edge, 0 if start.older else LAST_NUMBER) if edge else None

    def _walk(self, start: Cursor, rows: QuerySet[Any], edge: datetime | None) -> QuerySet[Any, Any]:
        if edge:
            rows = rows.filter(**{f"{self.by}__{'gte' if start.older else 'lte'}": edge})
        return start.walk(rows.filter(self.text), self.by).values_list(self.by, "number")

    def _edge(self, start: Cursor) -> datetime | None:
        """The moment of the last row to look through; None where the end of the queue is nearer."""
        (rows,) = self.streams
        moments = start.walk(rows, self.by).values_list(self.by, flat=True)
        last: datetime | None = moments[self.steps - 1 : self.steps].first()
        return last


def _begins_with_findings(filters: Filters) -> bool:
    """Of a rule's findings no index knows which are reported, appealed, of a site, or when they are due."""
    is_among_others = filters.site or filters.queue in FEW or filters.moment == "due"
    return bool(filters.rule) and not is_among_others


def _rule_among_others(filters: Filters) -> Q:
    if not filters.rule or _begins_with_findings(filters):
        return Q()
    return Q(Exists(Finding.objects.filter(comment=OuterRef("pk"), rule=filters.rule)))


def _rows(filters: Filters) -> QuerySet[Any]:
    """What is in a queue, without the search, as rows with ``submitted`` and the comment's ``number``."""
    rows: QuerySet[Any] = ReaderComment.objects.annotate(number=F("pk"))
    if filters.rejection and filters.queue not in {Queue.REJECTED, Queue.APPEALS, Queue.ALL}:
        # Only what is rejected has such a reason; no index would know that there is nothing.
        return rows.none()
    if _begins_with_findings(filters):
        rows = Finding.objects.filter(rule=filters.rule).annotate(number=F("comment_id"))
    rows = rows.filter(_of_queue(filters), **_of_days(filters))
    return rows.filter(**{_prefix(rows) + name: pk for name, pk in _of_related(filters).items()})


def _prefix(rows: QuerySet[Any]) -> str:
    """From a row to its comment."""
    return "comment__" if rows.model is Finding else ""


def _of_queue(filters: Filters) -> Q:
    """The condition of a queue: a status is what a comment and a finding both have."""
    queue = Queue(filters.queue)
    if queue == Queue.URGENT:
        return IS_URGENT
    if queue == Queue.REPORTED:
        return Q(open_reports__gt=0)
    if queue == Queue.APPEALS:
        return Q(appealed=True, status=Status.REJECTED)
    return Q(status=STATUS_OF_QUEUE[queue]) if queue in STATUS_OF_QUEUE else Q()


def _of_days(filters: Filters) -> dict[str, datetime]:
    """Conditions on when comments came; what is due then is no further from it than the longest patience."""
    conditions: dict[str, datetime] = {}
    if filters.since:
        conditions["submitted__gte"] = midnight(filters.since)
    if filters.until:
        conditions["submitted__lt"] = midnight(filters.until + timedelta(days=1))
    if filters.moment == "due":
        patience = {"gte": timedelta(), "lt": PATIENCE}
        conditions |= {
            f"due__{which}": conditions[name] + patience[which]
            for which in patience
            if (name := f"submitted__{which}") in conditions
        }
    return conditions


def _of_related(filters: Filters) -> dict[str, int]:
    chosen = {name: getattr(filters, name) for name in ("discussion", "commenter", "rejection")}
    return {name: pk for name, pk in chosen.items() if pk is not None} | _of_site(filters)


def _of_site(filters: Filters) -> dict[str, int]:
    return {"site_number": filters.site} if filters.site else {}
