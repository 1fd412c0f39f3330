"""The library of pictures."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

THIRDS = ((0, _("start")), (1, _("middle")), (2, _("end")))


class Picture(models.Model):
    """One photograph or drawing.  A body names it by its primary key alone."""

    # Not Django’s ``ImageField``, which a host without Pillow couldn’t have.
    file = models.FileField(_("file"), upload_to="newsroom/originals/", max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    digest = models.CharField(_("digest"), max_length=64, editable=False, unique=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who can’t see it."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing that the text doesn’t.")
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    # The third of the width and of the height that stays in view when the picture is cut.
    focus_x = models.PositiveSmallIntegerField(_("focus, across"), choices=THIRDS, default=1)
    focus_y = models.PositiveSmallIntegerField(_("focus, down"), choices=THIRDS, default=1)
    # Which files exist, by kind and width: pages are made from this row alone, without a look at the storage.
    renditions = models.JSONField(_("renditions"), default=dict, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.alt or self.caption or str(self.file)


class PictureUse(models.Model):
    """That an article’s body holds a picture, which therefore can’t be deleted."""

    article = models.ForeignKey("newsroom_articles.Article", on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "picture"], name="newsroom_articles_picture_use")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.picture_id}"
