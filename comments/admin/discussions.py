"""Opening, closing and hiding the discussion under one object."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from ..models import Discussion, DiscussionState
from .kept import KeptAdmin


@admin.register(Discussion)
class DiscussionAdmin(KeptAdmin):
    list_display = ["target", "state", "closes_at", "mode", "public_count"]
    list_filter = ["state", "mode", "content_type"]
    readonly_fields = ["target", "public_count"]
    fields = ["target", "public_count", "state", "closes_at", "mode"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("content_object")

    @admin.display(description=Discussion._meta.verbose_name)
    def target(self, discussion: Discussion) -> str:
        return str(discussion.content_object or discussion)

    def save_model(self, request: HttpRequest, obj: Discussion, form: ModelForm, change: bool) -> None:
        """Write only what the form holds: the counts may have moved on since the page was opened."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        values |= _closing_time(obj, form)
        if values.keys() & {"state", "closes_at"}:
            values["version"] = F("version") + 1
        if values:
            Discussion.objects.filter(pk=obj.pk).update(**values)


def _closing_time(discussion: Discussion, form: ModelForm) -> dict[str, Any]:
    """Closing by hand sets the date that readers are told; opening again forgets a date that has passed."""
    if "state" not in form.changed_data or "closes_at" in form.changed_data:
        return {}
    passed = discussion.closes_at is not None and discussion.closes_at <= timezone.now()
    if discussion.state == DiscussionState.CLOSED and not passed:
        return {"closes_at": timezone.now()}
    return {"closes_at": None} if discussion.state == DiscussionState.OPEN and passed else {}
