"""Why comments are rejected, in the newsroom's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RejectionReason(models.Model):
    """One entry of the list that an editor picks from; ``label`` is for editors, ``text`` for the author."""

    label = models.CharField(_("label"), max_length=60, unique=True)
    text = models.TextField(_("what the author reads"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("offered to editors"), default=True)

    class Meta:
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label
