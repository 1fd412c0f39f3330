"""Which comments readers recommend."""

from django.db import models
from django.utils import timezone

from ..reader_comments import ReaderComment


class Recommendation(models.Model):
    """One reader's recommendation of one public comment.

    ``recommender`` is a keyed hash of a login or a network, never either of them, and no reporter's.  Once it
    is forgotten the row goes; the comment's own count stays.
    """

    # The constraint's index begins with it.
    comment = models.ForeignKey(
        ReaderComment, on_delete=models.CASCADE, related_name="recommendations", db_index=False
    )
    recommender = models.CharField(max_length=64, editable=False)
    submitted = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["comment", "recommender"], name="newsroom_one_recommendation")
        ]
        indexes = [models.Index(fields=["recommender", "submitted"], name="newsroom_recommendations_by")]

    def __str__(self) -> str:
        return str(self.comment_id)
