"""What ``NEWSROOM_COMMENTS`` says of reports and mails."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ..conf import DEFAULTS
from .messages import error


def check_mails(**_kwargs: Any) -> list[CheckMessage]:
    """Links in mails lead somewhere, and somebody can read them."""
    host = getattr(settings, "NEWSROOM_COMMENTS", {})
    if not isinstance(host, Mapping):
        return []
    merged = {**DEFAULTS, **host}
    return [
        *_bad_limit(merged["REPORT_LIMIT"]),
        *_bad_moderators(merged["MODERATORS"]),
        *_bad_address(merged["SITE_URL"]),
    ]


def _bad_limit(limit: Any) -> Iterator[CheckMessage]:
    pair = isinstance(limit, list | tuple) and len(limit) == 2
    if not (pair and all(type(number) is int and number > 0 for number in limit)):
        yield error(
            30, f"REPORT_LIMIT is {limit!r}.", "Set it to (reports, seconds), two whole numbers from 1."
        )


def _bad_moderators(addresses: Any) -> Iterator[CheckMessage]:
    if not isinstance(addresses, list | tuple | set):
        yield error(31, f"MODERATORS is {addresses!r}.", "Set it to a list of email addresses.")
        return
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            yield error(31, f"MODERATORS holds {address!r}.", "Write an email address, without a name.")


def _bad_address(address: Any) -> Iterator[CheckMessage]:
    parts = urlsplit(address) if isinstance(address, str) else None
    if address == "" or (parts and parts.scheme in {"http", "https"} and parts.netloc):
        return
    yield error(32, f"SITE_URL is {address!r}.", "Write the scheme and the host: https://news.example.org.")
