"""``{% load moderation_desk %}``: what waits for an editor, for the admin's front page."""

from typing import Any

from django import template
from django.db.models import Count, Min

from ..admin.permissions import may_moderate
from ..models import ReaderComment

register = template.Library()


@register.inclusion_tag("newsroom_comments/desk/summary.html", takes_context=True)
def comments_waiting(context: template.Context) -> dict[str, Any]:
    """How many comments wait, and since when; nothing for those who may not moderate."""
    if not may_moderate(context["request"]):
        return {"allowed": False}
    # In one query, so that the two agree.
    return {"allowed": True} | ReaderComment.objects.in_moderation().aggregate(
        waiting=Count("pk"), since=Min("submitted")
    )
