import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom_comments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, unique=True, verbose_name="label")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="offered to editors")),
                ("text", models.TextField(max_length=2000, verbose_name="text of the reply")),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "ordering": ["position", "label"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("editor_number", models.CharField(max_length=64)),
                ("text", models.TextField(max_length=1000, verbose_name="text")),
                ("written", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("removed", models.DateTimeField(null=True, verbose_name="removed")),
                ("removed_by", models.CharField(blank=True, max_length=64)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="newsroom_comments.readercomment",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
    ]
