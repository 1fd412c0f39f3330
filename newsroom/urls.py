"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.views import article_page, find_article, search
from comments.decorators import discussion_page, may_lag

from .errors import bad_request, server_error
from .media import media
from .monitoring.health import healthz, readyz
from .robots import robots

admin.site.site_header = admin.site.site_title = settings.SITE_NAME

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", robots),
    path("comments/", include("comments.urls")),
    # Ahead of the app's own: the same page, which shared caches may keep.
    path("<newsroom_language:language>/<newsroom_slug:slug>/", discussion_page(find_article)(article_page)),
    # Reads more rows than any other page, and nobody awaits it to the second.
    path("<newsroom_search:language>/", may_lag(search)),
    path("", include("articles.urls")),
]

if "//" not in settings.MEDIA_URL:
    urlpatterns.insert(0, path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", media))

handler400, handler500 = bad_request, server_error
