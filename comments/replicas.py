"""A read replica: what is read there, and what never is.

Everything is read from the primary but what stands inside ``reading``, which is opened in two places alone:
for the body of a page whose ETag primary and replica agree on (``discussions.caching``), and for views that
a host says may lag (``decorators.may_lag``).  So a command, a task, the admin, a post and whoever has a
session never meet anything older than the primary has.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model

from .conf import conf
from .coroutines import Ask, directly, run

Made = TypeVar("Made")
logger = logging.getLogger(__name__)

# Seconds for which a process leaves a replica alone that didn't answer: nobody waits for it meanwhile.
REST = 10
# How far behind, in seconds, a replica may be for what may lag.
MOST_LAG = 10

_reads_there: ContextVar[bool] = ContextVar("newsroom_comments_reads_from_replica", default=False)
_left_alone_until = 0.0


class ReplicaRouter:
    """For ``DATABASE_ROUTERS``, the last there: what other routers place elsewhere stays in its place."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return conf.replica if _reads_there.get() else _primary(hints)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return _primary(hints)

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:
        """A row is the same row on both."""
        return True if {one._state.db, other._state.db} <= {DEFAULT_DB_ALIAS, conf.replica} else None

    def allow_migrate(self, db: str, _label: str, **_hints: Any) -> bool | None:
        """What the primary does, the replica does after it."""
        return False if db == conf.replica else None


def _primary(hints: dict[str, Any]) -> str | None:
    """Where a row that came from the replica is written, and what belongs to it is read."""
    instance = hints.get("instance")
    from_replica = instance is not None and bool(conf.replica) and instance._state.db == conf.replica
    return DEFAULT_DB_ALIAS if from_replica else None


@contextmanager
def reading() -> Iterator[None]:
    """What this thread, or this coroutine, reads in here comes from the replica."""
    token = _reads_there.set(True)
    try:
        yield
    finally:
        _reads_there.reset(token)


def read_there_if(is_current: Callable[[], bool], view: Callable[[], Made]) -> Made:
    """What ``view`` makes of the replica where ``is_current``, asked there, says so; else of the primary.

    A replica that fails, in whatever way, costs nobody an answer: the primary is asked, and for ``REST``
    seconds it alone.
    """
    return run(read_there_if_by(directly, is_current, partial(directly, view)))


async def read_there_if_by(
    ask: Ask, is_current: Callable[[], bool], view: Callable[[], Awaitable[Made]]
) -> Made:
    """The same of a ``view`` that is a coroutine; what it asks in turn is asked there, too."""
    global _left_alone_until
    if conf.replica and time.monotonic() >= _left_alone_until:
        try:
            with reading():
                if await ask(is_current):
                    return await view()
        except Error as error:
            _left_alone_until = time.monotonic() + REST
            logger.warning("The replica fails, and is left alone: %s", " ".join(str(error).split()))
    return await view()


def is_near() -> bool:
    """Whether the replica has all that the primary has, or had ``MOST_LAG`` seconds ago; PostgreSQL's alone.

    Its last transaction may be old where nothing was written since: so the positions in the log count, too.
    What is no standby, or none any more, isn't near.
    """
    primary, replica = connections[DEFAULT_DB_ALIAS], connections[conf.replica]
    if primary.vendor != "postgresql":
        return False
    with primary.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()")
        (written,) = cursor.fetchone()
    with replica.cursor() as cursor:
        cursor.execute(
            "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            " OR pg_last_xact_replay_timestamp() > now() - %s * interval '1 second'",
            [written, MOST_LAG],
        )
        return bool(cursor.fetchone()[0])
