"""The languages that the site publishes in, as its settings name them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import CharField
from django.urls import register_converter


def languages() -> list[tuple[str, str]]:
    """Code and name of every language; a callable, so that a host's own list makes no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class LanguageField(CharField):  # type: ignore[type-arg]  # no subscript at run time
    """The code of one of the site's languages.

    Which there are is the host's setting: a migration knows nothing of them, nor of this class.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"choices": languages})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["choices"]
        return name, "django.db.models.CharField", args, kwargs


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
