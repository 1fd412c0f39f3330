"""The site's addresses, and README's above them."""

from pathlib import Path

from django.contrib import admin
from django.urls import path
from django.views.generic import ListView
from stories.models import Story
from stories.views import story_page

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", ListView.as_view(queryset=Story.objects.published(), template_name="stories/front.html")),
    path("stories/<int:pk>/", story_page),
]

exec((Path(__file__).parent / "readme_urls.py").read_text())
