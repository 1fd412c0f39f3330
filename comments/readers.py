"""Who is asking: nobody in particular, or somebody logged in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def has_session(request: HttpRequest) -> bool:
    """Whether the browser sent a session.

    The session itself is not touched: that would add ``Vary: Cookie``.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def user_of(request: HttpRequest) -> Any:
    """The logged-in user, or None."""
    if not has_session(request):
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
