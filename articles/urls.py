"""The addresses of articles.  A feed's name holds a dot, which no slug can."""

from django.urls import path

from . import feeds, views

app_name = "newsroom_articles"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("atom.xml", feeds.atom, name="feed"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("<newsroom_language:language>/", views.edition, name="edition"),
    path("<newsroom_language:language>/atom.xml", feeds.atom, name="feed"),
    path("<newsroom_language:language>/<slug:slug>/", views.article_detail, name="article"),
]
