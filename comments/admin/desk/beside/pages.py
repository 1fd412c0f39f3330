"""Pages beside the list of comments: more filters, what became orphaned, and what stands around a comment."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ....models import ReaderComment
from ....outages import survives_outage
from ...base import FixedRowsAdmin
from ...permissions import DeskPermissions, on_their_sites
from . import around, filters, orphans

READ_OR_DO = require_http_methods(["GET", "HEAD", "POST"])


class PagesBesideTheDesk(FixedRowsAdmin):
    """Each is a page of its own; a script that fetches one may show its element ``desk-beside`` in place."""

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("filters/", "filters", READ_OR_DO(self.filters_view)),
            ("orphans/", "orphans", READ_OR_DO(self.orphans_view)),
            ("around/<int:number>/", "around", require_safe(self.around_view)),
        ]
        return [
            *(
                path(
                    f"desk/{route}",
                    survives_outage(self.admin_site.admin_view(view)),
                    name=f"newsroom_comments_{name}",
                )
                for route, name, view in pages
            ),
            *super().get_urls(),
        ]

    def filters_view(self, request: HttpRequest) -> HttpResponse:
        """Filters to choose from, and an editor's own, to be saved and removed."""
        self._let_in(request)
        if request.method == "POST":
            self.message_user(request, filters.save(request))
            return HttpResponseRedirect(request.get_full_path())
        return self._beside(request, "filters", _("Filters"), filters.context(request))

    def orphans_view(self, request: HttpRequest) -> HttpResponse:
        """All comments on what is gone: rejected in one batch, or erased."""
        self._let_in(request)
        if request.method == "POST":
            self.message_user(request, *orphans.act(request))
            return HttpResponseRedirect(request.get_full_path())
        return self._beside(request, "orphans", _("Comments on what is gone"), orphans.context(request))

    def around_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """The person and the thread of one comment."""
        self._let_in(request)
        rows = ReaderComment.objects.select_related("commenter").defer("user_email", "searchable")
        comment = on_their_sites(rows, request).filter(pk=min(number, 10**18)).first()
        if comment is None:
            raise Http404
        title = _("Around comment %(id)s") % {"id": comment.pk}
        return self._beside(request, "around", title, around.context(request, comment))

    def _let_in(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request) or DeskPermissions.of(request).has_no_site:
            raise PermissionDenied

    def _beside(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        desk = reverse("admin:newsroom_comments_readercomment_changelist", current_app=self.admin_site.name)
        whole = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "desk": desk}
        return TemplateResponse(request, f"newsroom_comments/desk/beside/{name}.html", whole | context)
