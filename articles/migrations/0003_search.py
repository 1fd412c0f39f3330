from django.db import migrations

from ..text import folding, sanitizing

SEARCH_INDEX = """
    CREATE INDEX newsroom_articles_search ON newsroom_articles_article
    USING gin (to_tsvector('simple', searchable))
"""


def fill(apps, schema_editor):
    """What articles from before are found by, as ``Article.save`` does it."""
    articles = apps.get_model("newsroom_articles", "Article").objects.using(schema_editor.connection.alias)
    for article in articles.iterator(chunk_size=100):
        texts = (article.headline, article.short_headline, article.summary, sanitizing.plain(article.body))
        searchable = folding.searchable(article.language, *texts, article.author)
        articles.filter(pk=article.pk).update(searchable=searchable)


def add_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SEARCH_INDEX)


def remove_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX newsroom_articles_search")


class Migration(migrations.Migration):
    dependencies = [("newsroom_articles", "0002_publishing")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        # By itself: PostgreSQL makes no index in a transaction that has changed rows with constraints deferred.
        migrations.RunPython(add_search_index, remove_search_index),
    ]
