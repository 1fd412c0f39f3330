"""What a host puts around the view of a page with comments."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from . import replicas
from .discussions.caching import conditional_page
from .requests.readers import is_answered_alone

Find = Callable[..., Any]
View = Callable[..., HttpResponse]
Response = TypeVar("Response", bound=HttpResponseBase)


def discussion_page(find: Find) -> Callable[[View], View]:
    """Make of ``view(request, target)`` a page that shared caches may keep.

    ``find(request, *args, **kwargs)`` gets the URL's arguments and returns the object, or raises
    ``Http404``.  For a reader without a session the page must be the same bytes for everybody; with one it
    is private, and no cache keeps it.  So is a response that sets a cookie, and any while one of Django's
    flash messages waits for the reader; one with a ``Cache-Control`` of its own keeps that.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            target = find(request, *args, **kwargs)
            return conditional_page(request, target, partial(view, request, target))

        return _around(view, page)

    return decorate


def may_lag(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view answer an anonymous reader's GET from the ``REPLICA``, where that is near enough.

    For what reads many rows and nobody awaits to the second: a search, a sitemap, a feed.  A replica that
    is more than ten seconds behind, or doesn't answer, is not asked; whoever has a session never asks it.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        if request.method not in {"GET", "HEAD"} or is_answered_alone(request):
            return view(request, *args, **kwargs)
        return replicas.read_there_if(replicas.is_near, partial(view, request, *args, **kwargs))

    return _around(view, page)


def _around(view: Callable[..., Any], page: Callable[..., Response]) -> Callable[..., Response]:
    """``page``, of which a check can find out what stands in it, whatever else stands around it."""
    page.newsroom_view = view  # type: ignore[attr-defined]
    return page
