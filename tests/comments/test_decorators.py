"""The decorator around a host's view: which views it takes, and what it leaves to them.

What the page's ETag is made of stands in ``discussions/caching/test_changes``.
"""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import AsyncClient, Client, RequestFactory
from django.urls import include, path
from django.views.generic import TemplateView

from articles.models import Article
from articles.views import find_article
from comments.decorators import discussion_page

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"


def posted_or_shown(request: HttpRequest, target: Article) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"posted to {target.slug}", status=201)
    return HttpResponse(target.headline)


async def find_later(request: HttpRequest, language: str, slug: str) -> Article:
    return await sync_to_async(find_article)(request, language, slug)


async def coroutine(request: HttpRequest, target: Article) -> HttpResponse:
    if request.method == "POST":
        return posted_or_shown(request, target)
    # What a host asks of the database, on the way to a page that Django renders in a thread.
    assert await Article.objects.acount() == 1
    return TemplateResponse(request, "newsroom_articles/article_detail.html", {"article": target})


class Page(TemplateView):
    """Gets the object as any view does: after the request."""

    template_name = "newsroom_articles/article_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(article=self.args[0], **kwargs)

    def post(self, _request: HttpRequest, target: Article) -> HttpResponse:
        return HttpResponse(f"posted to {target.slug}", status=201)


ARTICLE = "<newsroom_language:language>/<newsroom_slug:slug>/"
VIEWS = {
    "function": discussion_page(find_article)(posted_or_shown),
    "class": discussion_page(find_article)(Page.as_view()),
    "found_later": discussion_page(find_later)(posted_or_shown),
    "coroutine": discussion_page(find_article)(coroutine),
    "both": discussion_page(find_later)(coroutine),
}
urlpatterns = [
    *(path(f"{kind}/{ARTICLE}", view) for kind, view in VIEWS.items()),
    path("", include("newsroom.urls")),
]
each_kind = pytest.mark.parametrize("kind", [*VIEWS])


def address(kind: str) -> str:
    return f"/{kind}/en/harbour/"


@each_kind
def test_a_page_may_be_kept_and_is_not_rendered_for_who_has_it(
    kind: str, article: Article, client: Client, django_assert_num_queries: Any
) -> None:
    page = client.get(address(kind))
    assert (page.status_code, page["Cache-Control"]) == (200, PUBLIC)
    assert article.headline in page.content.decode()

    with django_assert_num_queries(2):
        again = client.get(address(kind), headers={"If-None-Match": page["ETag"]})

    assert (again.status_code, again.content, again.templates) == (304, b"", [])
    assert (again["ETag"], again["Cache-Control"]) == (page["ETag"], PUBLIC)


@each_kind
def test_a_session_makes_it_private(kind: str, article: Article, client: Client) -> None:
    etag = client.get(address(kind))["ETag"]
    client.force_login(get_user_model().objects.create_user("ada"))
    page = client.get(address(kind), headers={"If-None-Match": etag})
    assert (page.status_code, page.has_header("ETag")) == (200, False)
    assert {"private", "no-store"} <= {*page["Cache-Control"].split(", ")}


@each_kind
def test_a_post_goes_to_the_view_and_says_nothing_to_caches(
    kind: str, article: Article, client: Client
) -> None:
    answer = client.post(address(kind), headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (201, b"posted to harbour")
    assert (answer.has_header("ETag"), answer.has_header("Cache-Control")) == (False, False)


@each_kind
def test_what_is_not_found_is_said_before_the_view_is_asked(
    kind: str, draft: Article, client: Client
) -> None:
    page = client.get(f"/{kind}/en/{draft.slug}/")
    assert (page.status_code, page.has_header("ETag")) == (404, False)


def test_under_asgi_a_coroutine_answers_what_a_function_does(article: Article, comment: Any) -> None:
    comment("The ferry was late.")
    ask = async_to_sync(AsyncClient().get)
    page = ask(address("coroutine"))
    assert (page.status_code, page["Cache-Control"]) == (200, PUBLIC)
    assert b"The ferry was late." in page.content
    again = ask(address("coroutine"), headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", page["ETag"])


def test_while_a_coroutine_is_awaited_others_are_answered(article: Article) -> None:
    """Each waits for the other: were a thread held meanwhile, the one that is here would not come to both."""
    meeting = asyncio.Barrier(2)

    async def meet(_request: HttpRequest, _target: Article) -> HttpResponse:
        await asyncio.wait_for(meeting.wait(), 10)
        return HttpResponse("met")

    async def ask() -> list[HttpResponse]:
        page = discussion_page(find_article)(meet)
        return await asyncio.gather(*[page(RequestFactory().get("/"), "en", "harbour") for _ in range(2)])

    assert [answer.content for answer in async_to_sync(ask)()] == [b"met", b"met"]


def test_a_wrapped_view_keeps_its_name_and_its_kind() -> None:
    """Other decorators and whoever awaits it ask whether it is a coroutine."""
    kept = {kind: (view.__name__, iscoroutinefunction(view)) for kind, view in VIEWS.items()}
    assert kept == {
        "function": ("posted_or_shown", False),
        "class": ("view", False),
        "found_later": ("posted_or_shown", False),
        "coroutine": ("coroutine", True),
        "both": ("coroutine", True),
    }
