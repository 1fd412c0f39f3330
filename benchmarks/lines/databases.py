"""A database for each number of comments, and the default connection leading to one of them."""

from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connections

from ..data.filling import fill

FEWEST, FEW, MANY = SIZES = (10, 10_000, 1_000_000)
CONNECTIONS: dict[int, Any] = {}
# Leads to the database that was named, where others are made and dropped.
OUTSIDE = connections["default"]


def make() -> None:
    """A filled database of each size, unless there is one."""
    for size in SIZES:
        with OUTSIDE.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(size)])
            known = cursor.fetchone()
            if not known:
                cursor.execute(f"CREATE DATABASE {_name(size)}")
        use(size)
        if not known:
            call_command("migrate", verbosity=0)
            start = perf_counter()
            fill(connections["default"], size)
            print(f"{size:,} comments written in {perf_counter() - start:.0f} s", flush=True)


def close(*, drop: bool) -> None:
    for size, connection in CONNECTIONS.items():
        connection.close()
        if drop:
            with OUTSIDE.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {_name(size)}")


def use(size: int) -> None:
    """Have the default connection lead to the database of that size."""
    known = CONNECTIONS.get(size)
    if known is None:
        known = connections.create_connection("default")
        known.settings_dict = known.settings_dict | {"NAME": _name(size)}
        CONNECTIONS[size] = known
    connections["default"] = known


def in_use() -> int:
    """The size of the database that the default connection leads to."""
    return int(connections["default"].settings_dict["NAME"].rpartition("_")[2])


def tidy() -> None:
    """Take away what rolled back rows left behind: autovacuum does, in a small database much sooner."""
    for size in SIZES:
        use(size)
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def blocks() -> int:
    """How many blocks of 8 KB were looked at in this database so far, in the caches or not."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def _name(size: int) -> str:
    return f"newsroom_benchmark_{size}"
