"""What every admin of this app stands on."""

from __future__ import annotations  # Django’s admin classes take no subscript at run time

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

MOST_SEARCHED = 200
# A key has one spelling: no sign, no zero ahead, no digit of another script; and fits its column.
KEY = re.compile("[1-9][0-9]{0,17}")


class BaseAdmin(admin.ModelAdmin):
    """Takes no key or number to the database that it has no room for."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        return super().get_object(request, object_id, from_field) if KEY.fullmatch(object_id) else None

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A year or an id of twenty digits is too large for the calendar and for the database."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except OverflowError as error:
            raise BadRequest("number") from error

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Stock admin takes the ids of the selected rows to the database as they come, and fails there."""
        if not all(map(KEY.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("selected rows")
        return super().response_action(request, *args, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A page of text would make one condition for each word: more than SQLite takes."""
        return super().get_search_results(request, queryset, search_term[:MOST_SEARCHED])
