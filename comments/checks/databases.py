"""The database's options, and the replica."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.db import DEFAULT_DB_ALIAS, connections, router

from ..models import ReaderComment
from ..models.transactions import locks_at_once
from ..replicas import ReplicaRouter
from .messages import error, warning
from .settings import host_settings

# Django's own, in seconds.
SHORTEST_TIMEOUT = 5
MEND = 'Give the database "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20} in DATABASES.'


def check_sqlite(**_kwargs: Any) -> list[CheckMessage]:
    """Writers on SQLite take turns, and wait for theirs."""
    connection = connections[router.db_for_write(ReaderComment)]
    return list(_problems(connection)) if connection.vendor == "sqlite" else []


def _problems(connection: Any) -> Iterator[CheckMessage]:
    if not locks_at_once(connection):
        yield warning(
            8,
            'SQLite fails transactions that read before they write ("database is locked") while another '
            "writes. Comments are stored all the same; the admin and other apps have no such care.",
            MEND,
        )
    timeout = connection.settings_dict["OPTIONS"].get("timeout", SHORTEST_TIMEOUT)
    if timeout < SHORTEST_TIMEOUT:
        yield warning(9, f"Whoever writes to SQLite waits {timeout} seconds for others, then fails.", MEND)


def check_replica(**_kwargs: Any) -> list[CheckMessage]:
    """``REPLICA`` names a database beside the primary, and the router leads there."""
    replica = host_settings().get("REPLICA", "")
    return list(_replica_problems(replica)) if replica != "" else []


def _replica_problems(replica: Any) -> Iterator[CheckMessage]:
    others = sorted(set(settings.DATABASES) - {DEFAULT_DB_ALIAS})
    if replica not in others:
        yield error(46, f"REPLICA is {replica!r}.", f"Name one of DATABASES beside the default: {others}.")
    if not any(isinstance(one, ReplicaRouter) for one in router.routers):
        yield error(
            47,
            "REPLICA is set, and nothing is read there.",
            f'End DATABASE_ROUTERS with "{ReplicaRouter.__module__}.{ReplicaRouter.__name__}".',
        )
