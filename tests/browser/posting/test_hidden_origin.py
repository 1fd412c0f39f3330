"""A browser that hides the origin of a post: the advice that its reader gets leads out."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from comments.models import Status
from comments.views import posts

from ..conftest import NewPage
from ..form import AWAITING, POST, WORDS, fill, stored
from ..watch import Watch

pytestmark = pytest.mark.usefixtures("unlimited")
HIDDEN = "Your browser does not say from which page this was sent. Send it again from here."


@pytest.fixture
def origins(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The origin of each post, of a browser that is too old to say more."""
    seen: list[str] = []
    take = posts._with_form

    def as_an_old_browser(request: HttpRequest, act: Any) -> HttpResponse:
        seen.append(request.headers.get("Origin", ""))
        del request.META["HTTP_SEC_FETCH_SITE"], request.headers
        return take(request, act)

    monkeypatch.setattr(posts, "_with_form", as_an_old_browser)
    return seen


def under_no_referrer(page: Page, article: Article) -> None:
    """The article, on a host with that policy for its pages."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | {"referrer-policy": "no-referrer"})

    page.route(f"**{article.get_absolute_url()}", answer)
    page.goto(article.get_absolute_url())


def test_without_script_to_do_as_it_says_posts(
    new_page: NewPage, article: Article, origins: list[str], watch: Watch
) -> None:
    page = new_page(java_script_enabled=False)
    under_no_referrer(page, article)
    fill(page)
    page.click(POST)
    expect(page.locator("#reply-problems")).to_contain_text(HIDDEN)
    expect(page.locator("#reply-comment")).to_have_value(WORDS)
    assert stored() == []
    page.click(POST)
    expect(page.locator(".nc-state")).to_have_text(AWAITING)
    assert (stored(), origins) == ([(WORDS, Status.PENDING)], ["null", watch.site])


def test_the_script_says_where_it_posts_from(
    page: Page, article: Article, origins: list[str], watch: Watch
) -> None:
    under_no_referrer(page, article)
    fill(page)
    page.click(POST)
    expect(page.locator(".nc-own .nc-state")).to_have_text(AWAITING)
    assert (stored(), origins) == ([(WORDS, Status.PENDING)], [watch.site])
