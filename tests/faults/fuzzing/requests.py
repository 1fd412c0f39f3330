"""Requests to every public address, right in some parts and wild in others; and what is answered."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode
from wsgiref.util import setup_testing_defaults

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.urls import URLPattern, get_resolver
from hypothesis import strategies as st

from newsroom.wsgi import application

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
# Any character, lone halves and NUL too, and what means something to one of the parsers on the way.
TEXT = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=20),
    st.sampled_from(["", "0", "-1", "1e9", "9" * 30, "\x00", "../..", "%00", "%FF", "'", "{{ 7 }}", "_00"]),
)
BYTES = st.one_of(st.binary(max_size=20), TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
QUERIES = ("page", "q", "comments", "thread", "after", "reply_to", "order", "since", "next", "posted")
FIELDS = (
    *("content_type", "object_pk", "comment", "name", "email", "url", "follow", "reply_to", "elapsed"),
    *("honeypot", "language", "prefilled", "revision", "reason", "text", "csrfmiddlewaretoken"),
)
HEADERS = (
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_HOST"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_ORIGIN", "HTTP_RANGE", "HTTP_REFERER"),
    *("HTTP_SEC_FETCH_SITE", "HTTP_X_FORWARDED_FOR", "HTTP_AUTHORIZATION", "HTTP_TRANSFER_ENCODING"),
)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")


@dataclass(frozen=True)
class Request:
    """``path`` and ``query`` stand as on the wire."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = FORM
    body: bytes = b""


def patterns(found: Any = None, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The parts of each public address, from the resolver: no address is forgotten."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLPattern):
            yield (*before, pattern.pattern)
        elif str(pattern.pattern) != "admin/":
            yield from patterns(pattern.url_patterns, (*before, pattern.pattern))


def paths(pattern: tuple[Any, ...], good: dict[str, list[str]]) -> st.SearchStrategy[str]:
    """Addresses of one pattern: each variable part is ``good``, by its name, or is anything."""
    pieces: list[st.SearchStrategy[str]] = [st.just("/")]
    for part in pattern:
        rest = str(part)
        for name, converter in part.converters.items():
            fixed, _, rest = rest.partition("<")
            _, _, rest = rest.partition(">")
            right = [converter.to_url(value) if name == "language" else value for value in good[name]]
            pieces += [st.just(fixed), st.one_of(st.sampled_from(right), BYTES.map(quote))]
        pieces.append(st.just(rest))
    return st.tuples(*pieces).map("".join)


def mappings(names: tuple[str, ...], good: dict[str, str] | None = None) -> st.SearchStrategy[Any]:
    """Some of these names, each with anything; the others as in ``good``."""
    wild = st.dictionaries(st.sampled_from(names), BYTES, max_size=3)
    return wild.map(lambda given: {**(good or {}), **given})


def requests(good: dict[str, list[str]], fields: dict[str, str]) -> st.SearchStrategy[Request]:
    forms = mappings(FIELDS, fields).map(lambda sent: (FORM, urlencode(sent).encode()))
    raw = st.tuples(st.sampled_from([FORM, PARTS, "application/json", "text/plain; charset=hex", ""]), BYTES)
    headers = st.dictionaries(
        st.sampled_from(HEADERS), BYTES.map(lambda sent: sent.decode("latin-1")), max_size=2
    )
    return st.builds(
        lambda method, path, query, given, sent: Request(method, path, urlencode(query), given, *sent),
        st.sampled_from(METHODS),
        st.one_of([paths(pattern, good) for pattern in patterns()]),
        mappings(QUERIES),
        headers,
        st.one_of(forms, raw),
    )


def answer(request: Request) -> tuple[int, str]:
    """The status, and what was raised or else the body: from the WSGI application, as a server asks it."""
    raised: list[str] = []

    def remember(**_signal: Any) -> None:
        raised.append(traceback.format_exc())

    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "CONTENT_TYPE": request.content_type,
        "CONTENT_LENGTH": str(len(request.body)),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.input": BytesIO(request.body),
        **request.headers,
    }
    setup_testing_defaults(environ)
    got: list[int] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
        got.append(int(status.split()[0]))
        return lambda _written: None

    got_request_exception.connect(remember)
    # The test's transaction goes on on this connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        response = application(environ, start)
        body = b"".join(response)
        getattr(response, "close", lambda: None)()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        got_request_exception.disconnect(remember)
    return got[0], "\n".join(raised) or body.decode("utf-8", "replace")
