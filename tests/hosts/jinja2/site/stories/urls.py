"""One page a story, by README's view."""

from django.urls import path

from .views import story_page

urlpatterns = [path("stories/<int:pk>/", story_page)]
