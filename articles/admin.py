"""Where editors write and publish."""

from __future__ import annotations  # Django’s form classes take no subscript at run time

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import Field
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from . import sanitizing
from .models import Article

WIDGETS = {"headline": {"class": "vLargeTextField"}, "summary": {"rows": 3}, "body": {"rows": 30}}
ADDRESS = ("language", "slug")
MOST_SEARCHED = 200
FIXED = _("Fixed: this article is published, and readers have links to its address.")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("headline", "language", "status", "pub_date", "page")
    list_filter = ("status", "language")
    search_fields = ("headline", "summary", "body", "author")
    # A list of all accounts would be long, and a search needs an admin of the host's user model.
    raw_id_fields = ("writer",)
    date_hierarchy = "pub_date"
    prepopulated_fields = {"slug": ["headline"]}
    fieldsets = (
        (None, {"fields": ("headline", "summary", "body", "author", "writer")}),
        (_("Address"), {"fields": ADDRESS}),
        (_("Publication"), {"fields": ("status", "pub_date")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        return ADDRESS if _has_fixed_address(obj) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> dict[str, Any]:
        return {} if _has_fixed_address(obj) else self.prepopulated_fields

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Article]]:
        if _has_fixed_address(obj):
            kwargs["help_texts"] = dict.fromkeys(ADDRESS, FIXED)
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs |= WIDGETS.get(db_field.name, {})
        return field

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool) -> None:
        """Save, and name to the editor whatever the cleaning left out: nothing goes silently."""
        removed = sanitizing.removed(obj.body)
        super().save_model(request, obj, form, change)
        if removed:
            text = _("Left out of the body, because articles can’t hold it: %s") % ", ".join(removed)
            messages.warning(request, text)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A year or an id of twenty digits is too large for the calendar and for the database."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except OverflowError as error:
            raise BadRequest("number") from error

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Stock admin takes the ids of the selected rows to the database as they come, and fails there."""
        if not all(text.isdecimal() for text in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("selected rows")
        return super().response_action(request, *args, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A page of text would make one condition for each word: more than SQLite takes."""
        return super().get_search_results(request, queryset, search_term[:MOST_SEARCHED])

    def view_on_site(self, obj: Article) -> str:
        """The page itself, a preview if it is a draft; not by way of the sites framework's host."""
        return obj.get_absolute_url()

    @admin.display(description=_("Page"))
    def page(self, obj: Article) -> SafeString:
        words = _("View") if obj.published else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)


def _has_fixed_address(article: Article | None) -> bool:
    return article is not None and article.status == Article.Status.PUBLISHED
