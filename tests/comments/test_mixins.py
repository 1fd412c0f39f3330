"""The same page from a class-based view."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from articles.models import Article
from comments.mixins import DiscussionPageMixin

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"


class Page(DiscussionPageMixin, DetailView):
    """A host's: with an object looked up by itself, and a form that posts to it."""

    queryset = Article.objects.published()
    template_name = "newsroom_articles/article_detail.html"
    asked: list[str] = []

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        self.asked.append(self.kwargs["slug"])
        return super().get_object(queryset)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return HttpResponse(f"posted to {slug}", status=201)


class Later(DiscussionPageMixin, DetailView):
    """Of coroutines alone, as Django wants it."""

    queryset = Article.objects.published()
    template_name = "newsroom_articles/article_detail.html"
    asked: list[str] = []
    made: list[str] = []

    async def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        self.asked.append(self.kwargs["slug"])
        return await self.queryset.aget(slug=self.kwargs["slug"])

    async def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.made.append(slug)
        return self.render_to_response(self.get_context_data(object=self.object))

    async def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return HttpResponse(f"posted to {slug}", status=201)


class Latest(Later):
    """Adds to a coroutine of a class that has the mixin."""

    async def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        response = await super().get(request, slug)
        response["X-Latest"] = slug
        return response


class Behind(DetailView, DiscussionPageMixin):
    """The bases the other way round."""

    queryset = Article.objects.published()
    template_name = "newsroom_articles/article_detail.html"


class Members(DiscussionPageMixin, LoginRequiredMixin, DetailView):
    queryset = Article.objects.published()
    template_name = "newsroom_articles/article_detail.html"


urlpatterns = [
    path("page/<slug:slug>/", Page.as_view()),
    path("later/<slug:slug>/", Later.as_view()),
    path("latest/<slug:slug>/", Latest.as_view()),
    path("behind/<slug:slug>/", Behind.as_view()),
    path("members/<slug:slug>/", Members.as_view()),
    path("safe/<slug:slug>/", require_safe(Page.as_view())),
    path("", include("newsroom.urls")),
]


@pytest.mark.parametrize("name", ["page", "behind", "safe", "later", "latest"])
def test_a_page_may_be_kept_and_is_not_rendered_for_who_has_it(
    name: str, article: Article, client: Client, django_assert_num_queries: Any
) -> None:
    page = client.get(f"/{name}/harbour/")
    assert (page.status_code, page["Cache-Control"]) == (200, PUBLIC)
    assert [article.headline in page.content.decode(), b'id="respond"' in page.content] == [True, True]

    with django_assert_num_queries(3):
        again = client.get(f"/{name}/harbour/", headers={"If-None-Match": page["ETag"]})

    assert (again.status_code, again.content, again.templates) == (304, b"", [])
    assert (again["ETag"], again["Cache-Control"]) == (page["ETag"], PUBLIC)


def test_the_object_is_asked_for_once_a_request(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Page, "asked", [])
    etag = client.get("/page/harbour/")["ETag"]
    assert Page.asked == ["harbour"]
    client.get("/page/harbour/", headers={"If-None-Match": etag})
    assert Page.asked == ["harbour", "harbour"]


def test_a_comment_is_another_page(article: Article, client: Client, comment: Any) -> None:
    before = client.get("/page/harbour/")["ETag"]
    comment("The ferry was late.")
    after = client.get("/page/harbour/", headers={"If-None-Match": before})
    assert (after.status_code, b"The ferry was late." in after.content) == (200, True)


def test_head_says_what_get_says(article: Article, client: Client) -> None:
    page, head = client.get("/page/harbour/"), client.head("/page/harbour/")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Cache-Control"]) == (page["ETag"], PUBLIC)


def test_a_session_makes_it_private(article: Article, client: Client) -> None:
    etag = client.get("/page/harbour/")["ETag"]
    client.force_login(get_user_model().objects.create_user("ada"))
    page = client.get("/page/harbour/", headers={"If-None-Match": etag})
    assert (page.status_code, page.has_header("ETag")) == (200, False)
    assert {"private", "no-store"} <= {*page["Cache-Control"].split(", ")}


def test_a_login_that_the_view_asks_for_comes_before_any_304(article: Article, client: Client) -> None:
    page = client.get("/members/harbour/", headers={"If-None-Match": "*"})
    assert (page.status_code, page.has_header("ETag")) == (302, False)


@pytest.mark.parametrize("name", ["page", "later"])
def test_a_post_goes_to_the_view_and_asks_for_nothing(
    name: str, article: Article, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = client.post(f"/{name}/harbour/", headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (201, b"posted to harbour")
    assert (answer.has_header("ETag"), answer.has_header("Cache-Control")) == (False, False)


def test_a_method_that_the_view_has_not_is_405(article: Article, client: Client) -> None:
    answer = client.post("/behind/harbour/")
    assert (answer.status_code, answer.has_header("ETag")) == (405, False)


def test_what_is_not_found_gets_no_public_headers(draft: Article, client: Client) -> None:
    page = client.get(f"/page/{draft.slug}/")
    assert (page.status_code, page.has_header("ETag"), page.has_header("Cache-Control")) == (
        404,
        False,
        False,
    )


def test_a_coroutine_is_asked_only_where_the_page_has_to_be_made(
    article: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Later, "asked", [])
    monkeypatch.setattr(Later, "made", [])
    page = client.get("/latest/harbour/")
    assert (page["X-Latest"], Later.asked, Later.made) == ("harbour", ["harbour"], ["harbour"])
    client.get("/latest/harbour/", headers={"If-None-Match": page["ETag"]})
    assert (Later.asked, Later.made) == (["harbour"] * 2, ["harbour"])
