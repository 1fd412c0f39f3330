"""The same page by a function and by a class."""

from django.urls import path

from .views import StoryView, story_page

urlpatterns = [path("stories/<int:pk>/", story_page), path("views/<int:pk>/", StoryView.as_view())]
