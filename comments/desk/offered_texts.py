"""The texts that editors pick from at the desk."""

from typing import Any

from django.db.models import Value

from ..models import RejectionReason, SavedReply

COLUMNS = ("id", "label", "text", "position", "active")


def read() -> tuple[list[RejectionReason], list[SavedReply]]:
    """Both lists, each in its order, also what is no longer offered; in one query."""
    reasons: list[RejectionReason] = []
    replies: list[SavedReply] = []
    rows = _rows(RejectionReason, is_reply=False).union(_rows(SavedReply, is_reply=True), all=True)
    for *values, is_reply in rows.order_by("position", "label"):
        columns = dict(zip(COLUMNS, values, strict=True))
        if is_reply:
            replies.append(SavedReply(**columns))
        else:
            reasons.append(RejectionReason(**columns))
    return reasons, replies


def _rows(model: Any, *, is_reply: bool) -> Any:
    return model.objects.order_by().annotate(is_reply=Value(is_reply)).values_list(*COLUMNS, "is_reply")
