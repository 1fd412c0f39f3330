"""The public comments of a discussion, in reading order, a page at a time.

No query here selects an address, a network or a row that is not public: a template can't leak what it
never receives.  Threads stand in order of arrival, the latest first, or the most recommended.  Within
one, rows are taken by id: a parent precedes its replies, so that any number of first rows is a tree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet

from ..conf import conf
from ..models import Discussion, ReaderComment
from ..queries import NumberOf
from ..requests.numbers import natural_number
from ..targets import author_of, look_up_listed
from . import beginnings
from .threads import SHOWN_COLUMNS, Row, Thread, arrange
from .threads import shown as shown_row

# Of editors' picks so many stand above the threads.
MOST_PICKS = 3


@dataclass(frozen=True)
class PageLocation:
    """Where a reader is in a discussion.  Nonsense in the address is page 1."""

    number: int = 1
    thread: int = 0
    after: int = 0
    # The order of threads that the reader chose; "" for the site's own.
    order: str = ""

    @classmethod
    def read(cls, query: Any) -> "PageLocation":
        """From a query or a form: ``comments=2``, or ``thread=7`` with ``after=90``; and ``order=newest``."""
        order = query.get("order")
        return cls(
            number=natural_number(query.get("comments")) or 1,
            thread=natural_number(query.get("thread")) or 0,
            after=natural_number(query.get("after")) or 0,
            order=order if order in conf.orders() and order != conf.order else "",
        )

    @property
    def parts(self) -> dict[str, int | str]:
        """What of a query leads here; nothing to page 1 in the site's own order."""
        parts: dict[str, int | str] = {
            "comments": self.number if self.number > 1 and not self.thread else 0,
            "thread": self.thread,
            "after": self.after if self.thread else 0,
            "order": self.order,
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def query(self) -> str:
        """Those parts as a query string with its question mark; "" for none."""
        return f"?{urlencode(self.parts)}" if self.parts else ""

    @property
    def reply_query(self) -> str:
        """That of the same page with the form for a reply; the number of the comment answered follows."""
        return f"{self.query}{'&' if self.query else '?'}reply_to="

    @property
    def sorting(self) -> str:
        """The order that it is in, the reader's or the site's."""
        return self.order or conf.order

    @property
    def newest_first(self) -> bool:
        return self.sorting == "newest"

    @property
    def beginning(self) -> "PageLocation":
        """The first page in the same order."""
        return PageLocation(order=self.order)

    @property
    def orders(self) -> "dict[str, PageLocation]":
        """The beginning in each order."""
        return {order: PageLocation(order=order if order != conf.order else "") for order in conf.orders()}


@dataclass(frozen=True)
class Page:
    """What a location shows: a page of threads, or a part of one thread; and where more is.

    ``picks`` are editors' latest, from any page, on the first.
    """

    threads: Sequence[Thread]
    location: PageLocation = PageLocation()
    next: PageLocation | None = None
    picks: Sequence[Row] = ()

    @cached_property
    def rows(self) -> list[Row]:
        """Those of all threads."""
        return [row for thread in self.threads for row in thread.rows]

    @cached_property
    def numbers(self) -> set[int]:
        """Of all that it shows."""
        return {values["pk"] for thread in self.threads for values in thread.found}

    @property
    def previous(self) -> PageLocation | None:
        if self.location.thread or self.location.number == 1:
            return None
        # From a page beyond the last, to the first.
        return replace(self.location, number=self.location.number - 1 if self.threads else 1)

    @property
    def has_several_threads(self) -> bool:
        """Whether the discussion does, so that their order matters."""
        if self.location.thread:
            return False
        others = self.previous is not None or self.next is not None
        return others or len(self.threads) > 1


def discussion_of(target: Model) -> Discussion:
    """The discussion of ``target``; the caching decorator's, where it has looked already."""
    known: Discussion | None = getattr(target, "_newsroom_discussion", None)
    return known or Discussion.objects.find(target)


def look_up(target: Model) -> Discussion:
    """The discussion of ``target`` as it is now, which ``discussion_of`` then knows."""
    discussion = Discussion.objects.find(target)
    target._newsroom_discussion = discussion  # type: ignore[attr-defined]  # whatever the host's model
    return discussion


def look_up_all(targets: Iterable[Model]) -> None:
    """Have ``discussion_of`` know the discussions of many objects, with one query for them all.

    And ``is_listed``, which takes some for Wagtail's.
    """
    wanted = list(targets)
    look_up_listed(wanted)
    for target, discussion in Discussion.objects.find_all(wanted):
        target._newsroom_discussion = discussion  # type: ignore[attr-defined]  # whatever the host's model


def page_of(target: Model, location: PageLocation) -> Page:
    """The page at ``location`` of the discussion of ``target``, read once for all who show it."""
    read: dict[PageLocation, Page] = vars(target).setdefault("_newsroom_pages", {})
    if location not in read:
        read[location] = read_page(discussion_of(target), location, author_of(target))
    return read[location]


def read_page(discussion: Discussion, location: PageLocation, author: Any = None) -> Page:
    """The page at ``location``: at most two queries, whatever the number of comments.

    ``author`` is the key of the login whose comments are the author's.
    """
    if discussion.pk is None or discussion.is_hidden:
        return Page(threads=[])
    read = _thread_page if location.thread else _threads_page
    return read(discussion, location, author)


def _public(discussion: Discussion) -> QuerySet[ReaderComment]:
    return ReaderComment.objects.filter(discussion=discussion).public()


def _threads_before(comment: ReaderComment) -> QuerySet[ReaderComment, Any]:
    """The ids of the threads above a comment's, in the site's own order."""
    location, root = PageLocation(), comment.root_id
    public = _public(comment.discussion)
    if location.sorting == "recommended":
        first = public.filter(pk=root).values_list("recommended_shown", flat=True).first()
        above = Q(recommended_shown__gt=first) | Q(recommended_shown=first, pk__lt=root)
        is_first = Q(root_id=F("pk"))
        withheld = Q(root__public=False, root_id__lt=root)
        public = public.filter(is_first | withheld if first is None else is_first & above)
    else:
        public = public.filter(**{f"root_id__{'gt' if location.newest_first else 'lt'}": root})
    return public.order_by().values("root_id").distinct()


def _threads(location: PageLocation) -> dict[str, Any]:
    """What of a discussion's threads stands on a page, for ``beginnings``."""
    size = conf.threads_per_page
    return {
        "start": (location.number - 1) * size,
        # One more than a page holds shows whether there is a next page.
        "threads": size + 1,
        "each": 1 + conf.replies_per_thread,
        "order": location.sorting,
        "picks": MOST_PICKS if location == location.beginning else 0,
    }


def _threads_page(discussion: Discussion, location: PageLocation, author: Any) -> Page:
    size, most = conf.threads_per_page, conf.comments_per_page
    found, picks = beginnings.rows(discussion, **_threads(location), most=most + 1)
    roots = beginnings.in_order(found, location.sorting)
    shown = [values for values in found[:most] if values["root_id"] in roots[:size]]
    totals = {values["root_id"]: values["total"] for values in shown}
    further = replace(location, number=location.number + 1) if len(roots) > size else None
    threads = arrange(discussion, shown, author, totals=totals, order=roots)
    return Page(threads, location, further, [shown_row(values, author) for values in picks])


def _thread_page(discussion: Discussion, location: PageLocation, author: Any) -> Page:
    most = conf.comments_per_page
    rows = _public(discussion).filter(root_id=location.thread, pk__gt=location.after).order_by("pk")
    found = list(rows.values(*SHOWN_COLUMNS)[: most + 1])
    shown = found[:most]
    further = replace(location, after=shown[-1]["pk"]) if len(found) > most else None
    return Page(arrange(discussion, shown, author), location, further)


def locate(comment: ReaderComment) -> PageLocation:
    """Where a public comment stands: on its page of threads, or, far down a long thread, on the thread's.

    In the site's own order.  At most three queries, and where that is the most recommended four; none reads
    a comment.
    """
    discussion, most = comment.discussion, conf.comments_per_page
    thread = _public(discussion).filter(root_id=comment.root_id).order_by("pk")
    earlier = thread.filter(pk__lt=comment.pk).order_by().values("pk")
    counted = ReaderComment.objects.filter(pk=comment.pk).order_by()
    before, place = counted.values_list(NumberOf(_threads_before(comment)), NumberOf(earlier)).get()
    location = PageLocation(number=before // conf.threads_per_page + 1)
    # First comments of threads come first on a page.
    if place == 0 and conf.threads_per_page <= most:
        return location
    # Asked of the page's own query: how many replies fit depends on the other threads there.
    if place <= conf.replies_per_thread and comment.pk in beginnings.numbers(
        discussion, **_threads(location), most=most
    ):
        return location
    # A page begins after a multiple of its size: links to its comments are one address, kept once by caches.
    start = place - place % most
    after = thread.values_list("pk", flat=True)[start - 1] if start else 0
    return PageLocation(thread=comment.root_id, after=after)
