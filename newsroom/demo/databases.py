"""Which database the demo may fill, and which it has filled already.

It knows it by the name of the site's row in the sites framework's table.  What is made by way of the demo, a
reader's comment or an editor's article, is part of it: to run it again must not be refused for that.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import DatabaseError, connection

from articles.models import Picture

from ..development import CHECKOUT_FILE, SIGNATURE
from . import migrations

# What `migrate` fills by itself.
FILLED_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission", "django_site"}


def is_ours() -> bool:
    """Whether the demo has been loaded into this database."""
    tables = connection.introspection.table_names()
    site = Site.objects.filter(pk=settings.SITE_ID, name=SIGNATURE)
    return Site._meta.db_table in tables and site.exists()


def sign() -> None:
    Site.objects.update_or_create(pk=settings.SITE_ID, defaults={"name": SIGNATURE})


def first_foreign_table() -> str:
    """A table that isn't the site's, or one in which somebody has stored something; "" if there is none."""
    known = {*connection.introspection.django_table_names(), "django_migrations"}
    tables = sorted(connection.introspection.table_names())
    return next((table for table in tables if not _is_ours(table, known) or _is_in_use(table)), "")


def _is_ours(table: str, known: set[str]) -> bool:
    # Another version of the two apps may have had other tables.
    return table in known or table.startswith(tuple(f"{app}_" for app in migrations.OURS))


def _is_in_use(table: str) -> bool:
    if table in FILLED_BY_MIGRATE:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608  our own name
        return cursor.fetchone() is not None


def picture_files() -> set[str]:
    """The names of the files of all its pictures; none where another version of the apps made its tables."""
    try:
        return {name for picture in Picture.objects.only("file", "renditions") for name in picture.file_names}
    except DatabaseError:
        return set()


def is_checkout_file() -> bool:
    name = Path(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and name.resolve() == CHECKOUT_FILE


def remove_checkout_file() -> None:
    """Remove the file, and what SQLite keeps beside it."""
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        CHECKOUT_FILE.with_name(CHECKOUT_FILE.name + suffix).unlink(missing_ok=True)
