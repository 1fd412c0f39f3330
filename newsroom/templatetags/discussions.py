"""``{% load discussions %}``: where an article's page and its comments meet."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.text.sanitizing import plain

register = template.Library()


@register.simple_tag(takes_context=True)
def discussion_data(context: template.Context, count: int, shown: Iterable[Any]) -> dict[str, Any]:
    """For ``story_data``: how many comments an article has, and those that its page shows."""
    absolute = context["request"].build_absolute_uri
    return {"commentCount": count, "comment": [_comment(row, absolute) for row in shown]}


def _comment(row: Any, absolute: Any) -> dict[str, Any]:
    url = absolute(reverse("newsroom_comments:permalink", args=[row.pk]))
    return {
        "@type": "Comment",
        "url": url,
        "author": {"@type": "Person", "name": row.name or _("Anonymous")},
        "dateCreated": localtime(row.submitted).isoformat(timespec="seconds"),
        "text": plain(row.html),
    }
