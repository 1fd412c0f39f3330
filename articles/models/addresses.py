"""Where articles were before."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from ..languages import LanguageField

if TYPE_CHECKING:
    from .articles import Article


class FormerAddressManager(models.Manager["FormerAddress"]):
    def keep(self, article: "Article") -> None:
        """Lead readers of the address that ``article`` has now to wherever it will be, for ever."""
        address = {"language": article.language, "slug": article.slug}
        self.update_or_create(**address, defaults={"article": article})

    def of_others(self, article: "Article") -> models.QuerySet["FormerAddress"]:
        """The row by which this article's address leads to another one."""
        return self.filter(language=article.language, slug=article.slug).exclude(article=article.pk)


class FormerAddress(models.Model):
    """An address at which the public could read an article once: it redirects to the article's own.

    Where an article stands at an address, that article is what readers get.
    """

    language = LanguageField(max_length=20)
    slug = models.SlugField(max_length=200, db_index=False)
    article = models.ForeignKey(
        "newsroom_articles.Article", on_delete=models.CASCADE, related_name="former_addresses"
    )

    objects = FormerAddressManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="newsroom_articles_former_address")
        ]

    def __str__(self) -> str:
        return f"/{self.language}/{self.slug}/"

    def get_absolute_url(self) -> str:
        return reverse("newsroom_articles:article", args=[self.language, self.slug])
