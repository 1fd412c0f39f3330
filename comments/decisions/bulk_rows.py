"""Many rows written in one statement, each with its own values, where Django has no way or a costly one.

``bulk_create`` takes no model with parents (multi-table inheritance); ``bulk_update`` writes a condition for
each value.  Here the values are a table that the statement reads: JSON on PostgreSQL, as one parameter, and
elsewhere, as on SQLite (from 3.33 on), a VALUES list.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model

GIVEN = "given"


def row_maker(model: type[Model]) -> Callable[[Mapping[str, Any]], Any]:
    """What makes rows of columns by name, the defaults in all others.

    In the fields' order, as Django makes rows that it has read: by name it takes ten times as long.
    """
    fields = model._meta.concrete_fields
    defaults = {field.attname: field.get_default() for field in fields}

    def make(columns: Mapping[str, Any]) -> Any:
        values = {**defaults, **columns}
        return model(*[values[name] for name in defaults])

    return make


def insert_rows(model: type[Model], rows: Sequence[Any]) -> None:
    """Insert into the model's own table alone; the rows of its parents are there already.

    A row without a key gets one, and isn't told.
    """
    if not rows:
        return
    fields: list[Any] = [
        field
        for field in model._meta.local_concrete_fields
        if not field.primary_key or field.value_from_object(rows[0]) is not None
    ]
    columns = [[field.pre_save(row, add=True) for row in rows] for field in fields]
    # What all rows have in common is said once; but for one column, for no table is without any.
    common = {place for place, values in enumerate(columns) if place and values.count(values[0]) == len(rows)}
    varying = [place for place in range(len(fields)) if place not in common]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(fields[place].column) for place in [*varying, *common])
    selected = [f"{GIVEN}.column{number}" for number in range(1, len(varying) + 1)] + ["%s"] * len(common)
    once = [fields[place].get_db_prep_save(columns[place][0], connection) for place in common]
    given = {fields[place]: columns[place] for place in varying}
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) SELECT {', '.join(selected)} FROM "  # noqa: S608  names of our own
    with connection.cursor() as cursor:
        for table, params in _tables(given, connection, besides=len(once)):
            cursor.execute(statement + table, [*once, *params])


def update_rows(model: type[Model], rows: Sequence[Any], names: Sequence[str]) -> None:
    """Write these columns of the model's own table, in which the rows are."""
    if not rows:
        return
    key: Any = model._meta.pk
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(
        f"{quote(field.column)} = {GIVEN}.column{number}" for number, field in enumerate(fields, start=2)
    )
    given = {field: [getattr(row, field.attname) for row in rows] for field in (key, *fields)}
    where = f" WHERE {table}.{quote(key.column)} = {GIVEN}.column1"
    with connection.cursor() as cursor:
        for values, params in _tables(given, connection):
            cursor.execute(f"UPDATE {table} SET {columns} FROM {values}{where}", params)  # noqa: S608


def _tables(
    columns: Mapping[Any, Sequence[Any]], connection: Any, *, besides: int = 0
) -> Iterator[tuple[str, list[Any]]]:
    """Tables of these values by field, as SQL with its parameters: one, or as many as there have to be."""
    prepared = [
        [field.get_db_prep_save(value, connection) for value in values] for field, values in columns.items()
    ]
    rows = [*zip(*prepared, strict=True)]
    if connection.vendor == "postgresql":
        yield _json_table([*columns], rows, connection)
        return
    allowed = connection.features.max_query_params
    most = max((allowed - besides) // len(columns), 1) if allowed else len(rows)
    one = f"({', '.join(['%s'] * len(columns))})"
    for start in range(0, len(rows), most):
        part = rows[start : start + most]
        yield f"(VALUES {', '.join([one] * len(part))}) AS {GIVEN}", [value for row in part for value in row]


def _json_table(fields: Sequence[Any], rows: Sequence[Any], connection: Any) -> tuple[str, list[Any]]:
    names = [f"column{number}" for number in range(1, len(fields) + 1)]
    types = [f"{name} {field.cast_db_type(connection)}" for name, field in zip(names, fields, strict=True)]
    values = [dict(zip(names, row, strict=True)) for row in rows]
    return f"json_to_recordset(%s) AS {GIVEN}({', '.join(types)})", [json.dumps(values, default=_as_json)]


def _as_json(value: Any) -> Any:
    """psycopg wraps JSON; dates, UUIDs and numbers PostgreSQL reads as they are written."""
    return value.obj if hasattr(value, "obj") else str(value)
