"""Queries that each reader of a page asks, compiled once: Django takes longer to write one than to run it."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Value):
    """Where a prepared query takes a value each time it runs, by its name."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def given(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection)


class Prepared:
    """What ``build()`` returns, a queryset with ``Parameter``s in it; calling it with their values gives the rows.

    Built and compiled once for each database; the router says each time which.
    """

    def __init__(self, build: "Callable[[], QuerySet[Any, Any]]") -> None:
        self._build = build
        self._rows: QuerySet[Any, Any] | None = None
        self._compiled: dict[str, tuple[SQLCompiler, str, list[Any]]] = {}

    def __call__(self, **values: Any) -> list[Any]:
        if self._rows is None:
            self._rows = self._build()
        rows = self._rows.all()
        compiler, sql, params = self._compile(rows)
        connection = connections[rows.db]
        filled = [one.given(values, connection) if isinstance(one, Parameter) else one for one in params]
        # The rest of what it knows, the columns and how each is read, Django finds out while it compiles.
        ready = copy(compiler)
        ready.connection = connection
        ready.as_sql = lambda *_args, **_options: (sql, filled)  # type: ignore[method-assign]
        rows.query.get_compiler = lambda *_args, **_options: ready  # type: ignore[method-assign]
        return list(rows)

    def _compile(self, rows: "QuerySet[Any, Any]") -> tuple[SQLCompiler, str, list[Any]]:
        known = self._compiled.get(rows.db)
        if known is None:
            compiler = rows.query.get_compiler(rows.db)
            sql, params = compiler.as_sql()
            known = self._compiled[rows.db] = (compiler, sql, [*params])
        return known
