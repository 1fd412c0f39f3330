"""What ``NEWSROOM_COMMENTS`` says of reports and emails."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise

from ..conf import DEFAULTS
from ..text.names import single_line
from .messages import error
from .settings import host_settings


def check_emails(**_kwargs: Any) -> list[CheckMessage]:
    """Links in emails lead somewhere, and somebody can read them."""
    merged = {**DEFAULTS, **host_settings()}
    return [
        *_bad_limit(merged["REPORT_LIMIT"]),
        *_bad_moderators(merged["MODERATORS"]),
        *_bad_address(merged["SITE_URL"]),
        *_bad_name(merged["SITE_NAME"]),
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
    if address != "" and not (isinstance(address, str) and _is_address(address)):
        yield error(
            32, f"SITE_URL is {address!r}.", "Write the scheme and the host: https://news.example.org."
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    return parts.scheme in {"http", "https"} and parts.netloc != "" and is_bare


def _bad_name(name: Any) -> Iterator[CheckMessage]:
    if not isinstance(name, str | Promise) or single_line(str(name)) != str(name):
        yield error(35, f"SITE_NAME is {name!r}.", "Set it to a line of text: The Courier.")
