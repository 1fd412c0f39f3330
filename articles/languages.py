"""The languages that the site publishes in, as its settings name them."""

from django.conf import settings
from django.urls import register_converter


def languages() -> list[tuple[str, str]]:
    """Code and name of every language; a callable, so that a host's own list makes no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class LanguageConverter:
    """The part of an address that names a language; an unknown one is no address of ours."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})*"

    def to_python(self, value: str) -> str:
        if value not in dict(languages()):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "newsroom_language")
