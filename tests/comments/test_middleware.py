"""The shared cache of the site's own: what it keeps, whom it answers, and when it asks."""

import gzip
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from articles.models import Article
from comments.conf import conf
from comments.decisions.statuses import DecisionContext, decide
from comments.decorators import discussion_page
from comments.middleware import SharedCacheMiddleware, Slot
from comments.models import Status
from newsroom import urls

from .at_once import at_once

PUBLIC = "public, s-maxage=30"
ARTICLE = next(
    one
    for one in urls.urlpatterns
    if str(one.pattern) == "<newsroom_language:language>/<newsroom_slug:slug>/"
)


class Host:
    """A host's site behind the middleware: what its one view answers, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.etag = '"one"'
        self.answer: Callable[[HttpRequest], HttpResponse] = self.page
        self.site = SharedCacheMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        theirs = request.META.get("HTTP_IF_NONE_MATCH")
        self.asked.append(theirs)
        if theirs == self.etag and self.answer == self.page:
            return HttpResponse(status=304)
        return self.answer(request)

    def page(self, _request: HttpRequest, **headers: str) -> HttpResponse:
        given = {"Cache-Control": PUBLIC, "ETag": self.etag} | headers
        return HttpResponse("a page " * 100, headers=given)

    def get(self, path: str = "/", **request: Any) -> HttpResponse:
        return self.site(RequestFactory().generic(request.pop("method", "GET"), path, **request))


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def _kept_for_a_minute(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 60}


@pytest.fixture
def _remembering(settings: Any) -> None:
    """The process remembers pages beside the cache."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_MEMORY": 10_000}


# --- What is asked ----------------------------------------------------------------------------------------


def test_a_kept_page_is_asked_about_and_not_made_again(host: Host) -> None:
    first, second = host.get(), host.get()
    assert host.asked == [None, '"one"']
    assert (second.status_code, second.content, second["ETag"]) == (200, first.content, '"one"')
    assert (second["Cache-Control"], second["Vary"]) == (PUBLIC, "Accept-Encoding")


def test_what_has_changed_is_answered_anew(host: Host) -> None:
    host.get()
    host.etag = '"two"'
    assert [host.get()["ETag"] for _ in range(2)] == ['"two"', '"two"']
    assert host.asked == [None, '"one"', '"two"']


@pytest.mark.usefixtures("_kept_for_a_minute")
def test_for_some_time_nobody_is_asked(host: Host) -> None:
    host.get()
    host.etag = '"two"'
    assert [host.get()["ETag"] for _ in range(2)] == ['"one"', '"one"']
    assert host.asked == [None]


def test_a_page_that_is_asked_for_stays_in_the_cache(host: Host, monkeypatch: Any) -> None:
    host.get()
    began = time.time()
    for minutes in (50, 100):
        monkeypatch.setattr(time, "time", lambda now=began + minutes * 60: now)
        host.get()
    assert host.asked == [None, '"one"', '"one"']


def test_a_reader_who_has_the_page_gets_304_of_what_is_kept(host: Host) -> None:
    host.get()
    assert host.get(headers={"If-None-Match": '"one"'}).status_code == 304
    host.etag = '"two"'
    assert host.get(headers={"If-None-Match": '"two"'}).status_code == 304
    assert host.get(headers={"If-None-Match": '"one"'}).status_code == 200


def test_who_is_refused_by_the_view_gets_nothing_that_is_kept(host: Host) -> None:
    """An article that a host shows at some addresses alone."""
    host.get()
    host.answer = lambda request: HttpResponse(status=403 if request.META["REMOTE_ADDR"] != "::1" else 304)
    assert (host.get().status_code, host.get(REMOTE_ADDR="::1").status_code) == (403, 200)


def test_a_clock_that_was_stepped_back_makes_no_page_young(
    host: Host, settings: Any, monkeypatch: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 60}
    host.get()
    monkeypatch.setattr("comments.middleware.time.time", lambda: 0.0)
    host.get()
    assert host.asked == [None, '"one"']


# --- What is kept -----------------------------------------------------------------------------------------


def test_the_page_is_kept_plain_and_compressed(host: Host) -> None:
    plain = host.get()
    packed = host.get(headers={"Accept-Encoding": "br, gzip"})
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", 'W/"one"')
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert (len(host.asked), plain.has_header("Content-Encoding")) == (2, False)


def test_what_came_compressed_is_kept_plain_too(host: Host) -> None:
    body = gzip.compress(b"a page " * 100, mtime=0)

    def compressed(_request: HttpRequest) -> HttpResponse:
        headers = {"Cache-Control": PUBLIC, "ETag": 'W/"one"', "Content-Encoding": "gzip"}
        return HttpResponse(body, headers=headers)

    host.answer = compressed
    host.get(headers={"Accept-Encoding": "gzip"})
    host.answer = host.page
    assert host.get().content == b"a page " * 100


def test_head_is_answered_from_what_is_kept_and_keeps_nothing(host: Host) -> None:
    host.get(method="HEAD")
    host.get()
    host.get(method="HEAD")
    assert host.asked == [None, None, '"one"']


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": "s-maxage=30"},
        {"Vary": "Accept-Encoding, Cookie"},
        {"Vary": "Accept-Language"},
        {"Content-Encoding": "br"},
        {"Content-Security-Policy": "script-src 'nonce-abc'"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_what_no_shared_cache_may_keep_is_not_kept(headers: dict[str, str], host: Host) -> None:
    host.answer = lambda request: host.page(request, **headers)
    host.get()
    host.get()
    assert host.asked == [None, None]


@pytest.mark.usefixtures("_kept_for_a_minute")
def test_neither_a_page_that_sets_a_cookie_nor_one_without_a_version_is_kept(host: Host) -> None:
    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = host.page(request)
        response.set_cookie("seen", "1")
        return response

    host.answer = with_cookie
    host.get()
    host.answer = lambda _request: HttpResponse("x", headers={"Cache-Control": PUBLIC})
    host.get()
    host.answer = lambda _request: HttpResponse(status=404, headers={"Cache-Control": PUBLIC, "ETag": '"x"'})
    host.get()
    assert host.asked == [None, None, None]


@pytest.mark.parametrize(
    "reader",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "messages=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"path": "/?q=1"},
        {"path": "/?since=3"},
        {"path": "/?page=1&page=2"},
        {"path": "/?page=01"},
        {"path": "/?comments=100"},
        {"method": "POST"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_whose_answer_may_be_their_own_is_passed_through(reader: dict[str, str], host: Host) -> None:
    host.get()
    asked = {"path": "/"} | reader
    host.get(**asked)
    host.get(**asked)
    assert host.asked == [None, None, None]


@pytest.mark.usefixtures("_kept_for_a_minute")
def test_ten_thousand_queries_fill_nothing(host: Host, monkeypatch: Any) -> None:
    kept: list[str] = []
    monkeypatch.setattr(Slot, "keep", lambda slot, _response: kept.append(slot.key))
    for number in range(10_000):
        host.get(f"/?comments={number}")
    assert len({*kept}) == 99


@pytest.mark.usefixtures("_kept_for_a_minute")
def test_each_host_scheme_path_and_page_is_another(host: Host, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    asked: list[dict[str, Any]] = [
        {},
        {"HTTP_HOST": "other.example"},
        {"secure": True},
        {"path": "/x/"},
        {"path": "/?page=2"},
    ]
    for request in asked * 2:
        host.get(**request)
    assert len(host.asked) == len(asked)


def test_a_host_that_is_not_ours_is_the_sites_to_refuse(host: Host) -> None:
    host.answer = lambda _request: HttpResponse(status=400)
    assert host.get(HTTP_HOST="evil.example").status_code == 400


# --- What a process remembers -----------------------------------------------------------------------------


@pytest.mark.usefixtures("_remembering")
def test_a_remembered_page_costs_no_look_into_the_cache(host: Host, monkeypatch: Any) -> None:
    first = host.get()
    monkeypatch.setattr(Slot, "_read_cache", lambda _slot: pytest.fail("asked the cache"))
    assert (host.get().content, host.asked) == (first.content, [None, '"one"'])


@pytest.mark.usefixtures("_remembering", "_broken_cache")
def test_without_a_cache_a_process_keeps_for_itself(host: Host) -> None:
    first, second = host.get(), host.get()
    assert (second.content, host.asked) == (first.content, [None, '"one"'])


@pytest.mark.usefixtures("_remembering")
def test_what_another_process_made_anew_is_not_rendered_here(host: Host) -> None:
    """Both remember the page; when it has changed, the second takes what the first put into the cache."""
    other = Host()
    host.get()
    other.get()

    def render(request: HttpRequest) -> HttpResponse:
        slot = request._newsroom_shared_cache  # type: ignore[attr-defined]
        made = slot.rendered_by_another('"two"')
        rendered.append(made is None)
        return made or host.page(request)

    rendered: list[bool] = []
    for one in (host, other):
        one.etag, one.answer = '"two"', render
        assert one.get()["ETag"] == '"two"'
    assert rendered == [True, False]


@pytest.mark.usefixtures("_remembering")
def test_what_was_given_longest_ago_is_forgotten_first(host: Host) -> None:
    sizes = {"/1/": 4_000, "/2/": 4_000, "/3/": 1_900}
    host.answer = lambda request: HttpResponse(
        b"x" * sizes[request.path], headers={"Cache-Control": PUBLIC, "ETag": '"one"'}
    )
    for path in (*sizes, "/1/"):
        host.get(path)
    # Each has a few bytes compressed, too; three fit, and then the second goes.
    host.answer = host.page
    host.get("/4/")
    cache.clear()
    host.asked.clear()
    for path in ("/1/", "/3/", "/2/"):
        host.get(path)
    assert host.asked == ['"one"', '"one"', None]


# --- When something is down -------------------------------------------------------------------------------


def test_while_the_view_fails_what_is_kept_is_good_for_a_while(host: Host, monkeypatch: Any) -> None:
    host.get()
    host.answer = lambda _request: HttpResponse(status=503)
    host.etag = '"two"'
    assert (host.get().status_code, host.get("/other/").status_code) == (200, 503)
    later = time.time() + conf.outage_seconds + 1
    monkeypatch.setattr("comments.middleware.time.time", lambda: later)
    assert host.get().status_code == 503


@pytest.fixture
def _broken_cache(monkeypatch: Any) -> Iterator[None]:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("refused")

    with monkeypatch.context() as patch:
        for name in ("get", "get_many", "set_many", "set", "add", "delete"):
            patch.setattr(type(cache._connections[cache._alias]), name, fail)  # type: ignore[attr-defined]
        yield


@pytest.mark.usefixtures("_broken_cache")
def test_without_a_cache_and_a_memory_every_page_is_made(host: Host) -> None:
    assert [host.get().status_code for _ in range(2)] == [200, 200]
    assert host.asked == [None, None]


@pytest.mark.parametrize("_memory", [0, 10_000])
def test_a_cache_that_is_flushed_while_a_page_is_asked_about_loses_nothing(
    _memory: int, host: Host, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_MEMORY": _memory}
    first = host.get()

    def flush(_request: HttpRequest) -> HttpResponse:
        cache.clear()
        return HttpResponse(status=304)

    host.answer = flush
    assert host.get().content == first.content
    host.answer = host.page
    assert (host.get().content, len(host.asked)) == (first.content, 3)


def test_a_cache_that_goes_away_while_a_page_is_rendered_costs_no_reader_the_page(
    host: Host, request: pytest.FixtureRequest
) -> None:
    def render(asked: HttpRequest) -> HttpResponse:
        slot = asked._newsroom_shared_cache  # type: ignore[attr-defined]
        assert slot.rendered_by_another('"one"') is None
        request.getfixturevalue("_broken_cache")
        return host.page(asked)

    host.answer = render
    assert host.get().status_code == 200
    host.answer = host.page
    assert host.get().status_code == 200


# --- The site's own pages ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_kept_article_costs_no_template_and_at_most_three_queries(
    article: Article, comment: Any, client: Client, django_assert_max_num_queries: Any, settings: Any
) -> None:
    comment()
    first = client.get(article.get_absolute_url())
    with django_assert_max_num_queries(3):
        second = client.get(article.get_absolute_url())
    assert (second.content, second["ETag"], second.templates) == (first.content, first["ETag"], [])
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 60}
    client.get(article.get_absolute_url())
    with django_assert_max_num_queries(0):
        assert client.get(article.get_absolute_url()).content == first.content


@pytest.mark.django_db
def test_a_decision_is_seen_with_the_next_question(article: Article, comment: Any, client: Client) -> None:
    client.get(article.get_absolute_url())
    comment("Seen at once.")
    assert b"Seen at once." in client.get(article.get_absolute_url()).content


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_who_is_logged_in_neither_gets_nor_leaves_anything(
    article: Article, comment: Any, client: Client
) -> None:
    address = article.get_absolute_url()
    anonymous = client.get(address)
    client.force_login(User.objects.create_user("ada", first_name="Ada", last_name="Lovelace"))
    assert b"Ada Lovelace" in client.get(address).content
    assert Client().get(address).content == anonymous.content


def test_a_range_is_answered_with_the_whole_page(host: Host) -> None:
    """RFC 9110, 14.2: a server may ignore Range; none of what is kept is then cut, now or later."""
    first = host.get(headers={"Range": "bytes=0-3"})
    again = host.get(headers={"Range": "bytes=0-3"})
    assert (again.status_code, again.content, again.has_header("Content-Range")) == (
        200,
        first.content,
        False,
    )


def test_half_a_page_is_not_kept(host: Host) -> None:
    host.answer = lambda _request: HttpResponse(
        "half", status=206, headers={"Cache-Control": PUBLIC, "ETag": host.etag}
    )
    host.get(headers={"Range": "bytes=0-3"})
    host.answer = host.page
    assert (host.get().content, host.asked) == (b"a page " * 100, [None, None])


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_a_flash_message_is_shown_to_its_reader_alone(article: Article, client: Client) -> None:
    address = article.get_absolute_url()
    kept = client.get(address)
    flashed = Client()
    message = CookieStorage(RequestFactory().get("/"))._encode([Message(20, "For Ada alone.")])
    flashed.cookies["messages"] = message
    theirs = flashed.get(address)
    assert (theirs.has_header("ETag"), "no-store" in theirs["Cache-Control"]) == (False, True)
    assert Client().get(address).content == kept.content
    assert b"For Ada alone." not in kept.content


@pytest.mark.django_db
def test_a_held_comment_changes_no_byte_and_a_decision_is_seen_by_everybody_within_the_second(
    article: Article, comment: Any, settings: Any, monkeypatch: Any
) -> None:
    """Two processes, each with its memory, for one second unasked as the site is."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 1, "KEPT_MEMORY": 1_000_000}
    address = article.get_absolute_url()
    readers = [Client(), Client()]
    before = {reader.get(address).content for reader in readers}
    held = comment("Held first.", status=Status.PENDING)
    now = time.time()
    monkeypatch.setattr("comments.middleware.time.time", lambda: now + 1)
    assert {reader.get(address).content for reader in readers} == before
    decide(held, Status.APPROVED, DecisionContext())
    monkeypatch.setattr("comments.middleware.time.time", lambda: now + 2)
    assert [b"Held first." in reader.get(address).content for reader in readers] == [True, True]


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_ones_own_published_comment_is_there_after_the_post(
    article: Article, client: Client, fields: Any, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post", "RULES": []}
    client.get(article.get_absolute_url())
    posted = client.post("/comments/post/", fields(comment="Mine, and at once."))
    assert b"Mine, and at once." in client.get(posted["Location"]).content
    assert b"Mine, and at once." not in client.get(article.get_absolute_url()).content


@pytest.mark.django_db
def test_the_database_down_readers_read_on(
    article: Article, comment: Any, client: Client, monkeypatch: Any
) -> None:
    comment("Read on.")
    client.get(article.get_absolute_url())
    client.raise_request_exception = False

    def refused(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("refused")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", refused)
    answer = client.get(article.get_absolute_url())
    assert (answer.status_code, b"Read on." in answer.content) == (200, True)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_ask_for_a_changed_page_one_renders_it(
    article: Article, comment: Any, client: Client, monkeypatch: Any
) -> None:
    rendered: list[str] = []
    comment("The news.")
    page = urls.article_page

    def count(request: HttpRequest, found: Article) -> HttpResponse:
        rendered.append(request.path)
        return page(request, found)

    monkeypatch.setattr(ARTICLE, "callback", discussion_page(urls.find_article)(count))
    answers = at_once(*[lambda: Client().get(article.get_absolute_url()).content for _ in range(50)])
    assert (len({*answers}), len(rendered)) == (1, 1)
    assert b"The news." in answers[0]
