"""``{% load moderation_desk %}``: what waits for an editor, for the admin's front page."""

from typing import Any

from django import template

from ..admin import sentences
from ..admin.permissions import DeskPermissions
from ..desk.queues import MOST_COUNTED, waiting

register = template.Library()
register.filter("step", sentences.step)
register.filter("who", sentences.who)


@register.inclusion_tag("newsroom_comments/desk/summary.html", takes_context=True)
def comments_waiting(context: template.Context) -> dict[str, Any]:
    """How many comments wait, and since when; nothing for those who may not moderate."""
    permissions = DeskPermissions.of(context["request"])
    if not permissions.moderate:
        return {"allowed": False}
    number, since = waiting(permissions.site)
    return {"allowed": True, "waiting": number, "is_most": number == MOST_COUNTED, "since": since}
