"""README's addresses."""

from pathlib import Path

from django.contrib import admin
from django.urls import path
from stories.readme_views import story_page

urlpatterns = [path("admin/", admin.site.urls), path("stories/<int:pk>/", story_page)]

exec((Path(__file__).parent / "readme_urls.py").read_text())
