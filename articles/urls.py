"""The addresses of articles and of their lists.

The words in them are the language's own (``languages.WORDS``).  A feed's name holds a dot, which no slug can.
"""

from django.urls import path

from . import sitemaps, views

app_name = "newsroom_articles"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("atom.xml", views.feed, name="feed"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("sitemap-<slug:kind>.xml", sitemaps.sitemap, name="sitemap"),
    path("<newsroom_language:language>/", views.edition, name="edition"),
    path("<newsroom_language:language>/atom.xml", views.feed, name="feed"),
    path("<newsroom_section:language>/<slug:slug>/", views.section, name="section"),
    path("<newsroom_section:language>/<slug:slug>/atom.xml", views.section_feed, name="section_feed"),
    path("<newsroom_topic:language>/<slug:slug>/", views.topic, name="topic"),
    path("<newsroom_topic:language>/<slug:slug>/atom.xml", views.topic_feed, name="topic_feed"),
    path("<newsroom_author:language>/<slug:slug>/", views.person, name="person"),
    path("<newsroom_author:language>/<slug:slug>/atom.xml", views.person_feed, name="person_feed"),
    path("<newsroom_archive:language>/", views.archive, name="archive"),
    path("<newsroom_archive:language>/<newsroom_month:month>/", views.month, name="month"),
    path("<newsroom_search:language>/", views.search, name="search"),
    path("<newsroom_language:language>/<newsroom_slug:slug>/", views.article_detail, name="article"),
]
