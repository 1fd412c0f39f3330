"""The lists of texts that editors pick from: reasons to reject, saved replies."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ...models import RejectionReason, SavedReply
from .purposes import PurposeAdmin


class OfferedTextAdmin(PurposeAdmin):
    fields = ["label", "text", "position", "active"]
    list_display = ["label", "text", "position", "active"]
    list_editable = ["position", "active"]
    list_filter = ["active"]
    ordering = ["position", "label"]


@admin.register(RejectionReason)
class RejectionReasonAdmin(OfferedTextAdmin):
    purpose = _(
        "Whoever rejects a comment may choose one of these reasons. Its author then reads the reason’s text "
        "on their private page, with the editor’s own message below it. A reason that you no longer offer "
        "stays with what was rejected for it."
    )


@admin.register(SavedReply)
class SavedReplyAdmin(OfferedTextAdmin):
    purpose = _(
        "Whoever replies to a comment at the desk may insert one of these texts, and change it before it is "
        "sent. It is published as it was sent: what you change here changes no reply that readers have."
    )
