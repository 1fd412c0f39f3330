"""What a host puts around the view of a page with comments."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, overload

from asgiref.sync import iscoroutinefunction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from . import replicas
from .coroutines import Ask, awaitable, directly, in_thread, plain, run
from .discussions.caching import aconditional_page, conditional_page
from .requests.readers import is_answered_alone

P = ParamSpec("P")
Found = TypeVar("Found", bound=Model)
FoundBy = TypeVar("FoundBy", bound=Model, covariant=True)
Answer = TypeVar("Answer", bound=HttpResponseBase | Awaitable[HttpResponseBase])


class PageDecorator(Protocol[P, FoundBy]):
    """Makes of a view of an object one of the arguments that ``find`` takes; a coroutine of a coroutine."""

    @overload
    def __call__(
        self, view: Callable[[HttpRequest, FoundBy], Awaitable[HttpResponseBase]]
    ) -> Callable[Concatenate[HttpRequest, P], Coroutine[Any, Any, HttpResponse]]: ...

    @overload
    def __call__(
        self, view: Callable[[HttpRequest, FoundBy], HttpResponseBase]
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]: ...


@overload
def discussion_page(
    find: Callable[Concatenate[HttpRequest, P], Awaitable[Found]],
) -> PageDecorator[P, Found]: ...


@overload
def discussion_page(find: Callable[Concatenate[HttpRequest, P], Found]) -> PageDecorator[P, Found]: ...


def discussion_page(find: Callable[..., Any]) -> Any:
    """Make of ``view(request, target)`` a page that shared caches may keep.

    ``find(request, *args, **kwargs)`` gets the URL's arguments and returns the object, or raises
    ``Http404``.  For a reader without a session the page must be the same bytes for everybody; with one it
    is private, and no cache keeps it.  So is a response that sets a cookie, and any while one of Django's
    flash messages waits for the reader; one with a ``Cache-Control`` of its own keeps that.

    Both ``view`` and ``find`` may be coroutines.  A coroutine's templates are rendered where the database
    can be asked: it returns a ``TemplateResponse``, or awaits ``sync_to_async(render)``.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            target = plain(find)(request, *args, **kwargs)
            return conditional_page(request, target, partial(view, request, target))

        @wraps(view)
        async def awaited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            target = await awaitable(find)(request, *args, **kwargs)
            return await aconditional_page(request, target, partial(view, request, target))

        return awaited if iscoroutinefunction(view) else page

    return decorate


def may_lag(
    view: Callable[Concatenate[HttpRequest, P], Answer],
) -> Callable[Concatenate[HttpRequest, P], Answer]:
    """Let a view answer an anonymous reader's GET from the ``REPLICA``, where that is near enough.

    For what reads many rows and nobody awaits to the second: a search, a sitemap, a feed.  A replica that
    is more than ten seconds behind, or doesn't answer, is not asked; whoever has a session never asks it.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> Any:
        return run(_lagging(directly, request, partial(directly, view, request, *args, **kwargs)))

    @wraps(view)
    async def awaited(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> Any:
        return await _lagging(in_thread, request, partial(cast(Any, view), request, *args, **kwargs))

    return cast(Callable[Concatenate[HttpRequest, P], Answer], awaited if iscoroutinefunction(view) else page)


async def _lagging(ask: Ask, request: HttpRequest, answer: Callable[[], Awaitable[Any]]) -> Any:
    if request.method not in {"GET", "HEAD"} or is_answered_alone(request):
        return await answer()
    return await replicas.read_there_if_by(ask, replicas.is_near, answer)
