"""What caches may keep, who gets a 304, and what is never public."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory

from articles.models import Article
from comments.models import Status

from ..served import Get, plain, served

pytestmark = pytest.mark.django_db
PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"


# --- For everybody --------------------------------------------------------------------------------------


def test_an_anonymous_readers_page_may_be_kept(get: Get) -> None:
    response = get()
    assert response["Cache-Control"] == PUBLIC
    assert response["ETag"].startswith('"')
    assert (response.cookies, response["Vary"]) == ({}, "Accept-Encoding")


def test_the_page_is_the_same_bytes_for_every_anonymous_reader(
    article: Article, comment: Any, client: Client
) -> None:
    comment()
    address = article.get_absolute_url()
    first = client.get(address)
    client.cookies.load({"theme": "dark", "_ga": "GA1.2.3", "csrftoken": "k" * 32})
    others = [
        client.get(address, headers={"Accept-Language": "fr, de;q=0.5"}),
        client.get(address, headers={"User-Agent": "Another/1.0", "Accept-Encoding": "identity"}),
        client.get(address, headers={"Referer": "https://elsewhere.example/"}),
    ]
    for other in others:
        assert (other.content, other["ETag"], other["Cache-Control"]) == (
            first.content,
            first["ETag"],
            PUBLIC,
        )
        assert (other.cookies, other["Vary"]) == ({}, "Accept-Encoding")


def test_a_session_makes_the_page_private(article: Article, client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("ada"))
    response = client.get(article.get_absolute_url())
    directives = {directive.strip() for directive in response["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= directives
    assert ("public" in directives, response.has_header("ETag")) == (False, False)


def test_a_sessions_page_is_never_a_304(article: Article, client: Client) -> None:
    etag = client.get(article.get_absolute_url())["ETag"]
    client.force_login(get_user_model().objects.create_user("ada"))
    response = client.get(article.get_absolute_url(), headers={"If-None-Match": etag})
    assert response.status_code == 200


def test_the_header_can_be_set(get: Get, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"CACHE_CONTROL": "public, max-age=5"}
    assert get()["Cache-Control"] == "public, max-age=5"


# --- 304 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"a", W/{}, "b"', "*"])
def test_a_reader_who_has_the_page_gets_304(form: str, get: Get, django_assert_num_queries: Any) -> None:
    etag = get()["ETag"]
    with django_assert_num_queries(2):
        response = get(**{"If-None-Match": form.format(etag)})
    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (etag, PUBLIC)


@pytest.mark.parametrize("header", ['"other"', 'W/"other"', "nonsense", ""])
def test_any_other_tag_gets_the_page(header: str, get: Get) -> None:
    assert get(**{"If-None-Match": header}).status_code == 200


def test_head_says_what_get_says(article: Article, client: Client) -> None:
    page, head = client.get(article.get_absolute_url()), client.head(article.get_absolute_url())
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Cache-Control"]) == (page["ETag"], page["Cache-Control"])
    again = client.head(article.get_absolute_url(), headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}])
def test_a_post_to_an_article_is_405(headers: dict[str, str], article: Article, client: Client) -> None:
    response = client.post(article.get_absolute_url(), {"comment": "Words"}, headers=headers)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert (response.has_header("ETag"), response.has_header("Cache-Control")) == (False, False)


# --- What is never public -------------------------------------------------------------------------------


def test_a_missing_article_gets_no_public_headers(article: Article, draft: Article, client: Client) -> None:
    for address in (draft.get_absolute_url(), "/en/nothing/"):
        response = client.get(address)
        assert response.status_code == 404
        assert (response.has_header("ETag"), response.has_header("Cache-Control")) == (False, False)


def test_a_404_of_the_view_itself_goes_through(article: Article) -> None:
    def gone(_request: HttpRequest, _target: Article) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        served(article, gone)


@pytest.mark.parametrize("answer", [HttpResponseRedirect("/elsewhere/"), HttpResponse(status=410)])
def test_only_a_page_gets_public_headers(answer: HttpResponse, article: Article) -> None:
    response = served(article, lambda _request, _target: answer)
    assert (response.has_header("ETag"), response.has_header("Cache-Control")) == (False, False)


def cookie(_request: HttpRequest, _target: Article) -> HttpResponse:
    response = HttpResponse("a page")
    response.set_cookie("seen", "1")
    return response


def token(request: HttpRequest, _target: Article) -> HttpResponse:
    return HttpResponse(get_token(request))


def session(request: HttpRequest, _target: Article) -> HttpResponse:
    request.session = SessionStore()
    request.session["visits"] = 1
    return HttpResponse("a page")


@pytest.mark.parametrize("view", [cookie, token, session])
def test_a_response_that_will_set_a_cookie_is_private(
    view: Callable[..., HttpResponse], article: Article
) -> None:
    response = served(article, view)
    assert ("private" in response["Cache-Control"], response.has_header("ETag")) == (True, False)


def test_a_page_rendered_later_is_private_if_it_asks_for_a_token(article: Article) -> None:
    """What Django's class-based views return."""

    def later(request: HttpRequest, _target: Article) -> HttpResponse:
        return TemplateResponse(request, engines["django"].from_string("{% csrf_token %}"))

    response = served(article, later)
    assert ("private" in response["Cache-Control"], response.has_header("ETag")) == (True, False)


def test_a_page_rendered_later_may_be_kept_like_any_other(article: Article) -> None:
    def later(request: HttpRequest, _target: Article) -> HttpResponse:
        return TemplateResponse(request, engines["django"].from_string("a page"))

    response = served(article, later)
    assert (response["Cache-Control"], response["ETag"]) == (PUBLIC, served(article, plain)["ETag"])


def test_a_broken_token_cookie_makes_no_public_response_with_a_cookie(
    article: Article, client: Client
) -> None:
    """Django's own middleware answers it with a new one."""
    clean = client.get(article.get_absolute_url())
    client.cookies.load({"csrftoken": "broken"})
    response = client.get(article.get_absolute_url())
    assert response.content == clean.content
    assert ("csrftoken" in response.cookies, "public" in response["Cache-Control"]) == (True, False)


def test_a_view_that_says_how_it_is_kept_keeps_its_word(article: Article) -> None:
    def unkept(_request: HttpRequest, _target: Article) -> HttpResponse:
        return HttpResponse("a page", headers={"Cache-Control": "no-store"})

    response = served(article, unkept)
    assert (response["Cache-Control"], response.has_header("ETag")) == ("no-store", False)


def test_a_preview_of_a_draft_is_private(draft: Article, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("grace"))
    response = client.get(draft.get_absolute_url())
    assert (response.status_code, "private" in response["Cache-Control"]) == (200, True)


def test_the_page_without_the_decorator_sets_no_header_and_shows_the_discussion(
    article: Article, comment: Any, rf: RequestFactory
) -> None:
    from articles.views import article_page

    comment(status=Status.APPROVED)
    response = article_page(rf.get(article.get_absolute_url()), article)
    assert b"I read this twice." in response.content
    assert (response.has_header("ETag"), response.has_header("Cache-Control")) == (False, False)
