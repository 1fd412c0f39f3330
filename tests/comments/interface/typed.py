"""What mypy makes of a host's code; nothing of it runs, ``tests/project/test_types.py`` has it read."""

from collections.abc import Callable
from typing import assert_type

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.views.generic import DetailView

from comments.decorators import discussion_page, may_lag


def find(_request: HttpRequest, pk: int, *, draft: bool = False) -> User:
    return User.objects.get(pk=pk, is_active=not draft)


async def find_later(_request: HttpRequest, pk: int) -> User:
    return await User.objects.aget(pk=pk)


@discussion_page(find)
def page(_request: HttpRequest, user: User) -> HttpResponse:
    return HttpResponse(user.get_username())


@discussion_page(find_later)
async def page_later(_request: HttpRequest, user: User) -> HttpResponse:
    return HttpResponse(user.get_username())


@may_lag
def search(_request: HttpRequest, words: str) -> HttpResponse:
    return HttpResponse(words)


@may_lag
async def search_later(_request: HttpRequest, words: str) -> HttpResponse:
    return HttpResponse(words)


async def a_decorated_view_takes_what_find_takes(request: HttpRequest) -> None:
    assert_type(page(request, 1, draft=True), HttpResponse)
    assert_type(await page_later(request, pk=1), HttpResponse)
    assert_type(search(request, words="ferry"), HttpResponse)
    assert_type(await search_later(request, "ferry"), HttpResponse)
    page(request, "1")  # type: ignore[arg-type]
    await page_later(request)  # type: ignore[call-arg]


def a_view_of_another_object_is_refused() -> None:
    def of_a_text(_request: HttpRequest, text: str) -> HttpResponse:
        return HttpResponse(text)

    discussion_page(find)(of_a_text)  # type: ignore[arg-type]


def a_class_based_view_can_be_decorated() -> Callable[..., HttpResponse]:
    return discussion_page(find)(DetailView.as_view())
