"""The log of what editors decided about people, to be read; what it records can be undone."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ...decisions.undoing import undo
from ...desk.search import people_named
from ...models import Decision, StandingChange
from ...queries import with_related
from ..permissions import is_of_every_site, may_undo
from ..sentences import standing_since, standing_step
from .base import LogAdmin, ToFilter
from .undo_messages import add_undo_messages

FIELDS = ("changed", "person", "what", "to_until", "who", "batch", "undoes_link")


@admin.register(StandingChange)
class StandingChangeAdmin(LogAdmin):
    list_display = ["changed", "person", "what", "to_until", "who"]
    list_filter = [("to_standing", ToFilter), "changed"]
    related = ("actor",)
    subject = "commenter"
    search_help_text = gettext_lazy("The number of a person, or part of a name")
    change_form_template = "newsroom_comments/desk/people/standing.html"
    fields = list(FIELDS)
    readonly_fields = FIELDS

    def subjects_of(self, words: str) -> Collection[int]:
        return people_named(words)

    @admin.display(description=gettext_lazy("person"))
    def person(self, change: StandingChange) -> SafeString | str:
        number = change.commenter_number
        if change.commenter_id is None:
            return str(number)
        return format_html('<a href="{}">{}</a>', self._address("commenter_change", number), number)

    @admin.display(description=gettext_lazy("what was done"))
    def what(self, change: StandingChange) -> str:
        return standing_step(change)

    @admin.display(description=gettext_lazy("undoes"))
    def undoes_link(self, change: StandingChange) -> Any:
        return str(change.undoes) if change.undoes else self.get_empty_value_display()

    def _address(self, name: str, number: int) -> str:
        """In this admin site, of several that a host may have."""
        return reverse(f"admin:newsroom_comments_{name}", args=[number], current_app=self.admin_site.name)

    # --- Undo -------------------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As of the persons."""
        return super().has_view_permission(request, obj) and is_of_every_site(request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [
            path("<path:object_id>/undo/", view, name="newsroom_comments_undo_standing"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what an undo would do, if this editor may."""
        change = kwargs["obj"]
        if may_undo(change.batch, request):
            context |= _way_back(change)
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undo a change of standing and all that came with it; "anyway", whatever came since."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404
        if not may_undo(change.batch, request):
            raise PermissionDenied
        add_undo_messages(request, undo(change.batch, request.user, anyway="anyway" in request.POST))
        return HttpResponseRedirect(self._address("standingchange_change", change.pk))


def _way_back(change: StandingChange) -> dict[str, Any]:
    """Whether there is one, what was done to the person since, and how many comments go back, too."""
    later = StandingChange.objects.filter(commenter=change.commenter_id, pk__gt=change.pk)
    since = with_related(later, "actor").first()
    is_undone = StandingChange.objects.filter(undoes=change).exists()
    return {
        "can_be_undone": change.commenter_id is not None and not is_undone,
        "since": standing_since(since) if since else "",
        "comments": Decision.objects.filter(batch=change.batch, undone_by=None).count(),
    }
