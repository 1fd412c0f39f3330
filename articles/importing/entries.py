"""An article as a file describes it, before anything is stored: what every reader gives to the writer."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo

from django.utils.dateparse import parse_date, parse_datetime

from ..text.sanitizing import CONTROLS

# Years in which every date can be told in every time zone, and read by both databases.
EARLIEST, LATEST = 1000, 9998
# A no-break space is a letter of French.
_BLANKS = re.compile(r"[ \t\r\n]+")


class ImportRefused(ValueError):
    """This can't be imported; the message says why in one line."""


@dataclass(frozen=True)
class Term:
    """A section or a topic; ``parent`` is a section's alone."""

    name: str
    slug: str = ""
    parent: "Term | None" = None


@dataclass(frozen=True)
class Byline:
    """A person's part in an article."""

    name: str
    role: str = "author"
    slug: str = ""


@dataclass
class Entry:
    """One article; texts are plain but for ``body``, which is HTML whose pictures are ``<img>``.

    What is None, or empty, is not said.
    """

    language: str
    headline: str
    body: str
    slug: str = ""
    guid: str | None = None
    short_headline: str = ""
    summary: str = ""
    author: str = ""
    status: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    first_published: datetime | None = None
    section: Term | None = None
    topics: tuple[Term, ...] = ()
    credits: tuple[Byline, ...] = ()
    corrections: tuple[tuple[datetime, str], ...] = ()
    picture: str = ""
    original: tuple[str, str] | None = None
    former: tuple[tuple[str, str], ...] = ()
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def line(text: str) -> str:
    """``text`` on one line, without control characters."""
    return _BLANKS.sub(" ", text.translate(CONTROLS)).strip(" ")


def cut(text: str, length: int) -> str:
    """``text``, or as much of it as fits with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """The moment that an ISO date tells, of ``zone`` where it names none; None where it tells none."""
    try:
        found = parse_datetime(text)
        if found is None:
            day = parse_date(text)
            found = datetime.combine(day, time()) if day else None
    except ValueError:
        return None
    if found is None or not EARLIEST <= found.year <= LATEST:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
