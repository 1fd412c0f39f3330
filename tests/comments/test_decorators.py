"""The decorator around a host's view: which views it takes, and what it leaves to them.

What the page's ETag is made of stands in ``discussions/caching/test_changes``.
"""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.generic import TemplateView

from articles.models import Article
from articles.views import find_article
from comments.decorators import discussion_page

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"


@discussion_page(find_article)
def function(request: HttpRequest, target: Article) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"posted to {target.slug}", status=201)
    return HttpResponse(target.headline)


class Page(TemplateView):
    """Gets the object as any view does: after the request."""

    template_name = "newsroom_articles/article_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(article=self.args[0], **kwargs)

    def post(self, _request: HttpRequest, target: Article) -> HttpResponse:
        return HttpResponse(f"posted to {target.slug}", status=201)


ARTICLE = "<newsroom_language:language>/<newsroom_slug:slug>/"
urlpatterns = [
    path(f"function/{ARTICLE}", function),
    path(f"class/{ARTICLE}", discussion_page(find_article)(Page.as_view())),
    path("", include("newsroom.urls")),
]
each_kind = pytest.mark.parametrize("kind", ["function", "class"])


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
