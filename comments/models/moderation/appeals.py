"""An author's appeal against a rejection."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..decisions import Decision
from ..reader_comments import ReaderComment


class AppealOutcome(models.TextChoices):
    """What came of an appeal; CLOSED: the rejection was gone before anybody answered."""

    WAITS = "", _("Waits")
    UPHELD = "upheld", _("Upheld")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")


class Appeal(models.Model):
    """The one appeal that a comment can have, in its author's words, which are erased with the comment's.

    ``against`` is the rejection, ``settled_by`` what ended the appeal.  Its author reads the ``answer``,
    which the log has as a note.
    """

    MAX_LENGTH = 1000

    comment = models.OneToOneField(ReaderComment, on_delete=models.CASCADE, related_name="appeal")
    against = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("text"), blank=True, max_length=MAX_LENGTH)
    submitted = models.DateTimeField(_("submitted"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=9, choices=AppealOutcome, blank=True, default="")
    answer = models.TextField(_("answer"), blank=True, default="")
    settled_by = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="appeals")

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.outcome}"

    @property
    def is_answered(self) -> bool:
        """By an editor, who perhaps wrote to the author."""
        return self.outcome in {AppealOutcome.UPHELD, AppealOutcome.PUBLISHED}
