"""What an article was."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .articles import Article

# What a revision holds, and what restoring it gives back.
WORDS = ("headline", "short_headline", "summary", "body", "author")
PLACE = ("section_id", "lead_picture_id")
STATE = ("language", "slug", "status", "pub_date")


def snapshot(article: "Article") -> dict[str, Any]:
    """What a revision of ``article`` holds, as JSON."""
    held = {name: getattr(article, name) for name in (*WORDS, *PLACE, *STATE)}
    return held | {"status": str(article.status), "pub_date": article.pub_date.isoformat()}


class RevisionManager(models.Manager["Revision"]):
    def record(self, article: "Article", *, by: Any = None, note: str = "") -> None:
        """Keep what ``article`` is now, under the number of its own revision."""
        self.update_or_create(
            article=article,
            number=article.revision,
            defaults={"data": snapshot(article), "by": by, "note": note, "at": article.updated_at},
        )


class Revision(models.Model):
    """One stored version of an article: ``data`` is what ``snapshot`` gives."""

    article = models.ForeignKey(
        "newsroom_articles.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("content"))
    at = models.DateTimeField(_("date"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RevisionManager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="newsroom_articles_revision_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}"
