"""The addresses of articles and of their lists.

The words in them are the language's own (``languages.WORDS``).  A feed's name holds a dot, which no slug can.
A host that wants fewer pages includes ``fronts``, ``stories`` and what else it names, under ``app_name``.
"""

from django.urls import path

from . import sitemaps, views

app_name = "newsroom_articles"

fronts = [
    path("", views.front_page, name="front_page"),
    path("atom.xml", views.feed, name="feed"),
    path("<newsroom_language:language>/", views.edition, name="edition"),
    path("<newsroom_language:language>/atom.xml", views.feed, name="feed"),
]
machines = [
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("sitemap-<slug:kind>.xml", sitemaps.sitemap, name="sitemap"),
]
sections = [
    path("<newsroom_section:language>/<slug:slug>/", views.section, name="section"),
    path("<newsroom_section:language>/<slug:slug>/atom.xml", views.section_feed, name="section_feed"),
]
topics = [
    path("<newsroom_topic:language>/<slug:slug>/", views.topic, name="topic"),
    path("<newsroom_topic:language>/<slug:slug>/atom.xml", views.topic_feed, name="topic_feed"),
]
people = [
    path("<newsroom_author:language>/<slug:slug>/", views.person, name="person"),
    path("<newsroom_author:language>/<slug:slug>/atom.xml", views.person_feed, name="person_feed"),
]
archives = [
    path("<newsroom_archive:language>/", views.archive, name="archive"),
    path("<newsroom_archive:language>/<newsroom_month:month>/", views.month, name="month"),
]
searches = [path("<newsroom_search:language>/", views.search, name="search")]
stories = [
    path("preview/<str:token>/", views.preview, name="preview"),
    path("<newsroom_language:language>/<newsroom_slug:slug>/", views.article_detail, name="article"),
]

urlpatterns = [
    *(*fronts, *machines),
    *(*sections, *topics, *people, *archives, *searches),
    *stories,
]
