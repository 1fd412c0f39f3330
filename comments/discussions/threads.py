"""The rows of a discussion, nested into threads for a template that walks a flat list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from types import MappingProxyType
from typing import Any, ClassVar

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import dateformat
from django.utils.formats import get_format, number_format
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import get_current_timezone_name, is_aware, localtime
from django.utils.translation import get_language

from ..conf import conf
from ..models import Discussion, ReaderComment, Status
from ..text import sanitizing
from ..text.names import public_name, single_line
from ..text.reading.safe_urls import safe_url
from ..text.search.plain import plain_text

# What a row is made of: no address and no network.
SHOWN_COLUMNS = (
    *("pk", "parent_id", "root_id", "user_name", "user_url", "comment", "submit_date"),
    *("edited", "by_staff", "user_id", "recommended_shown", "picked_at"),
)
# And the place of one that isn't shown.
PLACE_COLUMNS = ("pk", "parent_id", "status", "withdrawn_by_author")
# Of a thread with more, it is only said that there are more: to count 50,000 takes as long as all the rest.
MOST_REPLIES = 1_000
# Words of a comment where it is only pointed to.
BEGINNING = 24
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One comment as the public sees it, or the place of one that is not shown.

    ``depth`` counts indented levels from 0.  ``opens`` and ``closes`` help a template that walks the flat
    list how the nested lists begin and end: a row that opens is the first reply in a new list; after a row,
    so many lists end.
    """

    pk: int
    parent_pk: int
    root_pk: int
    name: str = ""
    url: str = ""
    # The text as it is in the database; what is shown of it is ``html``.
    stored: str = ""
    submitted: datetime | None = None
    edited: bool = False
    by_staff: bool = False
    # By the login that wrote the object commented on.
    by_author: bool = False
    withheld: bool = False
    # Withheld because its author withdrew it; more is not known of it here.
    withdrawn: bool = False
    depth: int = 0
    opens: bool = False
    last_of_branch: bool = True
    closes: int = 0
    # The name of the comment replied to, where the indentation doesn't show it.
    answers: str = ""
    answers_pk: int = 0
    # How many public replies the thread has; on its first row only, and 0 where none of them is shown here.
    replies: int = 0
    # How many more public comments the thread has than this page shows; on the thread's last row only.
    more: int = 0
    # The thread has more than ``MOST_REPLIES``: ``replies`` and ``more`` are less than there are.
    uncounted: bool = False
    # How many readers recommend it.
    recommended: int = 0
    # By editors.
    picked: bool = False
    most_replies: ClassVar[int] = MOST_REPLIES

    @cached_property
    def html(self) -> SafeString:
        return sanitizing.guard(self.stored)

    @property
    def beginning(self) -> str:
        """What it says, without its markup: a line's worth."""
        return Truncator(single_line(plain_text(self.stored)[0])).words(BEGINNING)

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"

    @property
    def permalink(self) -> str:
        return numbered_address("permalink", self.pk)

    @property
    def answers_anchor(self) -> str:
        return f"c{self.answers_pk}"

    @property
    def answers_permalink(self) -> str:
        return numbered_address("permalink", self.answers_pk)

    @property
    def report_address(self) -> str:
        return numbered_address("report", self.pk)

    @cached_property
    def _moment(self) -> datetime:
        """When it was submitted, in the current time zone."""
        moment = self.submitted or datetime.min.replace(tzinfo=UTC)
        return localtime(moment) if is_aware(moment) else moment

    @property
    def iso(self) -> str:
        """That moment for a machine (ISO 8601)."""
        return self._moment.isoformat()

    @property
    def when(self) -> str:
        """That moment as ``DATETIME_FORMAT`` says it."""
        return self._in("DATETIME_FORMAT")

    @property
    def day(self) -> str:
        """That day as ``DATE_FORMAT`` says it, whatever day it is now."""
        return self._in("DATE_FORMAT")

    def _in(self, name: str) -> str:
        form, zone = get_format(name), get_current_timezone_name()
        return _said(self._moment, self.iso, zone, form, get_language())

    @property
    def number(self) -> str:
        """Its key, with no mark for thousands."""
        return str(self.pk)

    @property
    def recommendations(self) -> str:
        """How many readers recommend it, as the language writes numbers."""
        return number_format(self.recommended, use_l10n=True, force_grouping=True)

    @property
    def thanks_anchor(self) -> str:
        """Where who recommended it is led back to."""
        return f"{self.anchor}-thanks"

    @property
    def root_number(self) -> str:
        """That of its thread's first comment."""
        return str(self.root_pk)

    @property
    def ending(self) -> range:
        """The depths of the lists that end after this row, the innermost first."""
        return range(self.depth, self.depth - self.closes, -1)


@lru_cache(maxsize=4096)
def _said(moment: datetime, _iso: str, _zone: str, form: str, _language: str | None) -> str:
    """A moment in words; of a thread that grows all are said again.  Two are equal in any time zones."""
    return dateformat.format(moment, form)


@dataclass(frozen=True)
class Thread:
    """What a page shows of one thread; nested once somebody asks for its rows."""

    root_pk: int
    found: list[Values] = field(default_factory=list)
    # Of comments that aren't public and have a public reply here.
    places: list[Row] = field(default_factory=list)
    author: Any = None
    # How many public comments it has; 0 where nobody asked.
    total: int = 0

    @cached_property
    def rows(self) -> list[Row]:
        """Nested in memory and without recursion: old data may be 1,000 levels deep."""
        rows = {values["pk"]: shown(values, self.author) for values in self.found}
        rows |= _under_what_is_known(rows, self.places)
        return _with_counts(_with_list_ends(_nested(rows)), self.total)

    @cached_property
    def digest(self) -> str:
        """Of all that its rows are made of, but the settings."""
        made_of = [tuple(values.values()) for values in self.found], self.places, self.author, self.total
        return blake2b(repr(made_of).encode(), digest_size=16).hexdigest()


def arrange(
    discussion: Discussion,
    found: Iterable[Values],
    author: Any,
    *,
    totals: Mapping[int, int] = MappingProxyType({}),
    order: Sequence[int] = (),
) -> list[Thread]:
    """The rows found, by their threads; ``totals`` says how many public comments each has, where known.

    In the ``order`` of these threads, else as the rows come.  At most one query.
    """
    threads: dict[int, Thread] = {}
    for values in found:
        root = values["root_id"]
        if root not in threads:
            threads[root] = Thread(root, author=author, total=totals.get(root, 0))
        threads[root].found.append(values)
    for place in _places(discussion, threads.values()):
        threads[place.root_pk].places.append(place)
    return [threads[root] for root in order or threads if root in threads]


def _nested(rows: Mapping[int, Row]) -> list[Row]:
    replies: dict[int, list[Row]] = defaultdict(list)
    tops: list[Row] = []
    # By number, so that replies stand in the order in which they came.
    for row in sorted(rows.values(), key=lambda row: row.pk):
        under_another = row.parent_pk != row.pk and row.parent_pk in rows
        (replies[row.parent_pk] if under_another else tops).append(row)
    ordered: list[Row] = []
    # A stack: what is to come first is put on it last.
    waiting = [(top, 0) for top in reversed(tops)]
    while waiting:
        row, depth = waiting.pop()
        ordered.append(_indented(row, depth, rows, after=ordered[-1].pk if ordered else 0))
        waiting.extend((reply, depth + 1) for reply in reversed(replies[row.pk]))
    return ordered


def shown(values: Values, author: Any) -> Row:
    """The row of ``SHOWN_COLUMNS``; ``author`` is the key of the login that wrote the object."""
    return Row(
        pk=values["pk"],
        parent_pk=values["parent_id"],
        root_pk=values["root_id"],
        name=public_name(values["user_name"]),
        url=safe_url(values["user_url"]),
        stored=values["comment"],
        submitted=values["submit_date"],
        edited=values["edited"],
        by_staff=values["by_staff"],
        by_author=author is not None and values["user_id"] == author,
        recommended=values["recommended_shown"],
        picked=values["picked_at"] is not None,
    )


def _places(discussion: Discussion, threads: Iterable[Thread]) -> list[Row]:
    """A place for each comment that isn't public and has a public reply here; of the comment, nothing."""
    missing: dict[int, int] = {}
    for thread in threads:
        here = {values["pk"] for values in thread.found}
        needed = {thread.root_pk, *(values["parent_id"] for values in thread.found)}
        missing |= dict.fromkeys(needed - here, thread.root_pk)
    if not missing:
        return []
    known = ReaderComment.objects.filter(pk__in=missing, discussion=discussion, public=False).order_by("pk")
    return [
        Row(
            pk=pk,
            parent_pk=parent,
            root_pk=missing[pk],
            withheld=True,
            withdrawn=by_author or status == Status.WITHDRAWN,
        )
        for pk, parent, status, by_author in known.values_list(*PLACE_COLUMNS)
    ]


def _under_what_is_known(rows: Mapping[int, Row], places: Iterable[Row]) -> dict[int, Row]:
    """The places by number; where two such follow each other, the thread's beginning stands for the upper."""
    withheld = {place.pk: place for place in places}
    everything = rows.keys() | withheld.keys()
    return {
        pk: row if row.parent_pk in everything else replace(row, parent_pk=row.root_pk)
        for pk, row in withheld.items()
    }


def _indented(row: Row, depth: int, rows: Mapping[int, Row], after: int) -> Row:
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
    return replace(row, depth=shown_depth) if shown_depth else row


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


def _with_counts(rows: list[Row], total: int) -> list[Row]:
    """Note on the first row how many replies the thread has, on the last how many this page leaves out."""
    shown = sum(not row.withheld for row in rows)
    uncounted = total > 1 + MOST_REPLIES
    if total > shown:
        rows[-1] = replace(rows[-1], more=total - shown, uncounted=uncounted)
    firsts = [index for index, row in enumerate(rows) if row.depth == 0]
    for first, end in pairwise([*firsts, len(rows)]):
        replies = sum(not row.withheld for row in rows[first + 1 : end])
        if replies:
            rows[first] = replace(rows[first], replies=replies + rows[end - 1].more, uncounted=uncounted)
    return rows


# Stands for any comment's, in an address made once.
SOME_NUMBER = 987_654_321


def numbered_address(name: str, number: int) -> str:
    """The address of a view of ours of one comment."""
    before, after = _around_number(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return f"{before}{number}{after}"


@lru_cache(maxsize=64)
def _around_number(name: str, _prefix: str, _urlconf: str) -> tuple[str, str]:
    before, _number, after = reverse(f"newsroom_comments:{name}", args=[SOME_NUMBER]).partition(
        str(SOME_NUMBER)
    )
    return before, after
