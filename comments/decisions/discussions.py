"""A discussion is opened, closed, hidden or moderated otherwise; what its comments are counted by stays."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from ..models import Discussion, DiscussionState


def change(discussion: Discussion, **values: Any) -> None:
    """Write these columns (``state``, ``closes_at``, ``mode``) and no others, which may have moved on since.

    ``discussion`` has the values already.
    """
    values |= _closing_time(discussion, values)
    if values.keys() & {"state", "closes_at"}:
        values["version"] = F("version") + 1
    if values:
        Discussion.objects.filter(pk=discussion.pk).update(**values)


def _closing_time(discussion: Discussion, values: dict[str, Any]) -> dict[str, Any]:
    """Closing by hand sets the date that readers see; opening again clears a date that has passed."""
    if "state" not in values or "closes_at" in values:
        return {}
    closing = discussion.closing
    passed = closing is not None and closing <= timezone.now()
    if discussion.state == DiscussionState.CLOSED and not passed:
        return {"closes_at": timezone.now()}
    return {"closes_at": None} if discussion.state == DiscussionState.OPEN and passed else {}
