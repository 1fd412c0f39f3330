"""What a request may be made of, before any page looks at it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class Utf8Request(WSGIRequest):
    """A request that is read as UTF-8, whatever charset its Content-Type names.

    Django would follow the name to any of Python's codecs: "hex" is no text encoding and ends in a 500
    ahead of all middleware, "unicode_escape" makes half characters that no database takes.
    """

    @property
    def encoding(self) -> None:  # type: ignore[override]
        """None: Django then takes ``DEFAULT_CHARSET``."""
        return None

    @encoding.setter
    def encoding(self, charset: str) -> None:
        pass


class NoNulMiddleware:
    """Answers 400 where a query or a cookie holds NUL: PostgreSQL won't even look for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        values = [value for name, given in request.GET.lists() for value in (name, *given)]
        if any("\x00" in value for value in (*values, *request.COOKIES.values())):
            raise BadRequest("NUL")
        return self.get_response(request)
