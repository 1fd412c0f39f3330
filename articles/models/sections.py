"""Where an article stands, and what it is about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..languages import LanguageField


class Section(models.Model):
    """A part of the newspaper in one language; one level of sections below the first."""

    language = LanguageField(_("language"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, db_index=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    intro = models.TextField(_("introduction"), blank=True, max_length=500)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Sections are listed by this number, then by name.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["language", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="newsroom_articles_section_address",
                violation_error_message=_("Another section in this language has this slug."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("newsroom_articles:section", args=[self.language, self.slug])

    def clean(self) -> None:
        if self.parent is None:
            return
        if self.parent.language != self.language:
            raise ValidationError({"parent": _("A section is part of one in its own language.")})
        if self.parent.parent_id or self.parent == self or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("Sections have two levels, no more.")})


class Topic(models.Model):
    """A subject that articles of one language share, whatever their sections."""

    language = LanguageField(_("language"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, db_index=False)
    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="newsroom_articles_topic_address",
                violation_error_message=_("Another topic in this language has this slug."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("newsroom_articles:topic", args=[self.language, self.slug])
