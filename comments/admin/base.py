"""What the desk's admin classes have in common."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from ..outages import survives_outage
from ..requests.numbers import natural_number

# Characters of a search.
MOST_SEARCHED = 200


class SturdyAdmin(admin.ModelAdmin):
    """Stock admin, but for what that takes to the database as it comes, to fail there."""

    class Media:
        css = {"all": ["newsroom_comments/lists.css"]}

    def get_urls(self) -> list[URLPattern]:
        """Of each page what was typed outlives an outage, while the login is asked for too."""
        urls: list[URLPattern] = super().get_urls()
        for url in urls:
            url.callback = survives_outage(url.callback)
        return urls

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """An id that no row can have is that of none."""
        return super().get_object(request, object_id, from_field) if _is_id(object_id) else None

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        if not all(map(_is_id, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("selected rows")
        return super().response_action(request, *args, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """A page of text would make one condition for each word: more than SQLite takes."""
        return super().get_search_results(request, queryset, search_term[:MOST_SEARCHED])


class FixedRowsAdmin(SturdyAdmin):
    """Nothing is added by hand and nothing is deleted: comments are withdrawn, discussions hidden."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _is_id(text: str) -> bool:
    """Whether the text can be the key of one of our rows: digits, as many as fit 64 bits."""
    return natural_number(text, digits=18) is not None
