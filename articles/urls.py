"""The addresses of articles.  A feed's name holds a dot, which no slug can."""

from django.urls import path

from . import feeds, sitemaps, views

app_name = "newsroom_articles"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("atom.xml", feeds.atom, name="feed"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("sitemap-<slug:kind>.xml", sitemaps.sitemap, name="sitemap"),
    path("<newsroom_language:language>/", views.edition, name="edition"),
    path("<newsroom_language:language>/atom.xml", feeds.atom, name="feed"),
    path("<newsroom_language:language>/<slug:slug>/", views.article_detail, name="article"),
]
