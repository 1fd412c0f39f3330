"""One way of doing a thing for views that are coroutines and for those that aren't.

It is written as a coroutine that asks the database by an ``Ask``: in a thread, while others go on; or
``directly``, where ``run`` has it done at once.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, Protocol, TypeVar

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async

P = ParamSpec("P")
T = TypeVar("T")


class Ask(Protocol):
    """Calls a function that may ask the database, and awaits it."""

    def __call__(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]: ...


async def directly(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """For ``run``: in this thread, with nothing to await."""
    return function(*args, **kwargs)


async def in_thread(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """In the one thread, and on the connection, that Django has for a request (``thread_sensitive``)."""
    return await sync_to_async(function)(*args, **kwargs)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns that awaits nothing but ``directly``."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        returned: T = done.value
        return returned
    raise RuntimeError("it waits for something, and there is no loop")


def plain(function: Callable[P, Any]) -> Callable[P, Any]:
    """A host's ``function`` for who can't await it."""
    return async_to_sync(function) if iscoroutinefunction(function) else function


def awaitable(function: Callable[P, Any]) -> Callable[P, Awaitable[Any]]:
    """A host's ``function`` for who must not wait for it."""
    return function if iscoroutinefunction(function) else sync_to_async(function)
