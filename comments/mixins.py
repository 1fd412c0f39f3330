"""What a host puts into the bases of a class-based view."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.detail import BaseDetailView

from .discussions.caching import conditional_page


class DiscussionPageMixin(TemplateResponseMixin, BaseDetailView):
    """Make of a ``DetailView`` a page that shared caches may keep, as ``decorators.discussion_page`` does.

    ``get_object()`` is asked once a request, and a reader who has the page gets 304 before any context is
    made.  It stands at ``get()``, so that whatever a view asks in ``dispatch()``, a login or a permission,
    is asked before, in whichever order the bases are written; other methods pass through.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return conditional_page(request, self.object, self._render)

    def _render(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(object=self.object))
