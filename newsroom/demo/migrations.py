"""Whether the tables are those that this code's migrations made."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles.models import Article
from comments.models import ReaderComment

OURS = {Article._meta.app_label, ReaderComment._meta.app_label}


def are_others() -> bool:
    """Whether migrations of another version of the two apps have been here.

    Either it records one that this code doesn't have, or a table lacks what the recorded ones made: before
    the first release, migrations were written anew under their old names.
    """
    loader = MigrationLoader(connection)
    recorded = {node for node in loader.applied_migrations if node[0] in OURS}
    return not recorded <= {*loader.disk_migrations} or not _promised(loader, recorded) <= _found()


def _promised(loader: MigrationLoader, recorded: set[tuple[str, str]]) -> set[tuple[str, str | None]]:
    """(table, column) of everything that the recorded migrations make."""
    models = loader.project_state([*recorded]).apps.get_models() if recorded else []
    return {
        (model._meta.db_table, field.column)
        for model in models
        if model._meta.app_label in OURS
        for field in model._meta.local_concrete_fields
    }


def _found() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        inspect = connection.introspection
        return {
            (table, column.name)
            for table in inspect.table_names(cursor)
            for column in inspect.get_table_description(cursor, table)
        }
