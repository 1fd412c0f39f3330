"""Whether a post comes from this site's own pages: decided by headers, without a token or a cookie.

The browser, not the page, writes ``Sec-Fetch-Site`` (W3C Fetch Metadata) and ``Origin`` (RFC 6454); no
other site's page can forge them.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import is_same_domain


def is_same_origin(request: HttpRequest) -> bool | None:
    """True if a header says so, False if one says otherwise, None where the client sent neither."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == _own_origin(request) or _is_trusted(origin)
    return None


def hides_origin(request: HttpRequest) -> bool:
    """Whether a browser without Fetch Metadata says of an origin that it won't name it (RFC 6454, 7.1)."""
    return "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") in {"null", ""}


def naming_origin(response: HttpResponse) -> HttpResponse:
    """The page's own forms name their origin, whatever policy the host has for its pages.

    Under ``no-referrer`` browsers send ``Origin: null`` (Fetch, "append a request Origin header").
    """
    response["Referrer-Policy"] = "same-origin"
    return response


def page_before(request: HttpRequest) -> str:
    """The page of this site that the browser says it comes from (RFC 9110, 10.1.3), or ""."""
    referer = request.headers.get("Referer", "")
    return referer if referer.startswith(f"{_own_origin(request)}/") else ""


def _own_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _is_trusted(origin: str) -> bool:
    """Whether ``CSRF_TRUSTED_ORIGINS`` names it; "https://*.example.org" means what it means to Django."""
    scheme, _separator, host = origin.partition("://")
    trusted = (entry.partition("://") for entry in settings.CSRF_TRUSTED_ORIGINS)
    return any(
        scheme == trusted_scheme and is_same_domain(host, trusted_host.removeprefix("*"))
        for trusted_scheme, _separator, trusted_host in trusted
    )


def is_cross_origin(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this.

    For pages with ``Referrer-Policy: no-referrer``, whose own posts carry ``Origin: null``.
    """
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"
