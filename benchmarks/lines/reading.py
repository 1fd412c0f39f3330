"""What an editor reads: queues alone, whole pages over HTTP, and the lists beside the desk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from comments.desk.cursors import Cursor, Position
from comments.desk.filters import Filters, Queue
from comments.desk.periods import LENGTHS
from comments.desk.queues import (
    NEWEST,
    OLDEST,
    Snapshot,
    arrivals,
    counts,
    read_queue,
    shown_of,
    waiting,
)
from comments.mail.messages import compose
from comments.models import Decision, Email, ReaderComment

from ..data.filling import ADDRESS, HITS, START
from .databases import SIZES, in_use, use
from .line import Line

ADMIN = "/admin/newsroom_comments"
DESK = f"{ADMIN}/readercomment/"


def queue_lines() -> Iterator[Line]:
    for queue in Queue:
        yield page(f"{queue}, first page", Filters(queue))
        yield page(f"{queue}, from the middle", Filters(queue), middle)
        yield page(f"{queue}, last page", Filters(queue), OLDEST)
        yield page(f"{queue}, oldest first", Filters(queue, oldest_first=True))
        yield page(f"{queue}, oldest first, last page", Filters(queue, oldest_first=True), NEWEST)
        yield page(f"{queue}, the biggest discussion", Filters(queue, discussion=1))
        yield page(f"{queue}, any discussion", Filters(queue, discussion=7))
        yield page(f"{queue}, one person", Filters(queue, commenter=1))
        yield page(f"{queue}, one rule", Filters(queue, rule="first_comment"))
        yield page(f"{queue}, another rule", Filters(queue, rule="too_long"))
        yield page(f"{queue}, one rule, last page", Filters(queue, rule="first_comment"), OLDEST)
        yield page(f"{queue}, one reason", Filters(queue, rejection=2))
        yield Line(f"{queue}, a day", lambda _, queue=queue: read_queue(narrowed_to_a_day(queue)))
    for queue in (Queue.PENDING, Queue.ALL):
        for words in (*COMMON, *HITS, *TOGETHER):
            yield page(f"{queue}, search “{words}”", Filters(queue, search=words))
        yield page(f"{queue}, search an address", Filters(queue, search=ADDRESS))
    by_risk = Filters(by_risk=True)
    yield page("pending, greatest risk first", by_risk)
    yield page("pending, greatest risk first, from the middle", by_risk, middle)
    yield page("pending, greatest risk first, the biggest discussion", replace(by_risk, discussion=1))
    yield page("pending, greatest risk first, one rule", replace(by_risk, rule="first_comment"))
    yield Line("counts of all tabs", lambda _: counts())
    yield Line("the front page's count", lambda _: waiting())
    yield Line("arrivals", lambda _: arrivals(Filters(), str(Snapshot.now())))
    yield Line("a whole queue", lambda _: shown_of(Filters(), str(Snapshot.now())))


def growing_lines() -> Iterator[Line]:
    """A hundred times the comments have a hundred times the hits, and the index reads them all."""
    for queue in (Queue.PENDING, Queue.ALL):
        for words in ("seldom", "regular occasional", "occasional seldom"):
            yield page(f"{queue}, search “{words}”", Filters(queue, search=words))
    yield visit("persons ?q=ba", f"{ADMIN}/commenter/?q=ba")
    for days in LENGTHS:
        yield visit(f"the state of the last {days} days", lambda days=days: state(days, newest()))


# As common at any size, or in as many comments.
COMMON = ("everywhere", "frequent", "regular", "occasional")
TOGETHER = (
    *("everywhere needle", "frequent everywhere", "everywhere-frequent"),
    *("harvest lantern", "lantern-harvest", "nowheretobefound"),
)


def page(label: str, filters: Filters, at: str | Callable[[], str] = "") -> Line:
    def read(_: Any) -> Any:
        return read_queue(filters, at() if callable(at) else at, may_search_addresses=True)

    return Line(label, read)


def page_lines() -> Iterator[Line]:
    """With session, permissions, tabs, and the HTML."""
    for queue in Queue:
        yield visit(f"{queue}, the page", f"{DESK}?queue={queue}")
        yield visit(f"{queue}, a middle page", lambda queue=queue: f"{DESK}?queue={queue}&at={middle()}")
        yield visit(f"{queue}, the last page", f"{DESK}?queue={queue}&at={OLDEST}")
    yield visit("all, the page of a common word", f"{DESK}?queue=all&search=everywhere")
    yield visit("all, the page of a rare word", f"{DESK}?queue=all&search=seldom")
    yield visit("all, the page of an address", f"{DESK}?queue=all&search={ADDRESS}")
    yield visit("the page of one comment", lambda: f"{DESK}{in_use() // 2}/change/")
    # The first days have as many comments at both sizes.
    yield visit("the state of the first 4 days", lambda: state(7, START + timedelta(days=3)))
    yield visit("what arrived", lambda: f"{DESK}desk/arrivals/?seen={Snapshot.now()}")


def list_lines() -> Iterator[Line]:
    yield visit("admin's front page", "/admin/")
    for query in LOG_QUERIES:
        yield visit(f"the log {query}".strip(), f"{ADMIN}/decision/{query}")
    yield visit("the log of a batch", lambda: f"{ADMIN}/decision/?batch={some_decision().batch}")
    yield visit("a decision", lambda: f"{ADMIN}/decision/{some_decision().pk}/change/")
    for query in ("", "?to_standing__exact=trusted", "?q=7"):
        yield visit(f"changes of standing {query}".strip(), f"{ADMIN}/standingchange/{query}")
    for query in ("", "?p=5", "?standing__exact=banned", "?standing__exact=held", f"?q={ADDRESS}"):
        yield visit(f"persons {query}".strip(), f"{ADMIN}/commenter/{query}")
    yield visit("persons ?q= and a whole name", lambda: f"{ADMIN}/commenter/?q={some_name()}")
    yield visit("a person who writes much", f"{ADMIN}/commenter/1/change/")
    yield visit("a person", f"{ADMIN}/commenter/7/change/")
    for query in ("", "?state__exact=closed", "?mode__exact=post"):
        yield visit(f"discussions {query}".strip(), f"{ADMIN}/discussion/{query}")
    for query in ("", "?p=9", "?kind__exact=confirmation", "?sent_at__isempty=1", "?sent_at__isempty=0"):
        yield visit(f"emails {query}".strip(), f"{ADMIN}/email/{query}")
    yield Line("an email to moderators", lambda _: compose(Email.objects.order_by("-pk")[0]))
    yield visit("an article with much to say", "/en/article-1/")
    yield visit("an article", "/en/article-7/")


LOG_QUERIES = (
    *("", "?p=19", "?act__exact=decided", "?act__exact=corrected", "?act__exact=undone"),
    *("?to_status__exact=approved", "?to_status__exact=withdrawn", "?to_status__exact=erased"),
    *("?rule=pre_moderated", "?rule=rare", "?actor=1", "?q=7", "?q=7000000", "?q=needle", "?q=frequent"),
    *("?decided__gte=2024-01-01%2000:00%2B00:00", "?decided__gte=2030-01-01%2000:00%2B00:00"),
)


def visit(label: str, address: str | Callable[[], str]) -> Line:
    def get(address: str) -> Any:
        response = editor(in_use()).get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return Line(label, get, address if callable(address) else lambda: address)


def log_in() -> None:
    """Before anything is measured, and where nothing rolls it back."""
    for size in SIZES:
        use(size)
        editor(size)
        of_editors = Permission.objects.get(codename="view_editors_figures")
        get_user_model().objects.get(pk=1).user_permissions.add(of_editors)


@cache
def editor(size: int) -> Client:
    """A chief moderator's browser."""
    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT="text/html")
    client.force_login(get_user_model().objects.get(pk=1))
    return client


def state(days: int, until: datetime) -> str:
    return f"{DESK}desk/state/?days={days}&until={until.date().isoformat()}"


def newest() -> datetime:
    return START + timedelta(seconds=37 * in_use())


def middle() -> str:
    """A cursor to the middle of all comments."""
    number = in_use() // 2
    return str(Cursor(older=True, position=Position(arrival_of(number, in_use()), number)))


@cache
def arrival_of(number: int, size: int) -> Any:
    return ReaderComment.objects.values_list("submitted", flat=True).get(pk=number)


def some_decision() -> Decision:
    decision: Decision = Decision.objects.filter(actor=1).order_by("-pk")[0]
    return decision


def some_name() -> str:
    name: str = ReaderComment.objects.filter(commenter=7).values_list("user_name", flat=True)[0]
    return name


def narrowed_to_a_day(queue: str) -> Filters:
    day = (START + timedelta(seconds=37 * in_use() // 2)).date()
    return Filters(queue, since=day, until=day)
