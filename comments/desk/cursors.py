"""Where a page begins in a list by a moment: a position between rows, which stays when rows come or go."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, DateTimeField, F, Func, IntegerField, QuerySet, Value

from ..requests.numbers import natural_number

OLDER, NEWER = "o", "n"
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LAST_NUMBER = 10**18 - 1


@dataclass(frozen=True, order=True)
class Position:
    """Right where a row stands, or stood: by when it came, or another of its moments."""

    moment: datetime
    number: int


@dataclass(frozen=True)
class Cursor:
    """From where to read (None: from the very end), and towards older rows or newer ones."""

    older: bool
    position: Position | None = None

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """From the text of ``str(cursor)``; None for nonsense."""
        if text in {OLDER, NEWER}:
            return cls(text == OLDER)
        moment, _dot, digits = text[1:].partition(".")
        micros, number = natural_number(moment, digits=18), natural_number(digits, digits=18)
        if text[:1] not in {OLDER, NEWER} or micros is None or number is None:
            return None
        try:
            return cls(text[0] == OLDER, Position(BEGINNING + micros * MICROSECOND, number))
        except OverflowError:
            return None

    def __str__(self) -> str:
        direction = OLDER if self.older else NEWER
        if self.position is None:
            return direction
        return f"{direction}{(self.position.moment - BEGINNING) // MICROSECOND}.{self.position.number}"

    def walk(self, rows: QuerySet[Any], by: str = "submitted") -> QuerySet[Any, Any]:
        """The rows beyond this position, nearest first; they have the moment ``by`` and ``number``."""
        sign = "-" if self.older else ""
        if self.position:
            rows = rows.filter(self._beyond(self.position, by))
        return rows.order_by(f"{sign}{by}", f"{sign}number")

    def _beyond(self, position: Position, by: str) -> Func:
        """A comparison of rows: an index finds it in one step, however many came at one moment."""
        here = Func(F(by), F("number"), template="(%(expressions)s)", output_field=DateTimeField())
        there = Func(
            Value(position.moment, DateTimeField()),
            Value(position.number, IntegerField()),
            template="(%(expressions)s)",
            output_field=DateTimeField(),
        )
        sign = " < " if self.older else " > "
        return Func(here, there, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())
