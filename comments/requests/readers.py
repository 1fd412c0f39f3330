"""Who is asking: nobody in particular, or somebody logged in."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language_from_request

from ..conf import conf

logger = logging.getLogger(__name__)


def reader_language(request: HttpRequest) -> str:
    """The reader's own, where no object has one: that of the page with the form, else the browser's."""
    sent = request.POST.get("language", "")
    return sent if sent in dict(settings.LANGUAGES) else get_language_from_request(request)


def has_session(request: HttpRequest) -> bool:
    """Whether the browser sent a session.

    The session itself is not touched: that would add ``Vary: Cookie``.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_answered_alone(request: HttpRequest) -> bool:
    """Whether the answer may hold what is meant for this reader and nobody else.

    A session does that, a password (RFC 9111, 3.5), and one of Django's flash messages.
    """
    return has_session(request) or "Authorization" in request.headers or _has_message(request)


def is_everybodys(request: HttpRequest) -> bool:
    """Whether what was made by now, for a reader who isn't answered alone, may be shown to all others, too.

    A token, a session that was begun, and a nonce (of Django's policy or of django-csp's) are one reader's.
    """
    session = getattr(request, "session", None)
    begun = session is not None and session.modified
    token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return not (begun or token or getattr(request, "_csp_nonce", None))


def _has_message(request: HttpRequest) -> bool:
    """Whether a message waits in a cookie, or was added or shown by now.

    No storage is made to look: the one in the session would add ``Vary: Cookie``.
    """
    storage = getattr(request, "_messages", None)
    if storage is None:
        return False
    names = (getattr(one, "cookie_name", "") for one in (storage, *getattr(storage, "storages", ())))
    waits = any(request.COOKIES.get(name) for name in names)
    # Used by every page whose template would show messages: what counts is that there was one.
    return waits or storage.added_new or bool(storage.used and len(storage))


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


def name_of_user(user: Any) -> str:
    """The user's public name, as the host's ``DISPLAY_NAME`` gives it; "" where it gives none, or fails.

    What isn't a text is no name: an object's own ``str()`` may be a username, or an address.
    """
    try:
        name = conf.display_name(user)
        return str(name) if isinstance(name, str | Promise) else ""
    except Error:
        # The database's, which the whole request is to hear of.
        raise
    except Exception:
        # The host's own code: no reader loses a page or a comment by it.
        logger.exception("DISPLAY_NAME failed for user %s.", user.pk)
        return ""


def address_field() -> str:
    """What the host's user model calls its field for the email address; "" where it has none."""
    users = get_user_model()
    name = str(users.get_email_field_name())
    return name if name in {field.name for field in users._meta.fields} else ""
