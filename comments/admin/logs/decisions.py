"""The log of decisions, to be read; what it records can be undone."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ...decisions.undoing import can_be_undone, in_context, undo, undo_decision
from ...desk.search import comments_with
from ...models import Decision, StandingChange
from ...queries import with_related
from .. import rule_labels
from ..permissions import may_moderate, may_undo, on_their_sites
from ..sentences import step
from .base import LatestValuesFilter, LogAdmin, ToFilter
from .export import table
from .undo_messages import add_undo_messages, summary

ENTRY = "admin:newsroom_comments_decision_change"
COMMENT = "admin:newsroom_comments_readercomment_change"
EXPORT = "newsroom_comments.export_decision"
LIST = "admin:newsroom_comments_decision_changelist"
FIELDS = (
    "decided",
    "number",
    "what",
    "who",
    "reason",
    "message",
    "note",
    "of_batch",
    "undone_by_link",
    "undoes_link",
)


class RuleFilter(LatestValuesFilter):
    title = gettext_lazy("rule")
    parameter_name = "rule"

    def name_all(self, values: list[Any]) -> list[tuple[str, str]]:
        return [(rule, rule_labels.label(rule)) for rule in values]


class ActorFilter(LatestValuesFilter):
    title = gettext_lazy("editor")
    parameter_name = "actor"

    def name_all(self, values: list[Any]) -> list[tuple[str, str]]:
        people = get_user_model()._base_manager.in_bulk(values)
        return [(str(number), str(person)) for number, person in people.items()]


@admin.register(Decision)
class DecisionAdmin(LogAdmin):
    list_display = ["decided", "number", "what", "who", "of_batch", "undone_by_link"]
    list_filter = ["act", ("to_status", ToFilter), RuleFilter, ActorFilter, "decided"]
    related = ("actor", "undone_by__actor")
    subject = "comment"
    search_help_text = gettext_lazy("The number of a comment, or words of it")
    change_form_template = "newsroom_comments/desk/logs/decision.html"
    change_list_template = "newsroom_comments/desk/logs/decisions.html"
    fields = list(FIELDS)
    readonly_fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return on_their_sites(super().get_queryset(request), request, "comment__")

    def subjects_of(self, words: str) -> Collection[int]:
        return comments_with(words)

    @admin.display(description=gettext_lazy("comment"))
    def number(self, decision: Decision) -> SafeString | str:
        """A link to the comment, while there is one."""
        if decision.comment_id is None:
            return str(decision.comment_number)
        address = self._address(COMMENT, decision.comment_id)
        return format_html('<a href="{}">{}</a>', address, str(decision.comment_number))

    @admin.display(description=gettext_lazy("what was done"))
    def what(self, decision: Decision) -> str:
        return step(decision)

    @admin.display(description=gettext_lazy("batch"))
    def of_batch(self, decision: Decision) -> SafeString | str:
        """A link to all that the same click did."""
        if decision.batch is None:
            return self.get_empty_value_display()
        query = f"?batch={decision.batch}"
        return format_html('<a href="{}{}">{}</a>', self._address(LIST), query, str(decision.batch)[:8])

    @admin.display(description=gettext_lazy("undone by"))
    def undone_by_link(self, decision: Decision) -> SafeString:
        undone_by = getattr(decision, "undone_by", None)
        return self._link(undone_by) if undone_by else self.get_empty_value_display()

    @admin.display(description=gettext_lazy("undoes"))
    def undoes_link(self, decision: Decision) -> SafeString:
        return self._link(decision.undoes) if decision.undoes else self.get_empty_value_display()

    def _link(self, decision: Decision) -> SafeString:
        return format_html('<a href="{}">{}</a>', self._address(ENTRY, decision.pk), summary(decision))

    def _address(self, name: str, *args: Any) -> str:
        """In this admin site, of several that a host may have."""
        return reverse(name, args=args, current_app=self.admin_site.name)

    # --- For a spreadsheet ------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        given = {"may_export": request.user.has_perm(EXPORT), **(extra_context or {})}
        return super().changelist_view(request, given)

    def export_view(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list's own filters and search leave, all of it."""
        if not (self.has_view_permission(request) and request.user.has_perm(EXPORT)):
            raise PermissionDenied
        try:
            return table(self.get_changelist_instance(request).queryset)
        except IncorrectLookupParameters as error:
            raise BadRequest("filter") from error

    # --- Undo -------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        export = self.admin_site.admin_view(require_safe(self.export_view))
        return [
            path("csv/", export, name="newsroom_comments_export_decisions"),
            path("<path:object_id>/undo/", view, name="newsroom_comments_undo_decision"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what an undo would do, if this editor may."""
        if may_moderate(request):
            context |= _ways_back(kwargs["obj"], request)
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undo one decision, or with "whole" all of its batch; "anyway", whatever came since."""
        if not (may_moderate(request) and self.has_view_permission(request)):
            raise PermissionDenied
        decision = self.get_object(request, object_id)
        if decision is None:
            raise Http404
        anyway = "anyway" in request.POST
        if "whole" in request.POST and decision.batch:
            if not may_undo(decision.batch, request):
                raise PermissionDenied
            add_undo_messages(request, undo(decision.batch, request.user, anyway=anyway))
        else:
            add_undo_messages(request, undo_decision(decision, request.user, anyway=anyway))
        return HttpResponseRedirect(self._address(ENTRY, decision.pk))


def _ways_back(decision: Decision, request: HttpRequest) -> dict[str, Any]:
    """Whether this editor can undo a decision, and those of its batch, and what came since."""
    [own] = in_context(Decision.objects.filter(pk=decision.pk))
    since = with_related(Decision.objects.filter(pk=own.since), "actor").first()
    batch = in_context(Decision.objects.filter(batch=decision.batch)) if decision.batch else [own]
    waiting = [row for row in batch if can_be_undone(row) and not row.is_undone]
    changed = sum(row.since is not None for row in waiting)
    may_undo_batch = decision.batch is not None and may_undo(decision.batch, request)
    standings = StandingChange.objects.filter(batch__in=[decision.batch], undone_by=None)
    with_standing = may_undo_batch and standings.exists()
    return {
        "can_be_undone": can_be_undone(own) and not own.is_undone,
        "since": summary(since) if since else "",
        "of_many": may_undo_batch and (len(batch) > 1 or with_standing),
        "with_standing": with_standing,
        "changed": changed,
        "unchanged": len(waiting) - changed,
    }
