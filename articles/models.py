"""Articles with a headline and a body."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from . import bodies, sanitizing
from .languages import LanguageField

EXCERPT_WORDS = 40


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        """What the public may read now; an article dated in the future waits for its date."""
        return self.filter(status=Article.Status.PUBLISHED, pub_date__lte=timezone.now())

    def update(self, **values: Any) -> int:
        """Raise the revision too: a form that is open has an older article."""
        return super().update(**{"revision": models.F("revision") + 1, **values})

    update.alters_data = True  # type: ignore[attr-defined]


class Article(models.Model):
    """One article in one language."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        db_index=False,  # the constraint below has an index already
        help_text=_("The last part of the article’s address. It can’t be changed once published."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences for lists and feeds. Without it they show how the article begins."),
    )
    body = models.TextField(
        _("body"),
        help_text=_(
            "Text, in which a blank line begins a paragraph and “- ” or “• ” an item of a list; or HTML: "
            "paragraphs, headings from h2 to h4, lists, quotations, links, emphasis. "
            "Anything else is left out when you save, and you are told what it was."
        ),
    )
    author = models.CharField(
        _("author"), max_length=200, blank=True, help_text=_("The name to print above the article.")
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author’s account"),
        help_text=_("Comments that this account posts below the article are marked as the author’s."),
    )
    language = LanguageField(_("language"), max_length=20)
    pub_date = models.DateTimeField(
        _("publication date"),
        default=timezone.now,
        help_text=_("A published article appears at this moment, not before."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, db_default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pub_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="newsroom_articles_address",
                violation_error_message=_("Another article in this language has this slug."),
                violation_error_code="unique_together",
            )
        ]
        indexes = [models.Index(fields=["status", "-pub_date"], name="newsroom_articles_latest")]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Clean the body, and raise the revision, whatever it was in the meantime."""
        self.body = bodies.stored(self.body)
        is_stored = not self._state.adding
        if is_stored:
            self.revision = models.F("revision") + 1
        named = None if update_fields is None else {*update_fields, "revision"}
        super().save(*args, update_fields=named, **kwargs)
        if is_stored:
            self.refresh_from_db(fields=["revision"])

    def get_absolute_url(self) -> str:
        return reverse("newsroom_articles:article", args=[self.language, self.slug])

    def clean(self) -> None:
        if self.body and not sanitizing.plain(bodies.markup(self.body)):
            raise ValidationError({"body": _("Nothing of this body may be shown.")})
        if self.pk and self._address_was_published_as_other():
            raise ValidationError(
                _("The address of a published article can’t be changed: readers have links to it.")
            )

    def _address_was_published_as_other(self) -> bool:
        stored = Article.objects.filter(pk=self.pk, status=self.Status.PUBLISHED)
        return stored.exclude(slug=self.slug, language=self.language).exists()

    @property
    def published(self) -> bool:
        """Whether the public may read it now: the same rule as ``ArticleQuerySet.published``."""
        return self.status == self.Status.PUBLISHED and self.pub_date <= timezone.now()

    @property
    def last_modified(self) -> datetime:
        """When readers last got something new: its appearance, or a change since."""
        return max(self.pub_date, self.updated_at)

    @property
    def body_html(self) -> SafeString:
        """The body, safe to show."""
        return mark_safe(bodies.stored(self.body))

    @property
    def excerpt(self) -> str:
        """The summary, or how the article begins: plain text."""
        return self.summary or _beginning(sanitizing.plain(self.body))


def _beginning(text: str) -> str:
    words = text.split()
    if len(words) <= EXCERPT_WORDS:
        return text
    return " ".join(words[:EXCERPT_WORDS]).rstrip(",;:–- ") + "…"
