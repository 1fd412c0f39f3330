"""When the view, the cache or the database is down."""

import time
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from comments.conf import conf

from .hosts import Host


def test_while_the_view_fails_what_is_kept_is_good_for_a_while(host: Host, monkeypatch: Any) -> None:
    host.get()
    host.answer = lambda _request: HttpResponse(status=503)
    host.etag = '"two"'
    assert (host.get().status_code, host.get("/other/").status_code) == (200, 503)
    later = time.time() + conf.outage_seconds + 1
    monkeypatch.setattr("comments.middleware.time.time", lambda: later)
    assert host.get().status_code == 503


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
