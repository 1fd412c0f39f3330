"""Answers for whoever watches over the process."""

import functools
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a database's trouble restarts nobody."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether readers can be served: 200, or 503 that names what fails and says nothing else of it.

    One query: a database that says which migrations it has, answers.
    """
    migrated = _passes(_migrations)
    ready = {
        "database": migrated or _passes(_database),
        "migrations": migrated,
        "cache": _passes(_cache),
    }
    lines = [f"{name}: {'ok' if passes else 'failed'}\n" for name, passes in ready.items()]
    return HttpResponse("".join(lines), content_type=PLAIN, status=200 if all(ready.values()) else 503)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever a driver raises, the answer is that it fails
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    recorded = MigrationRecorder(connection).migration_qs.values_list("app", "name")
    return _known_applied() <= {*recorded}


@functools.cache
def _known_applied() -> frozenset[tuple[str, str]]:
    """What is recorded as applied where nothing is missing; found out once a process, from all their files.

    :raises LookupError: something is missing; the next probe looks again.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("unapplied migrations")
    return frozenset(executor.loader.applied_migrations)


def _cache() -> bool:
    cache.set("newsroom.readyz", "ok", timeout=60)
    return bool(cache.get("newsroom.readyz") == "ok")
