"""Whether what a browser sent is the reader's own doing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

from ..requests.same_origin import hides_origin, is_same_origin


def authority_problem(request: HttpRequest, user: Any, name: str) -> str:
    """Why the request can't be taken as this reader's own; "" if it can.

    A logged-in reader's authority needs Django's token.  An anonymous post borrows no authority, so it
    needs only not to come from another site's page.
    """
    if hides_origin(request):
        return _(
            "Your browser does not say from which page this was sent. Send it again from here. "
            "If this message comes back, copy your text and send it from another browser."
        )
    if is_same_origin(request) is False:
        return _("This was sent from another site. If you wrote it, post it from here.")
    if user and not _has_token(request):
        return _("You are logged in as %(name)s. Do you want to post this?") % {"name": name or _("a reader")}
    return ""


def _has_token(request: HttpRequest) -> bool:
    """Ask Django's own middleware, which our views are exempt from."""
    middleware = CsrfViewMiddleware(lambda _request: HttpResponse())
    middleware.process_request(request)
    request._dont_enforce_csrf_checks = False  # type: ignore[attr-defined]  # Django's own, untyped
    return middleware.process_view(request, lambda _request: HttpResponse(), (), {}) is None
