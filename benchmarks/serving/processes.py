"""Web processes to be compared: each answers over WSGI and says what an answer cost its processor."""

import os
import resource
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from .processor import processor_seconds


@dataclass(frozen=True)
class Cost:
    """What one request took: seconds of the web process's and its database backend's processor time."""

    web: float
    database: float
    queries: int
    page: bytes

    @property
    def seconds(self) -> float:
        return self.web + self.database


class Server:
    """A process of its own with the settings of one site."""

    def __init__(self, settings: str, environment: dict[str, str]) -> None:
        # Not a copy of this process: it has settings of its own.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, settings, environment), daemon=True)
        self._process.start()

    def do(self, act: str, *given: Any) -> Any:
        """Have the process call ``act``, "module:function", with these arguments; and its answer."""
        self._pipe.send((act, given))
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def get(self, path: str, cookie: str = "", before: str = "", *given: Any) -> Cost:
        """The page; ``before`` names what is called first, unmeasured."""
        cost: Cost = self.do(f"{__name__}:measured_get", path, cookie, before, given)
        return cost

    def stop(self) -> None:
        with suppress(BrokenPipeError):
            self._pipe.send(None)
        self._process.join()


def _serve(pipe: Connection, settings: str, environment: dict[str, str]) -> None:
    os.environ |= environment | {"DJANGO_SETTINGS_MODULE": settings}
    import django

    django.setup()
    while order := pipe.recv():
        act, given = order
        try:
            pipe.send(_named(act)(*given))
        except Exception as error:
            pipe.send(RuntimeError(f"{act}{given}: {error!r}"))


def _named(act: str) -> Any:
    module, _, name = act.partition(":")
    return getattr(import_module(module), name)


def measured_get(path: str, cookie: str, before: str, given: tuple[Any, ...]) -> Cost:
    from django.db import connection

    handler = _handler()
    if before:
        _named(before)(*given)
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    queries: list[Any] = []

    def count(execute: Any, *arguments: Any) -> Any:
        queries.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(count):
        web, database = time.process_time(), processor_seconds([backend])
        page = _get(handler, path, cookie)
        return Cost(time.process_time() - web, processor_seconds([backend]) - database, len(queries), page)


def peak_memory(paths: list[str]) -> int:
    """The most bytes that this process held, once it has answered for these."""
    for path in paths:
        _get(_handler(), path, "")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


_handlers: list[Any] = []


def _handler() -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    if not _handlers:
        _handlers.append(WSGIHandler())
    return _handlers[0]


def _get(handler: Any, path: str, cookie: str) -> bytes:
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    status: list[str] = []
    response = handler(environ, lambda line, _headers: status.append(line))
    body = b"".join(response)
    response.close()
    assert status == ["200 OK"], (path, status)
    return body
