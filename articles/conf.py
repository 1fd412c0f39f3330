"""The host's settings: ``NEWSROOM_ARTICLES = {…}``, read late, so that a test or a host may change them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings as django_settings

# Every key that a host may set, and what holds where it doesn't.
DEFAULTS: dict[str, Any] = {
    "PICTURE_FORMAT": "webp",
}


class Settings:
    """One property a setting; its docstring is the setting's documentation."""

    @property
    def _host(self) -> Mapping[str, Any]:
        host: Mapping[str, Any] = getattr(django_settings, "NEWSROOM_ARTICLES", {})
        return host

    def _read(self, key: str) -> Any:
        return self._host.get(key, DEFAULTS[key])

    @property
    def picture_format(self) -> str:
        """``PICTURE_FORMAT``: "webp", or "avif", a fifth smaller and slower to make, of what readers get."""
        return str(self._read("PICTURE_FORMAT"))


conf = Settings()


def site_name() -> str:
    """``SITE_NAME``: what pages and feeds call the site; "" where the host names none."""
    return str(getattr(django_settings, "SITE_NAME", ""))
