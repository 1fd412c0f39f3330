import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(editable=False, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Commenter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                (
                    "approved_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="approved"),
                ),
                (
                    "rejected_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="rejected"),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("trusted", "Trusted"),
                            ("held", "Always held"),
                            ("banned", "Banned"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="standing",
                    ),
                ),
                ("banned_until", models.DateTimeField(blank=True, null=True, verbose_name="banned until")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "commenter",
                "verbose_name_plural": "commenters",
            },
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_pk", models.CharField(max_length=64, verbose_name="object")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed"), ("hidden", "Hidden")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes at")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("pre", "Pre-moderated"), ("post", "Post-moderated")],
                        help_text="Left empty, the site's own setting applies.",
                        max_length=4,
                        verbose_name="moderation",
                    ),
                ),
                (
                    "public_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="public comments"),
                ),
                ("version", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "discussion",
                "verbose_name_plural": "discussions",
            },
        ),
        migrations.CreateModel(
            name="ReaderComment",
            fields=[
                (
                    "xtdcomment_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="django_comments_xtd.xtdcomment",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("published", "Published"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("spam", "Spam"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("public", models.BooleanField(default=False, editable=False)),
                ("reasons", models.JSONField(default=list, editable=False, verbose_name="reasons")),
                ("source", models.TextField(verbose_name="text as typed")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "network",
                    models.CharField(blank=True, editable=False, max_length=43, verbose_name="network"),
                ),
                (
                    "language",
                    models.CharField(blank=True, editable=False, max_length=16, verbose_name="language"),
                ),
                (
                    "submitted",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="submitted"
                    ),
                ),
                ("duplicate_key", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                (
                    "commenter",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="newsroom_comments.commenter",
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="newsroom_comments.discussion",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thread",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "permissions": [
                    ("moderate_readercomment", "Can decide which comments are public"),
                    ("view_address", "Can see readers' email addresses"),
                ],
            },
            bases=("django_comments_xtd.xtdcomment",),
        ),
        migrations.CreateModel(
            name="EarlierText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("source", models.TextField(verbose_name="text as typed")),
                ("replaced", models.DateTimeField(auto_now_add=True, verbose_name="replaced")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_texts",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier text",
                "verbose_name_plural": "earlier texts",
                "ordering": ["-revision"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("comment_number", models.PositiveBigIntegerField()),
                ("actor_number", models.CharField(blank=True, max_length=64)),
                ("rule", models.CharField(blank=True, max_length=100, verbose_name="rule")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pending", "Pending"),
                            ("published", "Published"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("spam", "Spam"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("published", "Published"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("spam", "Spam"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("batch", models.UUIDField(db_index=True, null=True, verbose_name="batch")),
                ("decided", models.DateTimeField(auto_now_add=True, verbose_name="decided")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="discussion",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_pk"), name="newsroom_one_discussion"
            ),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(
                condition=models.Q(("public", True)),
                fields=["discussion", "root", "xtdcomment_ptr"],
                name="newsroom_public_threads",
            ),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(fields=["status", "xtdcomment_ptr"], name="newsroom_queue"),
        ),
        migrations.AddIndex(
            model_name="readercomment",
            index=models.Index(fields=["network", "submitted"], name="newsroom_network"),
        ),
    ]
