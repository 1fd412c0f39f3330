"""What search engines read: ``robots.txt`` and the sitemap."""

from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.sitemaps import ArticleSitemap


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every article on the host asked; Django's own view would take the host from the sites table."""
    urls = ArticleSitemap().get_urls(site=RequestSite(request), protocol=request.scheme)
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")
