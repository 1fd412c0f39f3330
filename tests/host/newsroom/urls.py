"""The host's addresses; what README says is appended to this file."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("stories/", include("stories.urls")),
]
