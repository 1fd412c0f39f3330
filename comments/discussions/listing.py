"""The public comments of a discussion in the order in which they came, unthreaded, for a host's own code."""

from ..models import Discussion, ReaderComment
from .threads import SHOWN_COLUMNS, Row, shown


def rows_after(discussion: Discussion, number: int, *, most: int) -> list[Row]:
    """Those that are later than the comment with this number, at most so many: one query."""
    if discussion.pk is None or discussion.is_hidden:
        return []
    later = ReaderComment.objects.filter(discussion=discussion, pk__gt=number).public().order_by("pk")
    return [shown(values, None) for values in later.values(*SHOWN_COLUMNS)[:most]]
