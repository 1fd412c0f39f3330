from django.urls import path

from .views import story_page

urlpatterns = [path("<uuid:pk>/", story_page, name="story")]
