"""The front page, as its editor set it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import LanguageField


class Placement(models.Model):
    """An article's place on the front page of one language; the newest fill what is free."""

    language = LanguageField(_("language"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"))
    article = models.ForeignKey(
        "newsroom_articles.Article", on_delete=models.CASCADE, related_name="placements"
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("When it gives way to the newest; empty: never.")
    )

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("front page")
        ordering = ["language", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "article"],
                name="newsroom_articles_placed_once",
                violation_error_message=_("This article stands on this front page already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.article}"
