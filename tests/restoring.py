"""Rows remembered and written back: quicker than to make them again.

After a test that commits, Django empties every table and asks each app for its first rows (permissions,
content types) anew, which takes longer than most of these tests.
"""

from typing import Any

from django.db import connection, transaction

Rows = list[tuple[Any, ...]]


def rows_by_table() -> dict[str, Rows]:
    """All rows, of the tables that have any."""
    found: dict[str, Rows] = {}
    with connection.cursor() as cursor:
        for table in _tables_with_rows():
            cursor.execute(f"SELECT * FROM {_quoted(table)}")
            found[table] = cursor.fetchall()
    return found


def restore(rows: dict[str, Rows]) -> None:
    """Empty all tables and write ``rows``; foreign keys are looked at when all of it is there."""
    filled = _tables_with_rows()
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in filled:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        write(rows)


def added(before: dict[str, Rows]) -> dict[str, Rows]:
    """The rows that weren't there before."""
    now = {
        table: [row for row in rows if row not in before.get(table, ())]
        for table, rows in rows_by_table().items()
    }
    return {table: rows for table, rows in now.items() if rows}


def write(rows: dict[str, Rows]) -> None:
    """Write rows as they were read; no foreign key is looked at before the end of the transaction."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table, written in rows.items():
            marks = ", ".join(["%s"] * len(written[0]))
            cursor.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", written)


def _tables_with_rows() -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})" for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)
