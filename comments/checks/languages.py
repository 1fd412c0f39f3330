"""The languages that a host names, of which each must have a catalogue of sentences."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.utils.translation import check_for_language

from .messages import error, warning


def check_languages(**_kwargs: Any) -> list[CheckMessage]:
    """Django fails in a ``LANGUAGE_CODE`` that has no catalogue, and speaks another language in any other."""
    if not settings.USE_I18N:
        return []
    found: list[CheckMessage] = []
    if not check_for_language(settings.LANGUAGE_CODE):
        found.append(
            error(
                29,
                f"LANGUAGE_CODE is {settings.LANGUAGE_CODE!r}, a language of which there is no catalogue.",
                'Set it to one that Django has, such as "en-us", or make its catalogue (LOCALE_PATHS).',
            )
        )
    # Django's own list holds what Django has.
    is_own = settings.is_overridden("LANGUAGES")  # type: ignore[misc]  # LazySettings passes it on
    listed = [*dict(settings.LANGUAGES)] if is_own else []
    return found + [
        warning(
            11,
            f"LANGUAGES has {code!r}, of which there is no catalogue: its pages speak LANGUAGE_CODE.",
            "Write a code that Django has, or make its catalogue (LOCALE_PATHS).",
        )
        for code in listed
        if code != settings.LANGUAGE_CODE and not check_for_language(code)
    ]
