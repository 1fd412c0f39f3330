"""Lists that say what they are for, above their rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from ..base import SturdyAdmin


class PurposeAdmin(SturdyAdmin):
    """``purpose`` is a sentence or two for an editor who sees the list for the first time."""

    purpose: Any = ""
    change_list_template = "newsroom_comments/desk/lists/purpose.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"purpose": self.purpose} | (extra_context or {}))
