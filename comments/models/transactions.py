"""Transactions that are going to write, what they lock, and those that a host's own code runs in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import Any

from django.db import DatabaseError, connections, router, transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from . import Discussion

# The ways in which SQLite may begin a transaction so that it has the lock from its first moment.
LOCKING_MODES = frozenset({"IMMEDIATE", "EXCLUSIVE"})


def alias() -> str:
    """The database that comments are written to, and all that belongs to them: the routers say which."""
    return str(router.db_for_write(Discussion))


def atomic() -> Any:
    """Django's ``atomic``, where comments are written."""
    return transaction.atomic(using=alias())


def after_commit(act: Callable[[], object]) -> None:
    """Do it once what is written to comments here is committed; its failure is logged and raises nothing."""
    transaction.on_commit(act, using=alias(), robust=True)


def send_once_committed(signal: Signal, sender: Any, **arguments: Any) -> None:
    """Send ``signal`` after the caller's transaction; at once where there is none."""
    after_commit(partial(signal.send_robust, sender, **arguments))


@contextmanager
def writing() -> Iterator[None]:
    """``atomic``, as a block or a decorator, for whoever reads first and then writes.

    Left as Django sets it up (``transaction_mode`` DEFERRED), SQLite fails such a transaction at once where
    another has begun to write meanwhile, for what was read is no longer so (SQLITE_BUSY).  One that begins
    with a write takes its turn instead, and waits as long as the option ``timeout`` says.
    """
    connection = connections[alias()]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=connection.alias):
        if is_outermost and not locks_at_once(connection):
            # Of no row: SQLite takes the lock all the same.
            Discussion.objects.filter(pk=0).update(version=0)
        yield


def in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows to be locked, in one order for everybody: of two batches at once one waits, and none is killed.

    Comments are locked before discussions, and those before people.  A reader may meanwhile reply to them:
    nobody's key changes.
    """
    weaker = connections[alias()].features.has_select_for_no_key_update
    return rows.order_by("pk").select_for_update(of=("self",), no_key=weaker)


@contextmanager
def sheltered() -> Iterator[None]:
    """Run a host's own code, whose failures are caught and said by its caller.

    Transactions may be open, the host's own (ATOMIC_REQUESTS), in any of its databases: savepoints make the
    connections usable again after a failed query.
    """
    begun = [each.alias for each in connections.all(initialized_only=True) if each.in_atomic_block]
    if not begun:
        yield
        return
    with suppress(DatabaseError), ExitStack() as savepoints:
        for each in begun:
            savepoints.enter_context(transaction.atomic(using=each))
        yield


def locks_at_once(connection: Any) -> bool:
    """Whether its transactions, once begun, can be relied upon to write: all but SQLite's by default."""
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    return connection.vendor != "sqlite" or str(mode).upper() in LOCKING_MODES
