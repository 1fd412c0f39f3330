"""Answers for whoever watches over the process."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
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
    """Whether readers can be served: 200, or 503 that names what fails and says nothing else of it."""
    ready = {name: _passes(check) for name, check in CHECKS.items()}
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
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("newsroom.readyz", "ok", timeout=60)
    return bool(cache.get("newsroom.readyz") == "ok")


CHECKS = {"database": _database, "migrations": _migrations, "cache": _cache}
