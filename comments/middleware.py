"""A shared cache of the site's own (RFC 9111), for sites that have none in front.

It keeps what any shared cache could keep, plain and compressed, and stands first in ``MIDDLEWARE``.  Each
process remembers what it lately gave; Django's default cache has it for all processes.  Where that has
nothing, or doesn't answer, a process keeps for itself.
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, get_conditional_response, patch_vary_headers
from django.utils.regex_helper import _lazy_re_compile

from .conf import conf
from .discussions.fragments import survive
from .requests.readers import has_session

Answer = Callable[[HttpRequest], HttpResponse]

# The queries of pages that are kept: with any others the cache could be flooded.
QUERY = _lazy_re_compile(r"(?:(?:page|comments)=[1-9][0-9]?)?")
PREFIX = "newsroom_comments.page"
# Seconds after which a page that nobody asks for leaves the cache; how often it is said there that one holds.
KEPT, SAID = 3600, 60
# Seconds within which whoever renders a page should be done; then another may begin.
RENDERING = 10
# How often, in seconds, somebody who waits for another's page looks for it, and for how long at most.
GLANCE, PATIENCE = 0.02, 3.0
# What less than this is compressed to is hardly smaller.
WORTH_COMPRESSING = 200
ENCODINGS = ("", "gzip")
ACCEPTS_GZIP = _lazy_re_compile(r"\bgzip\b")
# What belongs to one connection or to one encoding, and is made for each answer.
MADE_ANEW = {"content-length", "content-encoding", "etag", "connection", "date"}


@dataclass(frozen=True)
class KeptPage:
    """A response without what depends on the encoding; ``etag`` is the strong one of the plain bytes."""

    etag: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    encoding: str = ""

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage | None":
        """``response`` as it is encoded; None where that is in a way that isn't known."""
        encoding = response.get("Content-Encoding", "")
        if encoding not in ENCODINGS:
            return None
        etag = response["ETag"].removeprefix("W/")
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in MADE_ANEW)
        return cls(etag, headers, response.content, encoding)

    def encoded(self, encoding: str) -> "KeptPage":
        """The same page plain or compressed."""
        if encoding == self.encoding:
            return self
        # As quick as Django's own, and with no moment in its header: equal pages are equal bytes.
        body = gzip.compress(self.body, 6, mtime=0) if encoding else gzip.decompress(self.body)
        return replace(self, body=body, encoding=encoding)

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body)
        for name, value in self.headers:
            response[name] = value
        response["ETag"] = f"W/{self.etag}" if self.encoding else self.etag
        response["Content-Length"] = str(len(self.body))
        if self.encoding:
            response["Content-Encoding"] = self.encoding
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


class SharedCacheMiddleware:
    """Answers readers without a session from what it keeps.

    For ``KEPT_SECONDS`` a page is answered unasked.  Later the view is asked with the page's ETag in
    ``If-None-Match``: what it finds out, and whom it refuses, counts; its 304 says that the page holds.
    While the view can't answer (503), what is kept is good for ``OUTAGE_SECONDS`` more.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.memory = Memory()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        encoding = "gzip" if ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""
        slot = Slot(key, encoding, self.memory)
        kept, age = slot.read()
        if kept and age < conf.kept_seconds:
            return _conditional(request, kept.response())
        return self._ask(request, slot, kept, age)

    def _ask(self, request: HttpRequest, slot: "Slot", kept: KeptPage | None, age: float) -> HttpResponse:
        # By this the view learns that another request renders the very page (``discussions.caching``).
        request._newsroom_shared_cache = slot  # type: ignore[attr-defined]
        theirs = request.META.get("HTTP_IF_NONE_MATCH")
        if kept:
            request.META["HTTP_IF_NONE_MATCH"] = kept.etag
        try:
            response = self.get_response(request)
            if request.method == "GET" and _may_be_kept(response):
                slot.keep(response)
        finally:
            slot.stop_rendering()
            if kept:
                _give_back(request, theirs)
        if not kept:
            return response
        if response.status_code == 304 and response.cookies:
            return _with_cookies(kept.response(), response)
        if response.status_code == 304:
            slot.confirm(kept, age)
            return _conditional(request, kept.response())
        if response.status_code == 503 and age < conf.outage_seconds:
            return _conditional(request, kept.response())
        return _conditional(request, response)


class Memory:
    """Pages that this process gave, with the moments at which they were known to hold.

    Of more than ``KEPT_MEMORY`` bytes those go that were given, or found to hold, the longest ago.
    """

    def __init__(self) -> None:
        self._pages: dict[str, tuple[KeptPage, float]] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, place: str) -> tuple[KeptPage | None, float]:
        return self._pages.get(place, (None, 0.0))

    def put(self, place: str, page: KeptPage, checked: float) -> None:
        with self._lock:
            self._forget(place)
            self._pages[place] = (page, checked)
            self._bytes += len(page.body)
            while self._bytes > conf.kept_memory:
                self._forget(next(iter(self._pages)))

    def _forget(self, place: str) -> None:
        page, _checked = self._pages.pop(place, (None, 0.0))
        self._bytes -= len(page.body) if page else 0


class Slot:
    """The place of one page, in this process and in the cache; a cache that fails holds nothing."""

    def __init__(self, key: str, encoding: str, memory: Memory) -> None:
        self.key = key
        self.encoding = encoding
        self.place = f"{key}.{encoding}"
        self.memory = memory
        self._rendering = ""

    def read(self) -> tuple[KeptPage | None, float]:
        """The page in this encoding, and the seconds since it was last known to hold."""
        kept, checked = self.memory.get(self.place)
        if kept is None:
            kept, checked = self._read_cache()
        # A clock that was stepped back makes no page young.
        age = time.time() - checked
        return kept, age if age >= 0 else float("inf")

    def _read_cache(self) -> tuple[KeptPage | None, float]:
        moment = f"{self.key}.checked"
        found = survive(lambda: cache.get_many([*self._places, moment])) or {}
        # It is kept as it was made, and turned into the other by each process that is asked for that.
        pages = [page for place in self._places if isinstance(page := found.get(place), KeptPage)]
        checked = found.get(moment)
        if not pages or checked is None:
            return None, 0.0
        kept = pages[0].encoded(self.encoding)
        self.memory.put(self.place, kept, checked)
        return kept, checked

    @property
    def _places(self) -> list[str]:
        """Where the page may be in the cache, in one encoding."""
        return [f"{self.key}.{encoding}" for encoding in ENCODINGS]

    def keep(self, response: HttpResponse) -> None:
        page = KeptPage.of(response)
        if page:
            now = time.time()
            self.memory.put(self.place, page.encoded(self.encoding), now)
            # In the other encoding an earlier one may be there.
            values: dict[str, Any] = dict.fromkeys(self._places)
            values |= {f"{self.key}.{page.encoding}": page, f"{self.key}.checked": now}
            survive(lambda: cache.set_many(values, KEPT))

    def confirm(self, page: KeptPage, age: float) -> None:
        """The page still holds."""
        now = time.time()
        self.memory.put(self.place, page, now)
        # To others it is said once a minute of the clock: it is a write, and they can ask, too.
        is_due = now // SAID != (now - age) // SAID
        if is_due or not conf.kept_memory:
            survive(lambda: cache.set(f"{self.key}.checked", now, KEPT))
        if is_due:
            for place in self._places:
                survive(partial(cache.touch, place, KEPT))

    def rendered_by_another(self, etag: str) -> HttpResponse | None:
        """The page with this ETag that another request renders already, awaited; None: render it."""
        lock = f"{self.key}.{etag}"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if survive(lambda: cache.add(lock, True, RENDERING), instead=True):
                self._rendering = lock
            # Looked for after the lock is had, too: whoever had it before may just have been done.
            for kept in (survive(lambda: cache.get_many(self._places)) or {}).values():
                if isinstance(kept, KeptPage) and kept.etag == etag:
                    return kept.encoded("").response()
            if self._rendering:
                break
            time.sleep(GLANCE)
        return None

    def stop_rendering(self) -> None:
        if self._rendering:
            survive(lambda: cache.delete(self._rendering))


def _key(request: HttpRequest) -> str | None:
    """Where the page is kept that is asked for; None for one that may be made for this reader alone."""
    alone = has_session(request) or CookieStorage.cookie_name in request.COOKIES
    query = request.META.get("QUERY_STRING", "")
    if alone or request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
        return None
    if not QUERY.fullmatch(query):
        return None
    try:
        place = f"{request.scheme}://{request.get_host()}{request.path}?{query}"
    except DisallowedHost:
        return None
    return f"{PREFIX}.{sha256(place.encode()).hexdigest()}"


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether any shared cache might keep it for everybody, and know later whether it still holds."""
    control = {part.strip().lower() for part in response.get("Cache-Control", "").split(",")}
    varies = {part.strip().lower() for part in response.get("Vary", "").split(",")} - {"", "accept-encoding"}
    return (
        response.status_code == 200
        and not response.streaming
        and "public" in control
        and not control & {"private", "no-store", "no-cache"}
        and response.has_header("ETag")
        and not response.cookies
        and not varies
        # A number used once, for one reader's page.
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or 304 to a reader who has it."""
    etag = response.get("ETag")
    known = get_conditional_response(request, etag=etag, response=response) if etag else None
    return known if isinstance(known, HttpResponse) else response


def _with_cookies(page: HttpResponse, response: HttpResponse) -> HttpResponse:
    """The page for the one reader to whom a middleware gave a cookie."""
    page.cookies = response.cookies
    del page["ETag"]
    add_never_cache_headers(page)
    return page


def _give_back(request: HttpRequest, theirs: str | None) -> None:
    if theirs is None:
        request.META.pop("HTTP_IF_NONE_MATCH", None)
    else:
        request.META["HTTP_IF_NONE_MATCH"] = theirs
