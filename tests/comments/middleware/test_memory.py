"""What a process remembers."""

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from comments.middleware import Slot

from .hosts import PUBLIC, Host


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
