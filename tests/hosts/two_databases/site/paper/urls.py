from django.contrib import admin
from django.urls import include, path
from stories.views import story_page

urlpatterns = [
    path("admin/", admin.site.urls),
    path("comments/", include("comments.urls")),
    path("<int:pk>/", story_page, name="story"),
]
