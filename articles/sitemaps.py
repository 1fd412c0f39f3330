"""The published articles for search engines."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap

from .models import Article, ArticleQuerySet


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]  # no subscript at run time
    def items(self) -> ArticleQuerySet:
        return Article.objects.published()

    def lastmod(self, article: Article) -> datetime:
        return article.last_modified
