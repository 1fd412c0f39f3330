"""The site's addresses, and README's above them."""

from pathlib import Path

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("", include("stories.urls"))]

exec((Path(__file__).parent / "readme_urls.py").read_text())
