"""The host's settings: ``NEWSROOM_COMMENTS = {…}``, read late, so that a test or a host may change them."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings as django_settings
from django.db.models import Model
from django.utils.module_loading import import_string

# Every key that a host may set, and what holds where it doesn't.
DEFAULTS: dict[str, Any] = {
    "MODELS": {},
    "MODE": "pre",
    "REQUIRE_NAME_AND_EMAIL": True,
    "MAX_LENGTH": 3000,
    "THREADS_PER_PAGE": 50,
    "COMMENTS_PER_PAGE": 200,
    "MAX_INDENT": 5,
    "RATE_LIMIT": True,
    "FLOOD_PERSON": (4, 60),
    "FLOOD_NETWORK": (20, 60),
    "TOO_FAST_SECONDS": 2,
    "DOUBLE_CLICK_SECONDS": 60,
    "TRUSTED_PROXIES": (),
    "DISPLAY_NAME": "",
    "CACHE_CONTROL": "public, s-maxage=30, stale-while-revalidate=30",
    "RELEASE": "",
}
# The options of one entry in MODELS.
OPTIONS = frozenset({"PUBLISHED", "LANGUAGE", "VERSION", "MODE"})


class Limit:
    """So many posts in so much time."""

    def __init__(self, posts: int, seconds: int) -> None:
        self.posts = posts
        self.window = timedelta(seconds=seconds)


class Settings:
    """One property a setting; its docstring is the setting's documentation."""

    @property
    def _host(self) -> Mapping[str, Any]:
        host: Mapping[str, Any] = getattr(django_settings, "NEWSROOM_COMMENTS", {})
        return host

    def _read(self, key: str) -> Any:
        return self._host.get(key, DEFAULTS[key])

    @property
    def models(self) -> dict[str, dict[str, Any]]:
        """``MODELS``: which models take comments, "app_label.model" to options.  No other model does.

        Options: ``PUBLISHED``, the name of the queryset method that gives what the public may see (left out:
        every object is public); ``LANGUAGE``, the attribute with the object's language; ``VERSION``, an
        attribute that changes whenever the object's page does (left out: a digest of the object's columns);
        ``MODE``, as below, for this model.
        """
        return {label.lower(): dict(options) for label, options in self._read("MODELS").items()}

    @property
    def mode(self) -> str:
        """``MODE``: "pre", every comment waits for an editor; "post", it is published at once."""
        return str(self._read("MODE"))

    @property
    def require_name_and_email(self) -> bool:
        """``REQUIRE_NAME_AND_EMAIL``: an anonymous reader must fill in both."""
        return bool(self._read("REQUIRE_NAME_AND_EMAIL"))

    @property
    def max_length(self) -> int:
        """``MAX_LENGTH``: the most characters of a comment, as typed; a line end is one."""
        return int(self._read("MAX_LENGTH"))

    @property
    def threads_per_page(self) -> int:
        """``THREADS_PER_PAGE``: how many threads a page of the list begins."""
        return int(self._read("THREADS_PER_PAGE"))

    @property
    def comments_per_page(self) -> int:
        """``COMMENTS_PER_PAGE``: the most that one page shows; the rest stands behind links."""
        return int(self._read("COMMENTS_PER_PAGE"))

    @property
    def max_indent(self) -> int:
        """``MAX_INDENT``: how many levels of replies are indented; deeper ones are not cut, only aligned."""
        return int(self._read("MAX_INDENT"))

    @property
    def rate_limit(self) -> bool:
        """``RATE_LIMIT``: False switches flood limits off, for load tests."""
        return bool(self._read("RATE_LIMIT"))

    @property
    def flood_person(self) -> Limit:
        """``FLOOD_PERSON``: (posts, seconds) for one login or one typed address."""
        return Limit(*self._read("FLOOD_PERSON"))

    @property
    def flood_network(self) -> Limit:
        """``FLOOD_NETWORK``: (posts, seconds) for one /24 or /48, which many readers may share."""
        return Limit(*self._read("FLOOD_NETWORK"))

    @property
    def too_fast(self) -> timedelta:
        """``TOO_FAST_SECONDS``: less from first focus to posting, where the script measured it, is spam."""
        return timedelta(seconds=self._read("TOO_FAST_SECONDS"))

    @property
    def double_click(self) -> timedelta:
        """``DOUBLE_CLICK_SECONDS``: in this time the same post again is answered like the first."""
        return timedelta(seconds=self._read("DOUBLE_CLICK_SECONDS"))

    @property
    def trusted_proxies(self) -> list[str]:
        """``TRUSTED_PROXIES``: addresses or networks whose ``X-Forwarded-For`` is believed."""
        return list(self._read("TRUSTED_PROXIES"))

    @property
    def display_name(self) -> Callable[[Any], str]:
        """``DISPLAY_NAME``: a callable, or its dotted path, from a user to the name shown in public.

        Never the username by default: on many sites that is an email address.
        """
        given = self._read("DISPLAY_NAME")
        if not given:
            return _full_name
        chosen: Callable[[Any], str] = import_string(given) if isinstance(given, str) else given
        return chosen

    @property
    def cache_control(self) -> str:
        """``CACHE_CONTROL``: what ``discussion_page`` says to caches of a page without a session."""
        return str(self._read("CACHE_CONTROL"))

    @property
    def release(self) -> str:
        """``RELEASE``: any string that changes with each deployment, so that no ETag outlives a template.

        Left empty, the time of the newest template stands for it.
        """
        return str(self._read("RELEASE"))

    def options(self, model: type[Model] | Model) -> dict[str, Any]:
        """The options of one model's entry in ``MODELS``; empty where it has none."""
        return self.models.get(model._meta.label_lower, {})

    def digest(self) -> str:
        """A digest of the whole configuration, for ETags; equal in every process with equal settings."""
        return hashlib.sha256(_stable(self._host).encode()).hexdigest()[:16]


def _full_name(user: Any) -> str:
    return str(user.get_full_name()) if hasattr(user, "get_full_name") else ""


def _stable(value: Any) -> str:
    """A text equal for equal settings in all processes: callables by name, not by address."""
    if isinstance(value, Mapping):
        return repr(sorted((str(key), _stable(item)) for key, item in value.items()))
    if callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)


conf = Settings()
