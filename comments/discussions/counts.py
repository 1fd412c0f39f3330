"""How many comments there are, on all objects of a model."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import Model

from ..models import Discussion, DiscussionState, ReaderComment, Status
from ..queries import preparing_cursor

# As it stands: each reader of a list asks this, and Django would take longer to write it than to run it.
COUNTS = """
    SELECT SUM(version), COUNT(*), SUM(CASE WHEN state = %s THEN 1 ELSE 0 END), SUM(public_count)
    FROM newsroom_comments_discussion WHERE content_type_id = %s
"""


def counts_version(model: type[Model]) -> str:
    """Changes whenever the count of public comments on any object of ``model`` does; one query.

    For the ETag of a host's own page that shows ``comment_count``.
    """
    content_type = ContentType.objects.get_for_model(model)
    with preparing_cursor(connections[router.db_for_read(Discussion)]) as cursor:
        cursor.execute(COUNTS, [DiscussionState.HIDDEN, content_type.pk])
        return "-".join(str(value or 0) for value in cursor.fetchone())


def stored_under(targets: Sequence[Model], most: int) -> int:
    """How many comments stand under these objects of one model, in whatever status; counted to ``most``."""
    if not targets:
        return 0
    discussions = Discussion.objects.filter(
        content_type=ContentType.objects.get_for_model(targets[0]),
        object_pk__in=[str(target.pk) for target in targets],
    )
    rows = ReaderComment.objects.filter(discussion__in=discussions).exclude(status=Status.ERASED)
    return rows.order_by()[:most].count()
