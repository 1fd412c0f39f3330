"""A site behind the shared cache."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from comments.middleware import SharedCacheMiddleware
from newsroom import urls

PUBLIC = "public, s-maxage=30"
ARTICLE = next(
    one
    for one in urls.urlpatterns
    if str(one.pattern) == "<newsroom_language:language>/<newsroom_slug:slug>/"
)


class Host:
    """A host's site behind the middleware: what its one view answers, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.etag = '"one"'
        self.answer: Callable[[HttpRequest], HttpResponse] = self.page
        self.site = SharedCacheMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        theirs = request.META.get("HTTP_IF_NONE_MATCH")
        self.asked.append(theirs)
        if theirs == self.etag and self.answer == self.page:
            return HttpResponse(status=304)
        return self.answer(request)

    def page(self, _request: HttpRequest, **headers: str) -> HttpResponse:
        given = {"Cache-Control": PUBLIC, "ETag": self.etag} | headers
        return HttpResponse("a page " * 100, headers=given)

    def get(self, path: str = "/", **request: Any) -> HttpResponse:
        return self.site(RequestFactory().generic(request.pop("method", "GET"), path, **request))
