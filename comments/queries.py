"""What Django has no word for: a query whose SQL is made once, and how many rows a query has."""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.models import Expression, IntegerField, QuerySet, Subquery


class Given(Expression):
    """Stands in a query for the value that is given under this name each time it is asked."""

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Compiled:
    """``rows`` by its ``values_list``, with ``Given`` where a value is not known yet.

    To make SQL of a query costs several times what the database takes for it.  Values are handed over as they
    are: numbers and texts.
    """

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._using = rows.db
        self._compiler = rows.query.get_compiler(self._using)
        self._sql, self._params = self._compiler.as_sql()

    def ask(self, **values: Any) -> Iterator[tuple[Any, ...]]:
        params = [values[part.name] if isinstance(part, Given) else part for part in self._params]
        with connections[self._using].cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        # As Django reads them: SQLite's times and truths are texts and numbers.
        rows: Iterator[tuple[Any, ...]] = self._compiler.results_iter([found], tuple_expected=True)
        return rows


class NumberOf(Subquery):
    """How many rows a query has, with its limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
