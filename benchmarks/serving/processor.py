"""What processes of this machine took of the processor, and which of them are PostgreSQL's for a database.

Time on the clock says nothing on a machine that does other work, too; processor time does.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


def processor_seconds(processes: Iterable[int]) -> float:
    """What the processes, of one thread each, took so far."""
    # The first number, in nanoseconds: Documentation/scheduler/sched-stats.rst.
    return sum(int(Path(f"/proc/{one}/schedstat").read_text().split()[0]) for one in processes) / 1e9


def children(process: int) -> list[int]:
    """Those which a process started: gunicorn's workers."""
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def backends(connection: Any) -> list[int]:
    """PostgreSQL's processes for the database of a connection, Django's or psycopg's, without its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]
