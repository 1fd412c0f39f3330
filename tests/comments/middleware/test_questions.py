"""What the view is asked."""

import time
from typing import Any

import pytest
from django.http import HttpResponse

from .hosts import PUBLIC, Host


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
