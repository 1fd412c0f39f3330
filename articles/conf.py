"""The host's settings: ``NEWSROOM_ARTICLES = {…}``, read late, so that a test or a host may change them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

# Every key that a host may set, and what holds where it doesn't.
DEFAULTS: dict[str, Any] = {
    "LISTS_VERSION": None,
    "PICTURE_FORMAT": "webp",
    "RELEASE": "",
}


class Settings:
    """One property a setting; its docstring is the setting's documentation."""

    @property
    def _host(self) -> Mapping[str, Any]:
        host: Mapping[str, Any] = getattr(django_settings, "NEWSROOM_ARTICLES", {})
        return host

    def _read(self, key: str) -> Any:
        return self._host.get(key, DEFAULTS[key])

    def lists_version(self, request: HttpRequest) -> str:
        """``LISTS_VERSION``: a function, or the path of one, of the request; what it returns changes whenever
        something changes that the site's templates add to lists of articles, such as comments' counts.
        """
        given = self._read("LISTS_VERSION")
        function = import_string(given) if isinstance(given, str) else given
        return str(function(request)) if function else ""

    @property
    def release(self) -> str:
        """``RELEASE``: any string that changes with each deployment, so that no ETag outlives a template."""
        return str(self._read("RELEASE"))

    @property
    def picture_format(self) -> str:
        """``PICTURE_FORMAT``: "webp", or "avif", a fifth smaller and slower to make, of what readers get."""
        return str(self._read("PICTURE_FORMAT"))


conf = Settings()


def site_name() -> str:
    """``SITE_NAME``: what pages and feeds call the site; "" where the host names none."""
    return str(getattr(django_settings, "SITE_NAME", ""))
