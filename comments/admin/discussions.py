"""Opening, closing and hiding the discussion under one object."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..conf import LONGEST_DAYS
from ..decisions import discussions
from ..models import Discussion
from ..queries import is_beside
from ..targets import find, published_at
from .base import FixedRowsAdmin
from .dates import moment
from .paging import CappedPaginator


class DiscussionForm(forms.ModelForm):
    """A date to close at, or so many days after the object's publication."""

    days = forms.IntegerField(
        label=gettext_lazy("Or close so many days after publication"),
        required=False,
        min_value=0,
        max_value=LONGEST_DAYS,
    )

    class Meta:
        model = Discussion
        fields = ["state", "closes_at", "mode"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        days = cleaned.get("days")
        if days is None:
            return cleaned
        published = _published(self.instance)
        if published is None:
            self.add_error("days", _("It has no date of publication. Give the date to close at instead."))
        elif "closes_at" in self.changed_data:
            self.add_error("days", _("Give either a date or a number of days."))
        else:
            cleaned["closes_at"] = published + timedelta(days=days)
        return cleaned


class TypeFilter(admin.RelatedFieldListFilter):
    """By the kinds of objects that there are discussions of.

    Django's own asks for both in one query, which can't be where another database holds the content types.
    """

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        known: Any = Discussion.objects.order_by().values_list("content_type", flat=True).distinct()
        if not is_beside(known.db, ContentType):
            known = [*known]
        return field.get_choices(include_blank=False, limit_choices_to={"pk__in": known})


@admin.register(Discussion)
class DiscussionAdmin(FixedRowsAdmin):
    form = DiscussionForm
    list_display = ["target", "state", "closing", "mode", "public_count"]
    list_filter = ["state", "mode", ("content_type", TypeFilter)]
    readonly_fields = ["target", "public_count", "closing"]
    fields = ["target", "public_count", "state", "closing", "closes_at", "days", "mode"]
    ordering = ["-pk"]
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("target")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only looks has no use for a number to fill in."""
        may_change = self.has_change_permission(request, obj)
        return [name for name in self.fields if may_change or name != "days"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.of_view)
        name = "newsroom_comments_discussion_of"
        return [path("of/<str:label>/<path:object_pk>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Titled by what it is about."""
        context |= {"title": self.target(kwargs["obj"]), "subtitle": None}
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def of_view(self, request: HttpRequest, label: str, object_pk: str) -> HttpResponse:
        """The page of one object's discussion, also before anybody has commented."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        target = find(label, object_pk)
        if target is None:
            raise Http404
        discussion = Discussion.objects.start(target)
        address = reverse(
            "admin:newsroom_comments_discussion_change",
            args=[discussion.pk],
            current_app=self.admin_site.name,
        )
        return HttpResponseRedirect(address)

    @admin.display(description=Discussion._meta.verbose_name)
    def target(self, discussion: Discussion) -> str:
        return str(discussion.target or discussion)

    @admin.display(description=gettext_lazy("closing"))
    def closing(self, discussion: Discussion) -> str:
        """The date that holds, be it its own or its model's default."""
        closing = discussion.closing
        if closing is None:
            return _("never closes by itself")
        date = moment(closing)
        if discussion.closes_at:
            return _("closed since %(date)s") % {"date": date} if closing <= timezone.now() else date
        return _("%(date)s (the default: so many days after publication)") % {"date": date}

    def save_model(self, request: HttpRequest, obj: Discussion, form: forms.ModelForm, change: bool) -> None:
        """Write only what the form holds: the counts may have moved on since the page was opened."""
        changed = {*form.changed_data} & {"state", "mode", "closes_at"}
        by_days = form.cleaned_data["days"] is not None
        if by_days and form.cleaned_data["closes_at"] != form.initial["closes_at"]:
            changed.add("closes_at")
        discussions.change(obj, **{name: form.cleaned_data[name] for name in changed})


def _published(discussion: Discussion) -> datetime | None:
    target = discussion.target
    return published_at(target) if target else None
