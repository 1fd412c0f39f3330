"""What Django has no word for: queries whose SQL is made once, that count, or that ask two databases."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connections, router
from django.db.models import Expression, F, IntegerField, Model, Prefetch, QuerySet, Subquery
from django.db.models.lookups import In


def preparing_cursor(connection: Any) -> Any:
    """A cursor for statements of one text with other values each time.

    PostgreSQL parses and plans each once a connection, where the host's ``OPTIONS`` have psycopg's
    ``prepare_threshold``: Django's own cursors write the values into the text, so that no two are the same.
    """
    cursor = connection.cursor()
    if getattr(connection.connection, "prepare_threshold", None) is not None:
        cursor.cursor = connection.Database.Cursor(connection.connection)
    return cursor


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
        with preparing_cursor(connections[self._using]) as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        # As Django reads them: SQLite's times and truths are texts and numbers.
        rows: Iterator[tuple[Any, ...]] = self._compiler.results_iter([found], tuple_expected=True)
        return rows


class _Among(In):
    """On PostgreSQL all values are one parameter: with one each, five hundred take four times as long."""

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        if not self.rhs:
            return super().as_sql(compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, [*self.rhs]]


def among(name: str, values: Collection[Any]) -> Any:
    """``name__in=values``, where they are hundreds; numbers or texts, as the column holds them."""
    return _Among(F(name), values)


class NumberOf(Subquery):
    """How many rows a query has, with its limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def with_related(rows: QuerySet[Any, Any], *paths: str) -> QuerySet[Any, Any]:
    """``rows`` with what these foreign keys lead to: joined, or asked for where another database has it."""
    for path in paths:
        related = _related(rows.model, path)
        if is_beside(rows.db, related):
            rows = rows.select_related(path)
        else:
            rows = rows.prefetch_related(Prefetch(path, related._base_manager.using(reads_from(related))))
    return rows


def reads_from(model: type[Model]) -> str:
    """The database that the model's rows are read from where nothing is known of them."""
    return str(router.db_for_read(model))


def is_beside(alias: str, model: type[Model]) -> bool:
    """Whether a query of the database ``alias`` can join the model's table."""
    return alias in {reads_from(model), router.db_for_write(model)}


def _related(model: Any, path: str) -> Any:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model
