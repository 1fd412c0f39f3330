"""The text of a comment as it was typed, by a reader or by the editor who corrects it."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..conf import conf
from . import sanitizing
from .reading.syntax import Syntax


class Source(NamedTuple):
    """A text as it was typed, and the HTML to store for it."""

    text: str
    html: str


def read_source(text: str, syntax: Syntax) -> Source:
    """The text with each line end as one LF, as it was typed, and cleaned: forms send CRLF (HTML).

    Without NUL, which nobody types and PostgreSQL doesn't take.

    :raises ValidationError: too long, or nothing is left of it once it is read by its syntax and sanitised.
    """
    source = with_unix_line_ends(text).replace("\0", "")
    if len(source) > conf.max_length:
        raise ValidationError(
            _("This comment is too long: it has %(length)d characters, and the limit is %(limit)d."),
            code="max_length",
            params={"limit": conf.max_length, "length": len(source)},
        )
    html = sanitizing.clean(source, syntax)
    if not html:
        raise ValidationError(_("Please write a comment: this one has no text."), code="empty")
    return Source(source, html)


def clean_source(text: str, syntax: Syntax) -> str:
    """``read_source``'s text, for whoever has no use for the HTML.

    :raises ValidationError: as there.
    """
    return read_source(text, syntax).text


def with_unix_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
