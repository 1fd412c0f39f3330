"""Header fields that programs read: they leave as they are, never in encoded words."""

from collections.abc import Mapping
from email.policy import Policy
from urllib.parse import urlsplit

from django.utils.encoding import punycode


class StructuredHeader(str):
    """The value of a header field that isn't free text (RFC 2047, 5: no encoded words there).

    Django 6.1 writes by Python's newer policies, which take a field they don't know for free text, and
    encode its words where they are longer than a line.  A value that has a name folds itself.  Django 5.2
    writes by the older policy, for which this is a mere ``str``; it leaves ASCII alone.
    """

    name: str

    def fold(self, *, policy: Policy) -> str:
        """The whole field, on one line, or folded after its colon (RFC 5322, 2.2.3)."""
        field = f"{self.name}: {self}"
        is_long = policy.max_line_length is not None and len(field) > policy.max_line_length
        return (f"{self.name}:{policy.linesep} {self}" if is_long else field) + policy.linesep


def structured(fields: Mapping[str, str]) -> dict[str, str]:
    """Header fields for ``EmailMessage``.

    :raises ValueError: a value isn't ASCII on one line, so that it could begin another field.
    """
    return {name: _structured(name, value) for name, value in fields.items()}


def _structured(name: str, value: str) -> StructuredHeader:
    if not (value.isascii() and value.isprintable()):
        raise ValueError(f"{name} is not ASCII on one line: {value!r}")
    header = StructuredHeader(value)
    header.name = name
    return header


def ascii_address(address: str) -> str:
    """The same web address with its host as DNS has it (RFC 5890, A-labels).

    :raises UnicodeError: no such host can be.
    """
    parts = urlsplit(address)
    return parts._replace(netloc=punycode(parts.netloc)).geturl()
