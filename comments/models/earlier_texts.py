"""What a comment said before an editor corrected it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reader_comments import ReaderComment


class EarlierText(models.Model):
    """A text that a correction replaced, as its reader typed it; ``revision`` is the last one that had it."""

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="earlier_texts")
    revision = models.PositiveIntegerField()
    source = models.TextField(_("text as typed"))
    replaced = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        default_permissions = ()
        ordering = ["-revision"]

    def __str__(self) -> str:
        return f"{self.comment_id}, revision {self.revision}"
