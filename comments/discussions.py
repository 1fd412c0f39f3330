"""The public comments of a discussion, in reading order, a page at a time.

No query here selects an address, a network or a row that is not public: a template can't leak what it
never receives.  Threads stand in order of arrival.  Within one, rows are taken by id: a parent precedes
its replies, so that any number of first rows is a tree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Model, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from . import sanitizing
from .conf import conf
from .models import Discussion, ReaderComment, Status
from .numbers import natural_number
from .texts import public_name

EMPTY = SafeString("")
SHOWN_COLUMNS = (
    *("pk", "parent_id", "root_id", "user_name", "user_url", "comment", "submit_date"),
    *("edited", "by_staff"),
)


@dataclass(frozen=True)
class Row:
    """One comment as the public sees it, or the place of one that is not shown.

    ``depth`` counts indented levels from 0.  ``opens`` and ``closes`` tell a template that walks the flat
    list how the nested lists begin and end: a row that opens is the first reply in a new list; after a row,
    so many lists end.
    """

    pk: int
    parent_pk: int
    root_pk: int
    name: str = ""
    url: str = ""
    html: SafeString = EMPTY
    submitted: datetime | None = None
    edited: bool = False
    by_staff: bool = False
    withheld: bool = False
    # Withheld because its author took it back; more is not known of it here.
    withdrawn: bool = False
    depth: int = 0
    opens: bool = False
    last_of_branch: bool = True
    closes: int = 0
    # The name of the comment replied to, where the indentation doesn't show it.
    answers: str = ""
    answers_pk: int = 0
    # How many more public comments the thread has than this page shows; on the thread's last row only.
    more: int = 0

    @property
    def ending(self) -> range:
        return range(self.closes)


@dataclass(frozen=True)
class Page:
    """One page of a discussion: of threads by ``number`` from 1, or a part of the one ``thread``."""

    rows: Sequence[Row]
    number: int = 1
    has_next: bool = False
    thread: int = 0
    next_after: int = 0

    @property
    def previous_number(self) -> int:
        # From a page beyond the last, to the first.
        return self.number - 1 if self.rows else 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    def shows(self, pk: int) -> bool:
        return any(row.pk == pk and not row.withheld for row in self.rows)


@dataclass(frozen=True)
class Position:
    """Where a reader is in a discussion.  Nonsense in the address is page 1."""

    number: int = 1
    thread: int = 0
    after: int = 0

    @classmethod
    def read(cls, query: Any) -> "Position":
        """From a request's query: ``comments=2``, or ``thread=7`` with ``after=90``."""
        return cls(
            number=natural_number(query.get("comments")) or 1,
            thread=natural_number(query.get("thread")) or 0,
            after=natural_number(query.get("after")) or 0,
        )

    @property
    def query(self) -> str:
        """The query string that leads here, with its question mark; "" for page 1."""
        if self.thread:
            return f"?thread={self.thread}" + (f"&after={self.after}" if self.after else "")
        return f"?comments={self.number}" if self.number > 1 else ""


def discussion_of(target: Model) -> Discussion:
    """The discussion of ``target``; the caching decorator's, where it has looked already."""
    known: Discussion | None = getattr(target, "_newsroom_discussion", None)
    return known or Discussion.objects.find(target)


def look_up_all(targets: Iterable[Model]) -> None:
    """Have ``discussion_of`` know the discussions of many objects, with one query for them all."""
    for target, discussion in Discussion.objects.find_all(targets):
        target._newsroom_discussion = discussion  # type: ignore[attr-defined]  # whatever the host's model


def read_page(discussion: Discussion, position: Position) -> Page:
    """The page at ``position``: at most two queries, whatever the number of comments."""
    if discussion.pk is None or discussion.is_hidden:
        return Page(rows=[])
    if position.thread:
        return _thread_page(discussion, position)
    return _threads_page(discussion, position.number)


def _public(discussion: Discussion) -> QuerySet[ReaderComment]:
    return ReaderComment.objects.filter(discussion=discussion).public()


def _roots(discussion: Discussion) -> QuerySet[ReaderComment, Any]:
    """The ids of the threads in which something is public, oldest first."""
    return _public(discussion).order_by("root_id").values("root_id").distinct()


def _threads_page(discussion: Discussion, number: int) -> Page:
    size, most = conf.threads_per_page, conf.comments_per_page
    start = (number - 1) * size
    # One thread more than a page holds tells whether there is a next page.
    roots = _roots(discussion)[start : start + size + 1]
    # First comments first, then all second ones, …: a long thread takes no room from the others' beginnings.
    found = list(
        _public(discussion)
        .filter(root_id__in=roots)
        .annotate(
            place=Window(RowNumber(), partition_by=F("root_id"), order_by="pk"),
            total=Window(Count("pk"), partition_by=F("root_id")),
        )
        .order_by("place", "root_id")
        .values(*SHOWN_COLUMNS, "total")[: most + 1]
    )
    threads = sorted({values["root_id"] for values in found})
    shown = [values for values in found[:most] if values["root_id"] in threads[:size]]
    totals = {values["root_id"]: values["total"] for values in shown}
    return Page(rows=_arrange(discussion, shown, totals), number=number, has_next=len(threads) > size)


def _thread_page(discussion: Discussion, position: Position) -> Page:
    most = conf.comments_per_page
    rows = _public(discussion).filter(root_id=position.thread, pk__gt=position.after).order_by("pk")
    found = list(rows.values(*SHOWN_COLUMNS)[: most + 1])
    shown = found[:most]
    next_after = shown[-1]["pk"] if len(found) > most else 0
    return Page(rows=_arrange(discussion, shown, {}), thread=position.thread, next_after=next_after)


def locate(comment: ReaderComment) -> Position:
    """Where a public comment stands: on its page of threads, or, far down a long thread, on the thread's."""
    discussion = comment.discussion
    earlier = _roots(discussion).filter(root_id__lt=comment.root_id).count()
    position = Position(number=earlier // conf.threads_per_page + 1)
    if read_page(discussion, position).shows(comment.pk):
        return position
    thread = _public(discussion).filter(root_id=comment.root_id).order_by("pk")
    place = thread.filter(pk__lt=comment.pk).count()
    start = place - place % conf.comments_per_page
    after = thread.values_list("pk", flat=True)[start - 1] if start else 0
    return Position(thread=comment.root_id, after=after)


def _arrange(discussion: Discussion, found: Iterable[dict[str, Any]], totals: dict[int, int]) -> list[Row]:
    """Nest the rows found, in memory and without recursion: old data may be 1,000 levels deep."""
    rows = {values["pk"]: _shown(values) for values in found}
    rows |= _absent_parents(discussion, rows)
    replies: dict[int, list[Row]] = defaultdict(list)
    tops: list[Row] = []
    for row in sorted(rows.values(), key=lambda row: row.pk):
        under_another = row.parent_pk != row.pk and row.parent_pk in rows
        (replies[row.parent_pk] if under_another else tops).append(row)
    ordered: list[Row] = []
    waiting = [(top, 0) for top in reversed(tops)]
    while waiting:
        row, depth = waiting.pop()
        ordered.append(_indented(row, depth, rows, after=ordered[-1].pk if ordered else 0))
        waiting.extend((reply, depth + 1) for reply in reversed(replies[row.pk]))
    return _with_more(_with_list_ends(ordered), totals)


def _shown(values: dict[str, Any]) -> Row:
    return Row(
        pk=values["pk"],
        parent_pk=values["parent_id"],
        root_pk=values["root_id"],
        name=public_name(values["user_name"]),
        url=sanitizing.safe_url(values["user_url"]),
        html=sanitizing.guard(values["comment"]),
        submitted=values["submit_date"],
        edited=values["edited"],
        by_staff=values["by_staff"],
    )


def _absent_parents(discussion: Discussion, rows: dict[int, Row]) -> dict[int, Row]:
    """A place for each comment that isn't public and has a public reply here; of the comment, nothing.

    Where two such comments follow each other, the thread's beginning stands for the upper one.
    """
    missing = {row.parent_pk: row.root_pk for row in rows.values()} | {
        row.root_pk: row.root_pk for row in rows.values()
    }
    missing = {pk: root for pk, root in missing.items() if pk not in rows}
    if not missing:
        return {}
    known = ReaderComment.objects.filter(pk__in=missing, discussion=discussion, public=False)
    withheld = {
        pk: Row(
            pk=pk,
            parent_pk=parent,
            root_pk=missing[pk],
            withheld=True,
            withdrawn=status == Status.WITHDRAWN,
        )
        for pk, parent, status in known.values_list("pk", "parent_id", "status")
    }
    everything = rows.keys() | withheld.keys()
    return {
        pk: row if row.parent_pk in everything else replace(row, parent_pk=row.root_pk)
        for pk, row in withheld.items()
    }


def _indented(row: Row, depth: int, rows: dict[int, Row], after: int) -> Row:
    """The row at its depth; it says whom it answers where place and indentation don't.

    That is: where it is aligned with what it answers, and where another reply stands between the two.
    """
    shown_depth = min(depth, conf.max_indent - 1)
    parent = rows.get(row.parent_pk)
    elsewhere = parent is None and row.parent_pk != row.pk
    if elsewhere:
        return replace(row, depth=shown_depth, answers_pk=row.parent_pk)
    unclear = depth > shown_depth or after != row.parent_pk
    if parent is not None and depth and unclear and not parent.withheld:
        return replace(row, depth=shown_depth, answers=parent.name, answers_pk=parent.pk)
    return replace(row, depth=shown_depth)


def _with_list_ends(rows: Sequence[Row]) -> list[Row]:
    depths = [row.depth for row in rows]
    return [
        replace(
            row,
            opens=depth > previous,
            last_of_branch=following <= depth,
            closes=max(depth - following, 0),
        )
        for row, previous, depth, following in zip(rows, [0, *depths], depths, [*depths[1:], 0], strict=False)
    ]


def _with_more(rows: list[Row], totals: dict[int, int]) -> list[Row]:
    """Tell each thread's last row how many comments of the thread this page leaves out."""
    shown = Counter(row.root_pk for row in rows if not row.withheld)
    last = {row.root_pk: index for index, row in enumerate(rows)}
    for root, total in totals.items():
        if total > shown[root]:
            rows[last[root]] = replace(rows[last[root]], more=total - shown[root])
    return rows
