"""Which rules gave a reason about which comment: what the desk filters by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reader_comments import ReaderComment, Status


class Finding(models.Model):
    """One rule that gave a reason about one comment.

    The reason itself stands in ``ReaderComment.reasons``.  ``status`` and ``submitted`` repeat the comment's,
    so that one index serves a queue of one rule; the single write path holds them equal.
    """

    # The constraint's index begins with it.
    comment = models.ForeignKey(
        ReaderComment, on_delete=models.CASCADE, related_name="findings", db_index=False
    )
    rule = models.CharField(_("rule"), max_length=100)
    status = models.CharField(max_length=10, choices=Status)
    submitted = models.DateTimeField()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["comment", "rule"], name="newsroom_one_finding")]
        indexes = [
            models.Index(fields=["rule", "submitted", "comment"], name="newsroom_rule"),
            models.Index(fields=["rule", "status", "submitted", "comment"], name="newsroom_rule_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.rule}"
