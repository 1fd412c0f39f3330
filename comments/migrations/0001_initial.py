from collections import defaultdict
from copy import copy
from itertools import groupby
from operator import itemgetter

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models, router
from django.db.models import Exists, OuterRef, Subquery

# The words as they stand there, in no language's stems: readers write in several, and search for names.
SEARCH_INDEX = """
    CREATE INDEX newsroom_search ON newsroom_comments_readercomment
    USING gin (array_to_tsvector(string_to_array(btrim(searchable), ' ')))
"""


def add_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SEARCH_INDEX)


def let_go_of_other_databases(apps, schema_editor):
    """Where a host keeps users, content types or sites in another database, nothing here insists on them.

    No database knows rows of another; django-comments' own two tables refer to them, too.
    """
    kept = {settings.AUTH_USER_MODEL.lower(), "auth.group", "contenttypes.contenttype", "sites.site"}
    alias = schema_editor.connection.alias
    ours = apps.get_app_config("newsroom_comments").get_models(include_auto_created=True)
    for model in [*apps.get_app_config("django_comments").get_models(), *ours]:
        for field in model._meta.local_fields:
            other = field.related_model
            if other and other._meta.label_lower in kept and router.db_for_write(other) != alias:
                # Changed in place: SQLite makes the table anew of all the model's fields as they are.
                before, field.db_constraint = copy(field), False
                schema_editor.alter_field(model, before, field)
                # PostgreSQL's for the tables of this migration, which are added at its end.
                schema_editor.deferred_sql = [
                    statement
                    for statement in schema_editor.deferred_sql
                    if not hasattr(statement, "references_table")
                    or not statement.references_table(other._meta.db_table)
                ]


def give_threads_back(apps, schema_editor):
    """On the way out: django-comments-xtd's columns are what it would have written had it taken the replies.

    It takes none to a comment at the host's deepest level: such a reply answers the comment above that one.
    Where the host has no such setting, each stands below the one that it answers.  Threads in which nothing
    was written here are left as they are.
    """
    alias = schema_editor.connection.alias
    Discussion = apps.get_model("newsroom_comments", "Discussion")
    ReaderComment = apps.get_model("newsroom_comments", "ReaderComment")
    deepest = _deepest_levels(apps)
    discussions = dict(Discussion.objects.using(alias).order_by("pk").values_list("pk", "content_type"))
    numbers, step = [*discussions], 100
    columns = ("pk", "thread_id", "parent_id", "level", "order")
    for start in range(0, len(numbers), step):
        rows = ReaderComment.objects.using(alias).filter(discussion__in=numbers[start : start + step])
        found = rows.order_by("root_id", "pk").values_list("root_id", "discussion", *columns)
        changed = []
        for _root, group in groupby(found, itemgetter(0)):
            thread = [*group]
            stored = [row[2:] for row in thread]
            if [place[:-1] for place in _places(stored, None)] != stored:
                changed += _places(stored, deepest[discussions[thread[0][1]]])
        _write_places(schema_editor, apps.get_model("django_comments_xtd", "XtdComment")._meta, changed)


def _deepest_levels(apps):
    """The host's deepest level by the number of a content type; None for none."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    given = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL", None)
    each = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL", {})
    types = ContentType.objects.using(router.db_for_read(ContentType)).all()
    known = {one.pk: each.get(f"{one.app_label}.{one.model}", given) for one in types}
    return defaultdict(lambda: given, known)


def _places(thread, deepest):
    """A thread's rows (number, thread, parent, level, order, replies below), in order of arrival."""
    parents, levels, children = {}, {}, defaultdict(list)
    for pk, _thread, parent, *_columns in thread:
        if parent in levels and deepest is not None and levels[parent] >= deepest:
            parent = parents[parent] if deepest else pk
        parents[pk] = parent if parent in levels else pk
        levels[pk] = levels[parent] + 1 if parent in levels else 0
        if parents[pk] != pk:
            children[parent].append(pk)
    below = dict.fromkeys(parents, 0)
    for pk in reversed(parents):
        if parents[pk] != pk:
            below[parents[pk]] += below[pk] + 1
    threads, orders = {}, {}
    for root in (pk for pk, parent in parents.items() if parent == pk):
        waiting, order = [root], 0
        while waiting:
            order += 1
            pk = waiting.pop()
            threads[pk], orders[pk] = root, order
            waiting += reversed(children[pk])
    return [(pk, threads[pk], parents[pk], levels[pk], orders[pk], below[pk]) for pk in parents]


def _write_places(schema_editor, xtd, places):
    names = ("thread_id", "parent_id", "level", "order", "nested_count")
    quote = schema_editor.connection.ops.quote_name
    table, key = quote(xtd.db_table), quote(xtd.pk.column)
    values = ", ".join(f"{quote(name)} = given.column{place}" for place, name in enumerate(names, start=2))
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, len(places), 1000):
            # Numbers of ours alone: no parameters, of which SQLite takes so many at once.
            given = ", ".join(map(str, places[start : start + 1000]))
            cursor.execute(
                f"UPDATE {table} SET {values} FROM (VALUES {given}) AS given"  # noqa: S608
                f" WHERE {table}.{key} = given.column1"
            )


def give_stock_columns_back(apps, schema_editor):
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
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("sites", "0002_alter_domain_unique"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModeratedSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="auth.group", verbose_name="groups"
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sites.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "moderators of a site",
                "verbose_name_plural": "moderators of sites",
            },
        ),
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
            name="BlockedDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "domain",
                    models.CharField(
                        help_text="Such as example.com; what lies below it counts.",
                        max_length=253,
                        unique=True,
                        verbose_name="domain",
                    ),
                ),
            ],
            options={
                "verbose_name": "blocked domain",
                "verbose_name_plural": "blocked domains",
                "ordering": ["domain"],
            },
        ),
        migrations.CreateModel(
            name="RejectionReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, unique=True, verbose_name="label")),
                ("text", models.TextField(max_length=1000, verbose_name="what the author reads")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="offered to editors")),
            ],
            options={
                "verbose_name": "rejection reason",
                "verbose_name_plural": "rejection reasons",
                "ordering": ["position", "label"],
            },
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
                ("address_hash", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "confirmed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="address confirmed"),
                ),
                (
                    "reserved_name",
                    models.CharField(default="", editable=False, max_length=50, verbose_name="reserved name"),
                ),
                ("reserved_key", models.CharField(editable=False, max_length=64, null=True)),
                ("reserved_skeleton", models.CharField(editable=False, max_length=64, null=True)),
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
                (
                    "until",
                    models.DateTimeField(
                        blank=True,
                        help_text="How long a ban or a hold lasts; empty: for good.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("standing", ""), _negated=True),
                        fields=["standing", "-id"],
                        name="newsroom_standing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=("address_hash",),
                        name="newsroom_one_typed_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False)),
                        fields=("address_hash",),
                        name="newsroom_one_confirmed_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reserved_key__isnull", False)),
                        fields=("reserved_key",),
                        name="newsroom_one_holder_of_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reserved_skeleton__isnull", False)),
                        fields=("reserved_skeleton",),
                        name="newsroom_one_holder_of_a_look",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved_key__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="newsroom_holders_are_confirmed",
                    ),
                ],
                "verbose_name": "commenter",
                "verbose_name_plural": "commenters",
                "permissions": [("set_standing", "Can trust, hold and ban commenters")],
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
                ("section", models.CharField(blank=True, default="", editable=False, max_length=100)),
                ("orphaned", models.BooleanField(default=False, editable=False)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_pk"), name="newsroom_one_discussion"
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("orphaned", True)), fields=["-id"], name="newsroom_orphaned"
                    )
                ],
                "verbose_name": "discussion",
                "verbose_name_plural": "discussions",
            },
        ),
        migrations.CreateModel(
            name="ListedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("banned", "Banned: the comment is rejected"),
                            ("suspect", "Suspect: the comment is held"),
                            ("self_harm", "Self-harm: the comment is held as urgent"),
                            ("threats", "Threats: the comment is held as urgent"),
                            ("accusations", "Accusations: the comment is held as urgent"),
                        ],
                        default="suspect",
                        max_length=16,
                        verbose_name="list",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        help_text="Whole words are found; * stands for any letters.",
                        max_length=100,
                        verbose_name="word or phrase",
                    ),
                ),
                (
                    "folds",
                    models.BooleanField(
                        default=True,
                        help_text="“été” is then “Ete”, too.",
                        verbose_name="whatever its case and accents",
                    ),
                ),
            ],
            options={
                "verbose_name": "listed word",
                "verbose_name_plural": "listed words",
                "ordering": ["list", "pattern"],
                "constraints": [
                    models.UniqueConstraint(fields=("list", "pattern"), name="newsroom_one_word")
                ],
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
                            ("erased", "Erased"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("public", models.BooleanField(default=False, editable=False)),
                ("first_public_version", models.PositiveBigIntegerField(editable=False, null=True)),
                ("withdrawn_by_author", models.BooleanField(default=False, editable=False)),
                ("reasons", models.JSONField(default=list, editable=False, verbose_name="reasons")),
                ("source", models.TextField(verbose_name="text as typed")),
                (
                    "syntax",
                    models.CharField(
                        choices=[("plain", "PLAIN"), ("html", "HTML"), ("markdown", "MARKDOWN")],
                        default="plain",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("searchable", models.TextField(default="", editable=False)),
                ("text_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "edited",
                    models.BooleanField(default=False, editable=False, verbose_name="edited by the newsroom"),
                ),
                (
                    "by_staff",
                    models.BooleanField(default=False, editable=False, verbose_name="by the newsroom"),
                ),
                (
                    "identity_verified",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="author’s identity verified"
                    ),
                ),
                (
                    "follow",
                    models.CharField(
                        blank=True,
                        choices=[("replies", "about every reply to me"), ("all", "about every new comment")],
                        default="",
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("outcome_wanted", models.BooleanField(default=False, editable=False)),
                ("outcome_told", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("appealed", models.BooleanField(default=False, editable=False)),
                (
                    "open_reports",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="open reports"),
                ),
                ("site_number", models.PositiveBigIntegerField(editable=False, null=True)),
                ("risk", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("due", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                ("duplicate_key", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "commenter",
                    models.ForeignKey(
                        db_index=False,
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
                        db_index=False,
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
                (
                    "rejection",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom_comments.rejectionreason",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("public", True)),
                        fields=["discussion", "root", "xtdcomment_ptr"],
                        name="newsroom_public_threads",
                    ),
                    models.Index(
                        condition=models.Q(("public", True)),
                        fields=["discussion", "first_public_version"],
                        name="newsroom_first_public",
                    ),
                    models.Index(
                        condition=models.Q(("public", True)),
                        fields=["submitted", "xtdcomment_ptr"],
                        name="newsroom_public_arrivals",
                    ),
                    models.Index(fields=["submitted", "xtdcomment_ptr"], name="newsroom_arrivals"),
                    models.Index(fields=["status", "submitted", "xtdcomment_ptr"], name="newsroom_queue"),
                    models.Index(fields=["site_number", "submitted", "xtdcomment_ptr"], name="newsroom_site"),
                    models.Index(
                        fields=["site_number", "status", "submitted", "xtdcomment_ptr"],
                        name="newsroom_site_queue",
                    ),
                    models.Index(fields=["discussion", "submitted", "xtdcomment_ptr"], name="newsroom_place"),
                    models.Index(
                        fields=["discussion", "status", "submitted", "xtdcomment_ptr"],
                        name="newsroom_place_queue",
                    ),
                    models.Index(fields=["commenter", "submitted", "xtdcomment_ptr"], name="newsroom_person"),
                    models.Index(
                        fields=["commenter", "status", "submitted", "xtdcomment_ptr"],
                        name="newsroom_person_queue",
                    ),
                    models.Index(
                        condition=models.Q(("open_reports__gt", 0)),
                        fields=["submitted", "xtdcomment_ptr"],
                        name="newsroom_reported",
                    ),
                    models.Index(
                        condition=models.Q(("open_reports__gt", 0)),
                        fields=["discussion", "submitted", "xtdcomment_ptr"],
                        name="newsroom_place_reported",
                    ),
                    models.Index(
                        condition=models.Q(("open_reports__gt", 0)),
                        fields=["commenter", "submitted", "xtdcomment_ptr"],
                        name="newsroom_person_reported",
                    ),
                    models.Index(
                        condition=models.Q(("status", "pending")),
                        fields=["due", "xtdcomment_ptr"],
                        name="newsroom_due",
                    ),
                    models.Index(
                        condition=models.Q(("status", "pending")),
                        fields=["discussion", "due", "xtdcomment_ptr"],
                        name="newsroom_place_due",
                    ),
                    models.Index(
                        condition=models.Q(("status", "pending")),
                        fields=["site_number", "due", "xtdcomment_ptr"],
                        name="newsroom_site_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(("status", "pending"), ("open_reports__gt", 0), _connector="OR"),
                            ("risk__gte", 50),
                        ),
                        fields=["due", "xtdcomment_ptr"],
                        name="newsroom_urgent",
                    ),
                    models.Index(
                        condition=models.Q(("appealed", True), ("status", "rejected")),
                        fields=["submitted", "xtdcomment_ptr"],
                        name="newsroom_appeals",
                    ),
                    models.Index(
                        condition=models.Q(("rejection__isnull", False)),
                        fields=["rejection", "submitted", "xtdcomment_ptr"],
                        name="newsroom_rejection",
                    ),
                    models.Index(
                        condition=models.Q(("edited", True)),
                        fields=["submitted", "xtdcomment_ptr"],
                        name="newsroom_edited",
                    ),
                    models.Index(
                        condition=models.Q(("text_digest", ""), _negated=True),
                        fields=["text_digest"],
                        name="newsroom_repeats",
                    ),
                    models.Index(
                        condition=models.Q(("network", ""), _negated=True),
                        fields=["network", "submitted"],
                        name="newsroom_network",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("duplicate_key",), name="newsroom_one_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("public", True), ("withdrawn_by_author", True), _negated=True),
                        name="newsroom_withdrawn_is_not_public",
                    ),
                ],
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "permissions": [
                    ("moderate_readercomment", "Can decide which comments are public"),
                    ("view_address", "Can see readers' email addresses"),
                    ("moderate_selection", "Can decide many comments at once"),
                    ("moderate_every_site", "Can moderate on every site"),
                ],
            },
            bases=("django_comments_xtd.xtdcomment",),
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=500)),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("editor", "name"), name="newsroom_one_saved_filter")
                ],
            },
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("replies", "about every reply to me"), ("all", "about every new comment")],
                        max_length=7,
                    ),
                ),
                ("notified_version", models.PositiveBigIntegerField(default=0)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "commenter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="newsroom_comments.commenter",
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="newsroom_comments.discussion",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("commenter", "discussion"), name="newsroom_one_following")
                ],
                "verbose_name": "following",
                "verbose_name_plural": "followings",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=100, verbose_name="rule")),
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
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                    ),
                ),
                ("submitted", models.DateTimeField()),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="newsroom_comments.readercomment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["rule", "submitted", "comment"], name="newsroom_rule"),
                    models.Index(
                        fields=["rule", "status", "submitted", "comment"], name="newsroom_rule_queue"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "rule"), name="newsroom_one_finding")
                ],
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="DeskDigest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="when so many comments wait",
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="when the oldest has waited so many hours",
                    ),
                ),
                (
                    "daily_at",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 0 to 23; nothing is sent where nothing waits.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="every day at this hour",
                    ),
                ),
                ("written_at", models.DateTimeField(editable=False, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "emails about what waits",
                "verbose_name_plural": "emails about what waits",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Email",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moderation", "To moderators: a comment came in"),
                            ("confirmation", "To a reader: confirm the address"),
                            ("private_page", "To a reader: the comment's own page"),
                            ("following", "To a follower: new comments"),
                            ("outcome", "To an author: what became of the comment"),
                            ("digest", "To an editor: what waits"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("since", models.PositiveBigIntegerField(default=0)),
                ("up_to", models.PositiveBigIntegerField(default=0)),
                ("said", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "due",
                    models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name="due"),
                ),
                ("server_failed_at", models.DateTimeField(editable=False, null=True)),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                (
                    "following",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="emails",
                        to="newsroom_comments.following",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="emails",
                        to="newsroom_comments.deskdigest",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emails",
                        to="newsroom_comments.readercomment",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom_comments.commenter",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=["id"],
                        name="newsroom_undelivered",
                    ),
                    models.Index(
                        condition=models.Q(("requested_by__isnull", False)),
                        fields=["requested_by", "created"],
                        name="newsroom_requested",
                    ),
                    models.Index(fields=["-sent_at", "-id"], name="newsroom_emails"),
                    models.Index(fields=["kind", "-sent_at", "-id"], name="newsroom_emails_of_kind"),
                ],
                "verbose_name": "email",
                "verbose_name_plural": "emails",
                "ordering": ["-pk"],
                "default_permissions": ("view", "change"),
            },
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
                ("discussion_number", models.PositiveBigIntegerField(null=True)),
                ("actor_number", models.CharField(blank=True, max_length=64)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("decided", "Decided"),
                            ("corrected", "Corrected"),
                            ("judged", "Judged again"),
                            ("undone", "Undone"),
                            ("appealed", "Appealed"),
                            ("upheld", "Rejection upheld"),
                        ],
                        default="decided",
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
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
                            ("erased", "Erased"),
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
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("revision", models.PositiveIntegerField(null=True, verbose_name="revision")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("message", models.TextField(blank=True, verbose_name="message to the author")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("batch", models.UUIDField(db_index=True, null=True, verbose_name="batch")),
                ("waited", models.PositiveIntegerField(null=True)),
                ("decided", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="decided")),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_by",
                        to="newsroom_comments.decision",
                        verbose_name="undoes",
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
                (
                    "rejection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom_comments.rejectionreason",
                        verbose_name="reason",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["actor", "-id"], name="newsroom_decisions_of_editor"),
                    models.Index(fields=["to_status", "-id"], name="newsroom_decisions_to"),
                    models.Index(
                        condition=models.Q(("act", "decided"), _negated=True),
                        fields=["act", "-id"],
                        name="newsroom_decisions_act",
                    ),
                    models.Index(
                        condition=models.Q(("rule", ""), _negated=True),
                        fields=["rule", "-id"],
                        name="newsroom_decisions_of_rule",
                    ),
                    models.Index(
                        condition=models.Q(("comment__isnull", True)),
                        fields=["comment_number"],
                        name="newsroom_decisions_of_gone",
                    ),
                ],
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "permissions": [
                    ("view_editors_figures", "Can see how much and how fast each editor decides"),
                    ("export_decision", "Can take the log of decisions away as a table"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reporter", models.CharField(editable=False, max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abuse", "It insults or threatens somebody"),
                            ("hate", "It is hateful"),
                            ("spam", "It is advertising or spam"),
                            ("privacy", "It reveals private information about somebody"),
                            ("illegal", "It is against the law"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="reason",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="text")),
                (
                    "submitted",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted"),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="newsroom_comments.readercomment",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="newsroom_comments.decision",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reporter", "submitted"], name="newsroom_reports_by")],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "reporter"), name="newsroom_one_report")
                ],
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="text")),
                (
                    "submitted",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waits"),
                            ("upheld", "Upheld"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, default="", verbose_name="answer")),
                (
                    "against",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom_comments.decision",
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="newsroom_comments.readercomment",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appeals",
                        to="newsroom_comments.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StandingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("commenter_number", models.PositiveBigIntegerField()),
                ("actor_number", models.CharField(blank=True, max_length=64)),
                (
                    "from_standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("trusted", "Trusted"),
                            ("held", "Always held"),
                            ("banned", "Banned"),
                        ],
                        max_length=8,
                        verbose_name="from",
                    ),
                ),
                ("from_until", models.DateTimeField(null=True)),
                (
                    "to_standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("trusted", "Trusted"),
                            ("held", "Always held"),
                            ("banned", "Banned"),
                        ],
                        max_length=8,
                        verbose_name="to",
                    ),
                ),
                ("to_until", models.DateTimeField(null=True, verbose_name="until")),
                ("batch", models.UUIDField(db_index=True, verbose_name="batch")),
                ("changed", models.DateTimeField(auto_now_add=True, verbose_name="changed")),
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
                    "commenter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="standing_changes",
                        to="newsroom_comments.commenter",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_by",
                        to="newsroom_comments.standingchange",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["to_standing", "-id"], name="newsroom_standing_changes")],
                "verbose_name": "change of standing",
                "verbose_name_plural": "changes of standing",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
        # Dropped with its table.
        migrations.RunPython(add_search_index, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, give_stock_columns_back),
        migrations.RunPython(migrations.RunPython.noop, give_threads_back),
        migrations.RunPython(let_go_of_other_databases, migrations.RunPython.noop),
    ]
