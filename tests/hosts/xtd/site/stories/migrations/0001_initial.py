"""The table of stories."""

from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", KEY),
                ("title", models.CharField(max_length=100)),
                ("is_published", models.BooleanField(default=True)),
            ],
        ),
    ]
