"""Who is asking: nobody in particular, or somebody logged in."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest

from .conf import conf


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


def must_log_in(target: Model, user: Any) -> bool:
    """Whether the host asks whoever comments on ``target`` for a login, which this reader hasn't."""
    return user is None and bool(conf.options(target).get("LOGIN_REQUIRED"))


def address_of_user(user: Any) -> str:
    """The user's email address, under whatever name the host's user model keeps it; "" where it has none."""
    return str(getattr(user, user.get_email_field_name(), "") or "")


def address_field() -> str:
    """What the host's user model calls its field for the email address; "" where it has none."""
    users = get_user_model()
    name = str(users.get_email_field_name())
    return name if name in {field.name for field in users._meta.fields} else ""
