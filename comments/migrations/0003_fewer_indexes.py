"""What no query needs, or another index covers: each row that is inserted is one entry fewer in each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("newsroom_comments", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="readercomment",
            name="newsroom_network",
        ),
        migrations.AlterField(
            model_name="finding",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="newsroom_comments.readercomment",
            ),
        ),
        migrations.AlterField(
            model_name="readercomment",
            name="duplicate_key",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
        migrations.AlterField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="newsroom_comments.readercomment",
            ),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "submitted"],
                name="newsroom_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="readercomment",
            constraint=models.UniqueConstraint(fields=("duplicate_key",), name="newsroom_one_of_a_kind"),
        ),
    ]
