"""What a host puts into the bases of a class-based view."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.detail import BaseDetailView

from .coroutines import awaitable, plain
from .discussions.caching import aconditional_page, conditional_page


class DiscussionPageMixin(TemplateResponseMixin, BaseDetailView):
    """Make of a ``DetailView`` a page that shared caches may keep, as ``decorators.discussion_page`` does.

    ``get_object()`` is asked once a request, and a reader who has the page gets 304 before any context is
    made.  It stands at ``get()``, so that whatever a view asks in ``dispatch()``, a login or a permission,
    is asked before, in whichever order the bases are written; other methods pass through.

    A view whose handlers are coroutines writes an ``async def get``: it is asked where the page has to be
    made, and finds the object in ``self.object``.  ``get_object`` may be a coroutine, too.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        get = vars(cls).get("get")
        if iscoroutinefunction(get):
            cls.get = _conditional(get)  # type: ignore[method-assign]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = plain(self.get_object)()
        return conditional_page(request, self.object, self._render)

    def _render(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(object=self.object))


def _conditional(get: Callable[..., Any]) -> Any:
    """A view's own coroutine, asked only where the page has to be made."""

    @wraps(get)
    async def page(view: DiscussionPageMixin, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        render = partial(get, view, request, *args, **kwargs)
        if "object" in vars(view):
            # By way of ``super()``, from a subclass's own.
            return await render()
        view.object = await awaitable(view.get_object)()
        return await aconditional_page(request, view.object, render)

    return page
