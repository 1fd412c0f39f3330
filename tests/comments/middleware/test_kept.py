"""What is kept, and for whom."""

import gzip
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from comments.middleware import Slot

from .hosts import PUBLIC, Host


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
