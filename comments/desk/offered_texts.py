"""The texts that editors pick from at the desk."""

from django.db.models import Value

from ..models import RejectionReason, SavedReply

COLUMNS = ("id", "label", "text", "position", "active")


def read() -> tuple[list[RejectionReason], list[SavedReply]]:
    """Both lists, each in its order, also what is no longer offered; in one query."""
    kinds = (RejectionReason, SavedReply)
    reasons, replies = (
        kind.objects.order_by().annotate(is_reply=Value(place)).values_list(*COLUMNS, "is_reply")
        for place, kind in enumerate(kinds)
    )
    found: tuple[list[RejectionReason], list[SavedReply]] = ([], [])
    for *values, place in reasons.union(replies, all=True).order_by("position", "label"):
        found[place].append(kinds[place](**dict(zip(COLUMNS, values, strict=True))))
    return found
