"""How many comments there are, on all objects of a model."""

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import Model

from ..models import Discussion, DiscussionState
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
