"""The log of what editors decided about people, to be read."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ..models import StandingChange
from .logs import LogAdmin, ToFilter
from .sentences import standing_step

FIELDS = ("changed", "person", "what", "to_until", "who", "batch", "takes_back")


@admin.register(StandingChange)
class StandingChangeAdmin(LogAdmin):
    list_display = ["changed", "person", "what", "to_until", "who"]
    list_filter = [("to_standing", ToFilter), "changed"]
    list_select_related = ["actor"]
    subject = "commenter"
    fields = list(FIELDS)
    readonly_fields = FIELDS

    @admin.display(description=gettext_lazy("person"))
    def person(self, change: StandingChange) -> SafeString | str:
        number = change.commenter_number
        if change.commenter_id is None:
            return str(number)
        address = reverse(
            "admin:newsroom_comments_commenter_change", args=[number], current_app=self.admin_site.name
        )
        return format_html('<a href="{}">{}</a>', address, number)

    @admin.display(description=gettext_lazy("what was done"))
    def what(self, change: StandingChange) -> str:
        return standing_step(change)

    @admin.display(description=gettext_lazy("takes back"))
    def takes_back(self, change: StandingChange) -> Any:
        return str(change.undoes) if change.undoes else self.get_empty_value_display()
