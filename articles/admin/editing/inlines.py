"""What is written along with an article: who made it, and what it got wrong."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from ...models import Article, Correction, Credit
from . import states


class CreditInline(admin.TabularInline):
    """A part of the article: whoever may change that names its people, too."""

    model = Credit
    extra = 1
    classes = ("beside",)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return states.may_publish(request.user) or not states.is_reserved(obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """One list of people for all rows: stock admin asks for it once a row."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "person":
            field.choices = list(cast("Any", field.choices))
        return field


class CorrectionInline(admin.TabularInline):
    """Readers see these: they are for whoever may publish."""

    model = Correction
    extra = 0
    fields = ("text", "at", "by")
    readonly_fields = ("by",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return obj is not None and obj.first_published_at is not None

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return states.may_publish(request.user) and self.has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """One empty row, which works without script."""
        return 1
