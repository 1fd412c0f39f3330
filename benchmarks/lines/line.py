"""One line of a table: something that somebody does."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.db import connections, reset_queries, transaction
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Line:
    """``act`` is measured, and given what ``prepare`` returned; what it ``writes`` is rolled back."""

    label: str
    act: Callable[[Any], Any]
    prepare: Callable[[], Any] = lambda: None
    writes: bool = False

    def run(self) -> tuple[float, list[str], Any]:
        """How many seconds it took, with which queries, and what came of it."""
        if not self.writes:
            return self._run()
        with transaction.atomic():
            taken = self._run()
            transaction.set_rollback(True)
        return taken

    def _run(self) -> tuple[float, list[str], Any]:
        connection = connections["default"]
        given = self.prepare()
        # Of ten thousand queries Django would keep the last.
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            start = perf_counter()
            result = self.act(given)
            if self.writes:
                # What a commit would look at.
                connection.check_constraints()
            taken = perf_counter() - start
        constraints = 2 if self.writes else 0
        queries = [query["sql"] for query in captured]
        return taken, queries[: len(queries) - constraints], result
