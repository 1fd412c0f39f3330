"""What is meant for one reader alone is in no shared cache: Django's flash messages above all."""

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.views import find_article
from comments.decorators import discussion_page
from comments.discussions.caching import conditional, entity_tag

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PAGE = engines["django"].from_string("{% for message in messages %}{{ message }}{% endfor %} a page")
SECRET = "Your order 4711 is on its way."


def tell(request: HttpRequest) -> HttpResponse:
    """Any view of a host that speaks to a reader without a session."""
    messages.info(request, SECRET)
    return HttpResponse(status=204)


@require_safe
def show(request: HttpRequest, _target: Article | None = None) -> HttpResponse:
    return HttpResponse(PAGE.render({}, request))


@require_safe
def show_later(request: HttpRequest, _target: Article) -> TemplateResponse:
    return TemplateResponse(request, PAGE)


@require_safe
def tell_and_show(request: HttpRequest, target: Article) -> HttpResponse:
    messages.info(request, SECRET)
    return show(request, target)


@require_safe
def tell_for_later(request: HttpRequest, _target: Article) -> HttpResponse:
    messages.info(request, SECRET)
    return HttpResponse("a page")


def show_what_is_no_objects(request: HttpRequest) -> HttpResponse:
    return conditional(request, entity_tag(request), partial(show, request))


def at(view: Callable[..., HttpResponse]) -> Any:
    place = f"{view.__name__}/<newsroom_language:language>/<newsroom_slug:slug>/"
    return path(place, discussion_page(find_article)(view))


urlpatterns = [
    path("tell/", tell),
    path("no-object/", show_what_is_no_objects),
    *map(at, (show, show_later, tell_and_show, tell_for_later)),
    path("", include("newsroom.urls")),
]
PAGES = ["/show/en/harbour/", "/show_later/en/harbour/", "/no-object/"]
# The site's own pages show no messages: one that waits makes them private all the same.
SITE = ["/en/harbour/", "/comments/atom.xml", "/comments/atom/newsroom_articles.article/{pk}/"]


@pytest.fixture(params=["Fallback", "Cookie"])
def storage(request: pytest.FixtureRequest, settings: Any) -> str:
    name: str = request.param
    module = "fallback" if name == "Fallback" else "cookie"
    settings.MESSAGE_STORAGE = f"django.contrib.messages.storage.{module}.{name}Storage"
    return name


def is_private(response: HttpResponse) -> bool:
    directives = {directive.strip() for directive in response["Cache-Control"].split(",")}
    return {"private", "no-store"} <= directives and not response.has_header("ETag")


@pytest.mark.parametrize("page", [*PAGES, *SITE])
def test_a_page_is_private_while_a_message_waits(
    page: str, article: Article, client: Client, storage: str
) -> None:
    address = page.format(pk=article.pk)
    clean = client.get(address)
    assert "public" in clean["Cache-Control"]
    client.get("/tell/")
    response = client.get(address, headers={"If-None-Match": clean["ETag"]})
    assert (response.status_code, is_private(response)) == (200, True)


@pytest.mark.parametrize("page", PAGES)
def test_once_it_was_shown_the_page_is_everybodys_again(
    page: str, article: Article, client: Client, storage: str
) -> None:
    clean = client.get(page)
    client.get("/tell/")
    assert SECRET in client.get(page).content.decode()
    again = client.get(page)
    assert (again.content, again["ETag"], again["Cache-Control"]) == (
        clean.content,
        clean["ETag"],
        clean["Cache-Control"],
    )


@pytest.mark.parametrize("page", ["/tell_and_show/en/harbour/", "/tell_for_later/en/harbour/"])
def test_a_page_whose_own_view_speaks_to_the_reader_is_private(
    page: str, article: Article, client: Client, storage: str
) -> None:
    assert is_private(client.get(page))


def test_a_page_that_would_show_messages_and_has_none_may_be_kept(article: Article, client: Client) -> None:
    response = client.get("/show/en/harbour/")
    assert ("public" in response["Cache-Control"], response.has_header("Vary")) == (True, False)


def test_a_page_asked_for_with_a_password_is_private(article: Article, client: Client) -> None:
    """RFC 9111, 3.5: ``s-maxage`` and ``public`` would let a shared cache give it to others."""
    password = base64.b64encode(b"ada:secret").decode()
    response = client.get("/en/harbour/", headers={"Authorization": f"Basic {password}"})
    assert is_private(response)


# --- Behind a shared cache --------------------------------------------------------------------------------


class SharedCache:
    """As simple as RFC 9111 allows: keeps what says ``public``, and asks again with what it keeps."""

    def __init__(self) -> None:
        self.kept: dict[str, HttpResponse] = {}

    def get(self, client: Client, address: str) -> str:
        known = self.kept.get(address)
        headers = {"If-None-Match": known["ETag"]} if known else {}
        response = client.get(address, headers=headers)
        if response.status_code == 304 and known:
            return known.content.decode()
        if "public" in response.get("Cache-Control", "") and response.has_header("ETag"):
            self.kept[address] = response
        return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_warm", [False, True])
def test_behind_a_shared_cache_one_reader_sees_the_message_once_and_nobody_else_does(
    page: str, is_warm: bool, article: Article, storage: str
) -> None:
    shared, reader, other = SharedCache(), Client(), Client()
    if is_warm:
        shared.get(other, page)
    reader.get("/tell/")
    assert SECRET in shared.get(reader, page)
    for client in (other, reader, other):
        assert SECRET not in shared.get(client, page)
