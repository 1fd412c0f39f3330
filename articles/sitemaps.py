"""The published articles, and the pages that lead to them, for search engines.

``Sitemap`` classes of Django's, and views beside them: Django's own view takes the host from the sites
framework's table, which says ``example.com`` until somebody remembers it; here it is the host asked.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sites.requests import RequestSite
from django.core.paginator import InvalidPage
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .conf import site_name
from .languages import languages
from .models import Article, ArticleQuerySet, Person, Section, Topic

# What Google News takes: two days, and so many.
NEWS_AGE = timedelta(hours=48)
MOST_NEWS = 1000


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]  # no subscript at run time
    """Every published article; by their numbers, so that a new one moves no other to another page."""

    limit = 10_000

    def items(self) -> ArticleQuerySet:
        columns = ("language", "slug", "pub_date", "updated_at")
        return Article.objects.published().only(*columns).order_by("pk")

    def lastmod(self, article: Article) -> datetime:
        return article.last_modified

    def latest(self, number: int) -> datetime | None:
        """When anything on a page of it changed last."""
        rows = self.items()[(number - 1) * self.limit : number * self.limit].values("pk")
        changed = Max(Greatest("pub_date", "updated_at"))
        latest: datetime | None = Article.objects.filter(pk__in=rows).aggregate(latest=changed)["latest"]
        return latest


class ListSitemap(Sitemap):  # type: ignore[type-arg]
    """Pages that list articles: those of which there are any; each as new as the newest of them."""

    rows: QuerySet[Any]
    # From a row to its articles.
    articles = "articles"

    def items(self) -> list[tuple[str, datetime]]:
        try:
            return list(self._pages())
        except NoReverseMatch:  # the site has left out the pages of this kind
            return []

    def _pages(self) -> Any:
        for row in self.listed():
            yield row.get_absolute_url(), row.latest

    def listed(self) -> QuerySet[Any]:
        now, path = timezone.now(), self.articles
        public = {f"{path}__status": Article.Status.PUBLISHED, f"{path}__pub_date__lte": now}
        latest = Max(Greatest(f"{path}__pub_date", f"{path}__updated_at"))
        rows: QuerySet[Any] = self.rows.filter(**public).annotate(latest=latest).order_by("pk")
        return rows

    def location(self, page: tuple[str, datetime]) -> str:
        return page[0]

    def lastmod(self, page: tuple[str, datetime]) -> datetime:
        return page[1]

    def latest(self, number: int) -> datetime | None:
        return max((changed for _address, changed in self.items()), default=None)


class SectionSitemap(ListSitemap):
    rows = Section.objects.all()


class TopicSitemap(ListSitemap):
    rows = Topic.objects.all()


class PersonSitemap(ListSitemap):
    """Each person's page, in every language in which they have written."""

    rows = Person.objects.all()

    def _pages(self) -> Any:
        spoken = dict(languages())
        for person in self.listed().values("slug", "articles__language", "latest"):
            if person["articles__language"] in spoken:
                address = Person(slug=person["slug"]).address_in(person["articles__language"])
                yield address, person["latest"]


SITEMAPS: dict[str, type[Any]] = {
    "articles": ArticleSitemap,
    "sections": SectionSitemap,
    "topics": TopicSitemap,
    "people": PersonSitemap,
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Which sitemaps there are, and when each last changed; those that would be empty are left out."""
    found = [
        {"kind": kind, "page": number, "lastmod": latest}
        for kind, sitemap in ((kind, made()) for kind, made in SITEMAPS.items())
        for number in sitemap.paginator.page_range
        if (latest := sitemap.latest(number))
    ]
    return _xml(request, "newsroom_articles/sitemaps/index.xml", {"sitemaps": found})


@require_safe
def sitemap(request: HttpRequest, kind: str) -> HttpResponse:
    """The addresses of one kind: the page ``?p=``."""
    if kind not in SITEMAPS:
        raise Http404
    page = request.GET.get("p", 1)
    try:
        urls = SITEMAPS[kind]().get_urls(page=page, site=RequestSite(request), protocol=request.scheme)
    except InvalidPage as error:
        raise Http404 from error
    return _xml(request, "sitemap.xml", {"urlset": urls})


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, as Google News reads them."""
    articles = Article.objects.published().filter(pub_date__gte=timezone.now() - NEWS_AGE)
    context = {
        "articles": articles.only("headline", "language", "slug", "pub_date")[:MOST_NEWS],
        "publication": site_name() or request.get_host(),
    }
    return _xml(request, "newsroom_articles/sitemaps/news.xml", context)


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    patch_cache_control(response, public=True, s_maxage=300)
    return response
