import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom_comments", "0002_notes_and_saved_replies"),
    ]

    operations = [
        # With the database's own defaults: PostgreSQL rewrites no row, and the release before inserts on.
        migrations.AddField(
            model_name="readercomment",
            name="recommended",
            field=models.IntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="readercomment",
            name="recommended_shown",
            field=models.IntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="discussion",
            name="counts_published",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="readercomment",
            name="picked_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="decision",
            name="act",
            field=models.CharField(
                choices=[
                    ("decided", "Decided"),
                    ("corrected", "Corrected"),
                    ("judged", "Judged again"),
                    ("undone", "Undone"),
                    ("appealed", "Appealed"),
                    ("upheld", "Rejection upheld"),
                    ("picked", "Picked"),
                    ("unpicked", "Pick removed"),
                ],
                default="decided",
                max_length=10,
                verbose_name="act",
            ),
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recommender", models.CharField(editable=False, max_length=64)),
                ("submitted", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["recommender", "submitted"], name="newsroom_recommendations_by")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comment", "recommender"), name="newsroom_one_recommendation"
                    )
                ],
            },
        ),
    ]
