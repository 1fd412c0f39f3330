from django.db import migrations

from ..folding import searchable, text_digest

BATCH = 500
# Words as they are, in no language's stems: readers write in several, and search for names.
INDEX = """
    CREATE INDEX newsroom_search ON newsroom_comments_readercomment
    USING gin (to_tsvector('simple'::regconfig, searchable))
"""
# How often ten thousand words occur and not one thousand: PostgreSQL plans by it.
STATISTICS = "ALTER INDEX newsroom_search ALTER COLUMN 1 SET STATISTICS 1000"


def fill(apps, schema_editor):
    """Comments from before these columns get them."""
    alias = schema_editor.connection.alias
    ReaderComment = apps.get_model("newsroom_comments", "ReaderComment")
    Finding = apps.get_model("newsroom_comments", "Finding")
    rows = ReaderComment.objects.using(alias).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for comment in batch:
            comment.searchable = searchable(comment.user_name, comment.source)
            comment.text_digest = text_digest(comment.source)
        ReaderComment.objects.using(alias).bulk_update(batch, ["searchable", "text_digest"])
        Finding.objects.using(alias).bulk_create(
            Finding(comment=comment, rule=rule, status=comment.status, submitted=comment.submitted)
            for comment in batch
            for rule in sorted({reason["rule"] for reason in comment.reasons})
        )
        last = batch[-1].pk
    Decision = apps.get_model("newsroom_comments", "Decision")
    corrections = Decision.objects.using(alias).filter(reason="corrected")
    corrected = corrections.values_list("comment_id", flat=True)
    ReaderComment.objects.using(alias).filter(pk__in=list(corrected)).update(edited=True)
    corrections.update(act="corrected", reason="")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ANALYZE newsroom_comments_readercomment")


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)
        schema_editor.execute(STATISTICS)


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX newsroom_search")


class Migration(migrations.Migration):
    dependencies = [("newsroom_comments", "0003_moderation")]

    operations = [
        # The index first: PostgreSQL builds none in a transaction that has written rows with foreign keys.
        migrations.RunPython(add_index, remove_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
