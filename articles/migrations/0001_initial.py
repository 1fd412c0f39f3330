import django.utils.timezone
from django.db import migrations, models

from ..languages import languages


class Migration(migrations.Migration):
    initial = True

    dependencies = []

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
                        help_text="HTML: paragraphs, headings from h2 to h4, lists, quotations, links, emphasis. Anything else is left out when you save, and you are told what it was.",
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
                ("language", models.CharField(choices=languages, max_length=20, verbose_name="language")),
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
