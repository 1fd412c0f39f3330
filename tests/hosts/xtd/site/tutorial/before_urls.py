"""The tutorial's addresses."""

from django.contrib import admin
from django.urls import include, path
from stories.before_views import story_page

urlpatterns = [
    path("admin/", admin.site.urls),
    path("comments/", include("django_comments_xtd.urls")),
    path("stories/<int:pk>/", story_page),
]
