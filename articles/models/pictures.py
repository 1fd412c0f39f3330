"""The library of pictures."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..text.figures import Figure

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
    # Which files exist: width, height and name by a width, "square", "card" or a ratio such as "16x9".  Pages
    # are made from this row alone, without a look at the storage.
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
        return self.alt or self.caption or self.file_name

    @property
    def file_name(self) -> str:
        """Of what was uploaded, as an editor knows it: without its folder and what makes it unique."""
        name = str(self.file).rpartition("/")[2]
        return name.partition("-")[2] or name

    @property
    def focus(self) -> tuple[int, int]:
        """Across and down: 0, 1 or 2."""
        return self.focus_x, self.focus_y

    @property
    def file_names(self) -> set[str]:
        """All that the storage holds of it."""
        return {self.file.name, *(name for _width, _height, name in self.renditions.values())}

    def rendition(self, kind: str) -> dict[str, Any] | None:
        """``url``, ``width`` and ``height`` of "square", "card", "1x1", "4x3" or "16x9", cut by the focus."""
        if kind not in self.renditions:
            return None
        width, height, name = self.renditions[kind]
        return {"url": self._url(name), "width": width, "height": height}

    @property
    def thumbnail(self) -> str:
        """The address of a small square; "" where no file was made."""
        square = self.rendition("square")
        return square["url"] if square else ""

    @property
    def figure(self) -> Figure | None:
        """What a page shows of it, or None where no file was made."""
        whole = [self.renditions[kind] for kind in sorted(filter(str.isdecimal, self.renditions), key=int)]
        if not whole:
            return None
        return Figure(
            sources=tuple((self._url(name), width) for width, _height, name in whole),
            width=whole[-1][0],
            height=whole[-1][1],
            alt="" if self.decorative else self.alt,
            caption=self.caption,
            credit=self.credit,
        )

    def _url(self, name: str) -> str:
        url: str = self.file.storage.url(name)
        return url


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
