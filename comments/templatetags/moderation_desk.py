"""``{% load moderation_desk %}``: what waits for an editor, and what a deletion leaves, for admin's pages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model

from ..admin import sentences
from ..admin.permissions import DeskPermissions
from ..desk.queues import MOST_COUNTED, waiting
from ..discussions.counts import stored_under
from ..targets import takes_comments

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


@register.inclusion_tag("newsroom_comments/desk/left_behind.html")
def comments_left_behind(*targets: Model | Iterable[Model] | None) -> dict[str, Any]:
    """How many comments stand under what is about to be deleted; nothing where nobody commented."""
    objects = [each for one in targets for each in _each(one)][:MOST_COUNTED]
    number = stored_under([each for each in objects if takes_comments(type(each))], MOST_COUNTED)
    return {"number": number, "is_most": number == MOST_COUNTED}


def _each(one: Model | Iterable[Model] | None) -> Iterable[Model]:
    """A page of admin's may have an object, a queryset or, of what is gone, neither."""
    return [one] if isinstance(one, Model) else one or ()
