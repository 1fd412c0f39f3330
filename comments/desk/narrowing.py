"""Filters that no index of a queue serves: looked for in so many comments a page, or found and sorted.

What some have all over a queue (a language, a section, first comments) is met soon enough by walking; what
few have (an editor's decisions, corrections, what stands under nothing any more) an index finds.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from ..models import Decision, ReaderComment
from .filters import Filters

# So many are found at once, the latest.
MOST_FOUND = 2_000


def walked(filters: Filters, prefix: str) -> Q:
    """The condition on rows from which ``prefix`` leads to the comment; empty where nothing is chosen."""
    chosen: dict[str, Any] = {}
    if filters.language:
        chosen["language"] = filters.language
    if filters.section:
        chosen["discussion__section"] = filters.section
    if filters.first_timers:
        chosen |= {"commenter__approved_count": 0, "commenter__rejected_count": 0}
    return Q(**{prefix + name: value for name, value in chosen.items()})


def found(filters: Filters, in_queue: Q) -> Q:
    """The condition on rows with the comment's ``number``; ``in_queue`` is that of the queue."""
    condition = Q()
    for numbers in _found(filters, in_queue):
        condition &= Q(number__in=numbers[:MOST_FOUND])
    return condition


def _found(filters: Filters, in_queue: Q) -> Iterator[QuerySet[Any, Any]]:
    if filters.decided_by:
        yield _decided_by(filters.decided_by)
    if filters.edited:
        yield ReaderComment.objects.filter(edited=True).order_by("-submitted", "-pk").values("pk")
    if filters.orphans:
        # In no order: an index finds the objects, another what is in the queue of each.
        yield ReaderComment.objects.filter(in_queue, discussion__orphaned=True).order_by().values("pk")


def _decided_by(key: str) -> QuerySet[Any, Any]:
    decisions = Decision.objects.filter(comment__isnull=False).order_by("-pk").values("comment_id")
    try:
        return decisions.filter(actor=key)
    except (ValueError, ValidationError):
        return decisions.none()
