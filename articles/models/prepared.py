"""Queries that each reader of a page asks, compiled once: Django takes longer to write one than to run it."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import connections
from django.db.models import BigIntegerField, CharField, DateTimeField, Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Value):
    """Where a prepared query takes a value each time it runs, by its name."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field)

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]

    def given(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection)


KEY = Parameter("pk", BigIntegerField())
LANGUAGE = Parameter("language", CharField())
MOMENT = Parameter("moment", DateTimeField())
SLUG = Parameter("slug", CharField())


class Prepared:
    """The queryset that ``build()`` makes with ``Parameter``s in it; called with values it gives the rows.

    Built and compiled once for each database; the router says each time which.
    """

    def __init__(self, build: "Callable[[], QuerySet[Any, Any]]") -> None:
        self._build = build
        self._queryset: QuerySet[Any, Any] | None = None
        self._compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Any) -> list[Any]:
        if self._queryset is None:
            self._queryset = self._build()
        rows = self._queryset.all()
        compiled = self._compiled.get(rows.db)
        if compiled is None:
            compiled = self._compiled[rows.db] = _Compiled(rows.query.get_compiler(rows.db))
        compiler = compiled.ready(values, connections[rows.db])
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return list(rows)


class _Compiled:
    """A compiler after its work: the columns it selects and how each is read stay as they are."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.compiler = compiler
        self.sql, params = compiler.as_sql()
        self.params: list[Any] = [*params]
        self.converters = compiler.get_converters([column[0] for column in compiler.select])

    def ready(self, values: dict[str, Any], connection: Any) -> Any:
        """One that runs this on ``connection``."""
        params = [one.given(values, connection) if isinstance(one, Parameter) else one for one in self.params]
        compiler: Any = copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_options: [_all(connection, self.sql, params)]
        compiler.get_converters = lambda _columns: self.converters
        return compiler


def _all(connection: Any, sql: str, params: list[Any]) -> Any:
    """The rows; PostgreSQL plans the statement once a connection, where ``OPTIONS`` have psycopg's
    ``prepare_threshold``: Django's own cursors write the values into it.
    """
    with connection.cursor() as cursor:
        if getattr(connection.connection, "prepare_threshold", None) is not None:
            cursor.cursor = connection.Database.Cursor(connection.connection)
        cursor.execute(sql, params)
        return cursor.fetchall()
