"""The answers to a request that can't be read, and to one that fails by our fault."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.defaults import bad_request as plain_bad_request
from django.views.defaults import server_error as plain_server_error

from comments.outages import RETRY_AFTER, is_outage


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; what is only too large gets 413, so that the reader learns to shorten it."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return plain_bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where it was the database that didn't answer, whether a page or a middleware asked it."""
    # Django asks for this page while it handles the exception, and hands over nothing of it.
    if not is_outage(sys.exception()):
        return plain_server_error(request)
    response = HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    add_never_cache_headers(response)
    return response
