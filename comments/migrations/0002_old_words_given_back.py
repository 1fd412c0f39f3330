from django.db import migrations
from django.db.models import Exists, OuterRef, Subquery


def give_back(apps, schema_editor):
    """On the way out: django-comments' columns hold again what django-comments keeps there.

    Its text is plain text, so every comment's is what was typed; and a comment that was published and
    removed before us, and that nobody here decided on, is published and removed.
    """
    alias = schema_editor.connection.alias
    Comment = apps.get_model("django_comments", "Comment")
    ReaderComment = apps.get_model("newsroom_comments", "ReaderComment")
    Decision = apps.get_model("newsroom_comments", "Decision")
    # In no order: django-comments' default one would join the table that is being updated.
    ours = ReaderComment.objects.using(alias).filter(pk=OuterRef("pk")).order_by()
    Comment.objects.using(alias).filter(Exists(ours)).update(comment=Subquery(ours.values("source")))
    removed = Decision.objects.using(alias).filter(
        comment_number=OuterRef("pk"), rule="adopted", from_status="approved", to_status="rejected"
    )
    Comment.objects.using(alias).filter(Exists(removed), is_removed=True).update(is_public=True)


class Migration(migrations.Migration):
    dependencies = [("newsroom_comments", "0001_initial")]

    operations = [migrations.RunPython(migrations.RunPython.noop, give_back)]
