"""What editors tell each other about a comment."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..reader_comments import ReaderComment


class Note(models.Model):
    """An editor's words on a comment, for editors alone; they are erased with the comment's.

    It is no decision, and no row of the log.  Who removes it takes it off every screen and leaves the row:
    ``removed_by`` is the number of that account.
    """

    MAX_LENGTH = 1000

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="notes")
    # Nothing insists on the account, which another database may hold; its number stays.
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    editor_number = models.CharField(max_length=64)
    text = models.TextField(_("text"), max_length=MAX_LENGTH)
    written = models.DateTimeField(_("written"), default=timezone.now)
    removed = models.DateTimeField(_("removed"), null=True)
    removed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.text}"
