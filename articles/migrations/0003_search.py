from django.db import migrations

SEARCH_INDEX = """
    CREATE INDEX newsroom_articles_search ON newsroom_articles_article
    USING gin (to_tsvector('simple', searchable))
"""


def add_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SEARCH_INDEX)


def remove_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX newsroom_articles_search")


class Migration(migrations.Migration):
    dependencies = [("newsroom_articles", "0002_publishing")]

    operations = [
        migrations.RunPython(add_search_index, remove_search_index),
    ]
