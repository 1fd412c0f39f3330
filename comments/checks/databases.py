"""The database's engine, its options, and the replica."""

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


ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def check_engine(**_kwargs: Any) -> list[CheckMessage]:
    """The database can do what decisions and posts rely upon; says so before any table is made."""
    alias = router.db_for_write(ReaderComment)
    # Not its `display_name`, for which Django asks a server whether it is MySQL's or MariaDB's.
    vendor = connections[alias].vendor
    if vendor in ENGINES:
        return []
    return [
        error(
            22,
            f"The database {alias!r} is {vendor}, which has no FOR UPDATE OF and no unique constraint with a "
            "condition: posts would be stored, some of them twice, and no decision taken.",
            f"Keep the comments on {' or '.join(ENGINES.values())}; a database router may send them there.",
        )
    ]


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
