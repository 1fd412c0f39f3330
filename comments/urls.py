"""The comment section's addresses; a host includes them where it likes."""

from django.urls import path

from . import views

app_name = "newsroom_comments"
urlpatterns = [
    path("post/", views.post, name="post"),
    path("received/<str:label>/<path:object_pk>/", views.received, name="received"),
    path("yours/<str:token>/", views.reader_page, name="reader_page"),
    path("<int:pk>/", views.permalink, name="permalink"),
]
