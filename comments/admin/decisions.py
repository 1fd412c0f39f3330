"""The log of decisions, to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ..models import Decision
from .kept import KeptAdmin


@admin.register(Decision)
class DecisionAdmin(KeptAdmin):
    list_display = ["decided", "comment_number", "from_status", "to_status", "actor", "rule", "reason"]
    list_filter = ["to_status", "rule", "decided"]
    list_select_related = ["actor"]
    search_fields = ["=comment_number"]
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
