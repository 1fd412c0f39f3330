"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from .health import healthz, readyz
from .robots import robots, sitemap

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("articles.urls")),
]
