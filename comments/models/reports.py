"""What readers report."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decisions import Decision
from .reader_comments import ReaderComment


class ReportReason(models.TextChoices):
    ABUSE = "abuse", _("It insults or threatens somebody")
    HATE = "hate", _("It is hateful")
    SPAM = "spam", _("It is advertising or spam")
    PRIVACY = "privacy", _("It reveals private information about somebody")
    ILLEGAL = "illegal", _("It is against the law")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """One reader's report of one public comment.

    ``reporter`` is a keyed hash of a login or a network, never either of them: it distinguishes two readers
    and names nobody.  A report is open until an editor decides on the comment, or the comment is
    withdrawn or erased: ``settled_by``.
    """

    # The constraint's index begins with it.
    comment = models.ForeignKey(
        ReaderComment, on_delete=models.CASCADE, related_name="reports", db_index=False
    )
    reporter = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=8, choices=ReportReason)
    text = models.TextField(_("text"), blank=True, max_length=1000)
    submitted = models.DateTimeField(_("submitted"), default=timezone.now)
    settled_by = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="reports")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ("view",)
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="newsroom_one_report")]
        indexes = [models.Index(fields=["reporter", "submitted"], name="newsroom_reports_by")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"
