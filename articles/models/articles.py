"""Articles with a headline and a body."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ..languages import LanguageField, taken_words
from ..signals import article_stored
from ..text import bodies, excerpts, figures, folding, link_cards, sanitizing
from .addresses import FormerAddress
from .people import Credit, Person, Role
from .pictures import Picture, PictureUse
from .prepared import KEY, MOMENT, Prepared
from .querysets import ArticleQuerySet, Status
from .revisions import Revision, snapshot
from .sections import Section, Topic

# Columns that follow from a save, so that a difference in them alone is no change.
DERIVED = {"first_published_at", "updated_at", "touched_at", "revision", "searchable"}
# What a search looks through.
SEARCHED = ("language", "headline", "short_headline", "summary", "body", "author")


class Article(models.Model):
    """One article in one language."""

    Status = Status

    headline = models.CharField(_("headline"), max_length=200)
    short_headline = models.CharField(
        _("short headline"),
        max_length=80,
        blank=True,
        help_text=_("For lists, where the headline is long."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        db_index=False,  # the constraint below has an index already
        help_text=_("The last part of the article’s address. Readers who have a former one are led to it."),
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
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("topics"))
    lead_picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("lead picture"),
    )
    pictures: "models.ManyToManyField[Picture, PictureUse]" = models.ManyToManyField(
        Picture, through=PictureUse, editable=False, related_name="articles"
    )
    people: "models.ManyToManyField[Person, Credit]" = models.ManyToManyField(
        Person, through=Credit, editable=False, related_name="articles"
    )
    original = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    # The next version of an article that readers have, as ``revisions.WORDS`` names its parts.
    pending = models.JSONField(_("next version"), null=True, blank=True, editable=False)
    # Where an imported article came from, as its guid there says.
    guid = models.CharField(max_length=500, null=True, unique=True, editable=False)  # noqa: DJ001
    # When readers could first read it, as far as it was ever published.
    first_published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    # When anything on its page changed last, a section's name or a picture's credit included.
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    revised_at = models.DateTimeField(
        _("updated"), null=True, blank=True, help_text=_("Shown to readers where the text changed for them.")
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, db_default=0, editable=False)
    searchable = models.TextField(default="", db_default="", editable=False)

    objects = ArticleQuerySet.as_manager()

    # Whether an editor said that it may have a former address of another article.
    takes_former_address = False

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
            ),
            models.UniqueConstraint(
                fields=["original", "language"],
                name="newsroom_articles_translation",
                violation_error_message=_("The original has a translation into this language already."),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-pub_date"], name="newsroom_articles_latest"),
            models.Index(
                fields=["language", "status", "-pub_date", "touched_at"], name="newsroom_articles_edition"
            ),
            models.Index(fields=["section", "status", "-pub_date"], name="newsroom_articles_by_section"),
        ]
        permissions = [("publish_article", _("Can publish and withdraw articles"))]

    def __str__(self) -> str:
        return self.headline

    def save(
        self,
        *args: Any,
        by: Any = None,
        note: str = "",
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Store the article, clean, with its revision and its former address: the single write path.

        What is as it was is not stored again.  ``by`` and ``note`` go into the revision.
        """
        self.body = bodies.stored(self.body)
        with transaction.atomic(using=kwargs.get("using") or router.db_for_write(Article, instance=self)):
            before = self._stored(kwargs.get("using"))
            if before is not None:
                changed = self._differing(before, update_fields)
                if not changed:
                    return
                self.revision = before.revision + 1
            self.touched_at = timezone.now()
            self.searchable = self.words()
            self._date_first_publication(before)
            named = None if update_fields is None else {*update_fields, *DERIVED}
            super().save(*args, update_fields=named, **kwargs)
            self._remember(before, by, note)

    save.alters_data = True  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return _address(self.language, self.slug, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)

    def words(self) -> str:
        """What it is found by: the words that readers see, as ``text.folding`` stores them."""
        people = [] if self.pk is None else [credit.person.name for credit in self.credits.all()]
        texts = (self.headline, self.short_headline, self.summary, sanitizing.plain(self.body), self.author)
        return folding.searchable(self.language, *texts, *people)

    def _stored(self, using: str | None) -> "Article | None":
        if self._state.adding or self.pk is None:
            return None
        rows = Article._base_manager.using(using or self._state.db)
        return rows.select_for_update().filter(pk=self.pk).first()

    def _differing(self, before: "Article", update_fields: Iterable[str] | None) -> set[str]:
        """The columns, of those to be written, that hold something else than the stored row."""
        fields = [field for field in self._meta.concrete_fields if field.name not in DERIVED]
        if update_fields is not None:
            named = {*update_fields}
            fields = [field for field in fields if {field.name, field.attname} & named]
        return {
            field.attname
            for field in fields
            if getattr(self, field.attname) != getattr(before, field.attname)
        }

    def _date_first_publication(self, before: "Article | None") -> None:
        """The date on which it appears, or appeared, unless it never did and has another now."""
        if before is not None and before.published:
            return
        if self.first_published_at and self.first_published_at <= timezone.now():
            return
        self.first_published_at = self.pub_date if self.status == self.Status.PUBLISHED else None

    def _remember(self, before: "Article | None", by: Any, note: str) -> None:
        """Keep the version, the pictures it holds, and the address at which the public had the article."""
        if before is None or (before.body, before.pending) != (self.body, self.pending):
            bodies_of_both = self.body + (self.pending or {}).get("body", "")
            self.pictures.set(Picture.objects.filter(pk__in=figures.picture_keys(bodies_of_both)))
        tell = partial(
            article_stored.send_robust,
            sender=Article,
            article=self,
            by=by,
            created=before is None,
            was_public=before is not None and before.published,
        )
        transaction.on_commit(tell, using=self._state.db)
        if before is None:
            Revision.objects.record(self, by=by, note=note)
            return
        moved = (before.language, before.slug) != (self.language, self.slug)
        if before.was_public and (moved or not self.was_public):
            FormerAddress.objects.keep(before)
        if snapshot(before) != snapshot(self):
            if not self.revisions.exists():
                Revision.objects.record(before)
            Revision.objects.record(self, by=by, note=note)

    def clean(self) -> None:
        if self.body and not sanitizing.plain(bodies.markup(self.body)):
            raise ValidationError({"body": _("Nothing of this body may be shown.")})
        if self.slug in taken_words():
            raise ValidationError({"slug": _("This is the address of another page of the site.")})
        if not self.takes_former_address and FormerAddress.objects.of_others(self).exists():
            refusal = _("Readers of another article are led to it by this address.")
            raise ValidationError({"slug": ValidationError(refusal, code="former_address")})
        if self.original is not None:
            self._check_original(self.original)

    def _check_original(self, original: "Article") -> None:
        if original.pk == self.pk or original.original_id:
            refusal = _("That is no original: choose the article that was written first.")
        elif original.language == self.language:
            refusal = _("A translation is in another language than its original.")
        else:
            return
        raise ValidationError({"original": refusal})

    @property
    def published(self) -> bool:
        """Whether the public may read it now: the same rule as ``ArticleQuerySet.published``."""
        return self.status == self.Status.PUBLISHED and self.pub_date <= timezone.now()

    @property
    def was_public(self) -> bool:
        """Whether readers have, or had, its address: it is published, or was and is withdrawn."""
        return self.published or self.status == self.Status.WITHDRAWN

    @property
    def page_version(self) -> str:
        """Changes whenever anything on the article’s page does, and when a date has passed.

        One query; none where the article comes from ``ArticleQuerySet.with_page_state``.
        """
        rows: list[Any] = (
            [self] if hasattr(self, "edition_state") else _stated(pk=self.pk, moment=timezone.now())
        )
        state = [(row.edition_state, row.family_state) for row in rows]
        return " ".join(map(str, (self.pk, self.touched_at, self.published, state)))

    @property
    def is_scheduled(self) -> bool:
        """Whether it is published as of a moment that hasn’t come."""
        return self.status == self.Status.PUBLISHED and self.pub_date > timezone.now()

    @property
    def last_modified(self) -> datetime:
        """When readers last got something new: its appearance, or a change since."""
        return max(self.pub_date, self.updated_at)

    @property
    def byline(self) -> str:
        """Who wrote it: the people credited as authors, else the printed name."""
        named = [credit.person.name for credit in self.bylines]
        return ", ".join(named) or self.author

    @cached_property
    def bylines(self) -> Sequence[Credit]:
        """The credits of its authors, in their order; lists look them up for many articles at once."""
        return [*self.credits.filter(role=Role.AUTHOR).select_related("person")]

    @property
    def body_html(self) -> SafeString:
        """The body with pictures and cards, safe to show; one query, and none where they are prefetched."""
        clean = bodies.stored(self.body)
        pictured = figures.shown(clean, self._figures(figures.picture_keys(clean)))
        return mark_safe(link_cards.shown(pictured))

    def _figures(self, keys: list[int]) -> dict[int, figures.Figure]:
        if not keys:
            return {}
        # Prefetched with those of a whole list, as a feed does; else also what a preview has not stored yet.
        prefetched = "pictures" in getattr(self, "_prefetched_objects_cache", {})
        pictures = self.pictures.all() if prefetched else Picture.objects.filter(pk__in=keys)
        return {picture.pk: figure for picture in pictures if (figure := picture.figure)}

    @property
    def excerpt(self) -> str:
        """The summary, or how the article begins: plain text."""
        return self.summary or _beginning(self.body)


# A page says each of these several times, and a list those of many articles.
@lru_cache(maxsize=1024)
def _address(language: str, slug: str, _prefix: str, _urlconf: str) -> str:
    return reverse("newsroom_articles:article", args=[language, slug])


@lru_cache(maxsize=128)
def _beginning(body: str) -> str:
    return excerpts.beginning(sanitizing.plain(body))


_stated = Prepared(lambda: Article.objects.filter(pk=KEY).order_by().with_page_state(MOMENT).only("pk"))
