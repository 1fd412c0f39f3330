"""The list of reasons that an editor rejects with."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ...models import RejectionReason
from .purposes import PurposeAdmin


@admin.register(RejectionReason)
class RejectionReasonAdmin(PurposeAdmin):
    purpose = _(
        "Whoever rejects a comment may choose one of these reasons. Its author then reads the reason’s text "
        "on their private page, with the editor’s own message below it. A reason that you no longer offer "
        "stays with what was rejected for it."
    )
    list_display = ["label", "text", "position", "active"]
    list_editable = ["position", "active"]
    list_filter = ["active"]
    ordering = ["position", "label"]
