"""The site's log as JSON, without what a reader sent."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import StackSummary, walk_tb
from typing import Any


class JsonFormatter(logging.Formatter):
    """A record a line, as an object of RFC 8259 in ASCII; times are RFC 3339's, in UTC.

    Of an exception it writes kinds and places, never the message: those of databases and of Python itself
    quote the value that they refuse.  Of a request it writes the pattern of its address: the address of a
    private page is all that guards it.
    """

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        request: Any = getattr(record, "request", None)
        # Django's own server hands over its socket under that name.
        path = getattr(request, "path", None)
        if path is None:
            entry["message"] = record.getMessage()
        else:
            route = getattr(request.resolver_match, "route", "")
            entry |= {"message": _without(path, f"/{route}", record)}
            entry |= {
                "method": request.method,
                "route": route,
                "status": getattr(record, "status_code", None),
            }
        if record.exc_info and record.exc_info[1]:
            entry["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(entry)


def _without(path: str, route: str, record: logging.LogRecord) -> str:
    """The message, with the route in the place of the path."""
    if not isinstance(record.args, tuple):
        return record.getMessage().replace(path, route)
    return str(record.msg) % tuple(route if value == path else value for value in record.args)


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An exception and those it came from, each with its frames, the innermost last."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = type(error)
        frames = StackSummary.extract(walk_tb(error.__traceback__), lookup_lines=False)
        yield {
            "type": f"{kind.__module__}.{kind.__qualname__}",
            "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
