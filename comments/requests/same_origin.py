"""Whether a post comes from this site's own pages: decided by headers, without a token or a cookie.

The browser, not the page, writes ``Sec-Fetch-Site`` (W3C Fetch Metadata) and ``Origin`` (RFC 6454); no
other site's page can forge them.
"""

from django.conf import settings
from django.http import HttpRequest
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
