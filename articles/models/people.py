"""Who made an article."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..languages import languages
from .pictures import Picture


class Person(models.Model):
    """Somebody with a byline and a page, with an account or without."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("picture"),
    )
    about = models.TextField(_("about"), blank=True, max_length=1000, help_text=_("A few sentences of text."))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page with what they wrote in the active language."""
        active = get_language()
        return self.address_in(active if active in dict(languages()) else settings.LANGUAGE_CODE)

    def address_in(self, language: str) -> str:
        return reverse("newsroom_articles:person", args=[language, self.slug])


class Role(models.TextChoices):
    """What somebody did for an article."""

    AUTHOR = "author", _("author")
    CONTRIBUTOR = "contributor", _("contributor")
    PHOTOGRAPHER = "photographer", _("photographer")
    TRANSLATOR = "translator", _("translator")


class Credit(models.Model):
    """One person's part in one article; authors make its byline, in their order."""

    article = models.ForeignKey("newsroom_articles.Article", on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="credits", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                name="newsroom_articles_credit_once",
                violation_error_message=_("This person is named in this role already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
