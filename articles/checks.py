"""System checks: each names what is wrong, and the mend."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .conf import DEFAULTS


def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """``NEWSROOM_ARTICLES`` says what it can say, and nothing else."""
    host = getattr(settings, "NEWSROOM_ARTICLES", {})
    if not isinstance(host, Mapping):
        return [_error(1, "NEWSROOM_ARTICLES is not a dictionary.", "Set NEWSROOM_ARTICLES = {…}.")]
    unknown = sorted(host.keys() - DEFAULTS.keys(), key=str)
    return [_error(2, f"NEWSROOM_ARTICLES has no setting {key!r}.", _nearest(str(key))) for key in unknown]


def _nearest(key: str) -> str:
    for match in get_close_matches(key.upper(), DEFAULTS, n=1):
        return f"Did you mean {match!r}?"
    return f"There are: {', '.join(sorted(DEFAULTS))}."


def _error(number: int, message: str, hint: str) -> CheckMessage:
    return Error(message, hint=hint, id=f"newsroom_articles.E{number:03}")
