"""When an editor is emailed that comments wait."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskDigest(models.Model):
    """One editor's wish to be emailed what waits at the desk; where all is empty, they get nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    number = models.PositiveSmallIntegerField(
        _("when so many comments wait"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    hours = models.PositiveSmallIntegerField(
        _("when the oldest has waited so many hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    daily_at = models.PositiveSmallIntegerField(
        _("every day at this hour"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(23)],
        help_text=_("From 0 to 23; nothing is sent where nothing waits."),
    )
    written_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("emails about what waits")
        verbose_name_plural = _("emails about what waits")
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("emails about what waits"))
