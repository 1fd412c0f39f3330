"""The languages that a host names, of which each must have a catalogue of sentences.

Without that of ``LANGUAGE_CODE`` nothing starts (``apps``).
"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.utils.translation import check_for_language

from .messages import warning


def check_languages(**_kwargs: Any) -> list[CheckMessage]:
    """In a language that has no catalogue Django speaks another."""
    if not settings.USE_I18N:
        return []
    # Django's own list holds what Django has.
    is_own = settings.is_overridden("LANGUAGES")  # type: ignore[misc]  # LazySettings passes it on
    listed = [*dict(settings.LANGUAGES)] if is_own else []
    return [
        warning(
            11,
            f"LANGUAGES has {code!r}, of which there is no catalogue: its pages speak LANGUAGE_CODE.",
            "Write a code that Django has, or make its catalogue (LOCALE_PATHS).",
        )
        for code in listed
        if code != settings.LANGUAGE_CODE and not check_for_language(code)
    ]
