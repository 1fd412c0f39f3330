import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headline", models.CharField(max_length=200, verbose_name="headline")),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="The last part of the article’s address. It can’t be changed once published.",
                        max_length=200,
                        verbose_name="slug",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for lists and feeds. Without it they show how the article begins.",
                        max_length=500,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Text, in which a blank line begins a paragraph and “- ” or “• ” an item of a list; or HTML: paragraphs, headings from h2 to h4, lists, quotations, links, emphasis. Anything else is left out when you save, and you are told what it was.",
                        verbose_name="body",
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        blank=True,
                        help_text="The name to print above the article.",
                        max_length=200,
                        verbose_name="author",
                    ),
                ),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                (
                    "pub_date",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="A published article appears at this moment, not before.",
                        verbose_name="publication date",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="revision"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Comments that this account posts below the article are marked as the author’s.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author’s account",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-pub_date", "-pk"],
                "indexes": [models.Index(fields=["status", "-pub_date"], name="newsroom_articles_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "slug"),
                        name="newsroom_articles_address",
                        violation_error_code="unique_together",
                        violation_error_message="Another article in this language has this slug.",
                    )
                ],
            },
        ),
    ]
