"""``robots.txt``, where search engines begin."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

SITEMAPS = ("newsroom_articles:sitemap_index", "newsroom_articles:news_sitemap")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        *(f"Sitemap: {request.build_absolute_uri(reverse(name))}" for name in SITEMAPS),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
