"""The database's options."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage
from django.db import connections, router

from ..models import ReaderComment
from ..models.transactions import locks_at_once
from .messages import warning

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
