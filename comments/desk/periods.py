"""The days that the state of the comments is told of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from ..requests.numbers import natural_number
from ..targets import midnight
from .filters import read_day

LENGTHS = (7, 30, 90)
USUAL = 30


@dataclass(frozen=True)
class Period:
    """So many whole days up to ``until``, that day included, in the current time zone."""

    days: int
    until: date

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """From a request's query; nonsense is as good as nothing, and nothing leads beyond today."""
        today = current_day()
        days = natural_number(query.get("days")) or 0
        until = read_day(query.get("until")) or today
        return cls(days if days in LENGTHS else USUAL, min(max(until, date(1970, 1, 1)), today))

    @property
    def since(self) -> date:
        return self.until - timedelta(days=self.days - 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first, and the first after it."""
        return midnight(self.since), midnight(self.until + timedelta(days=1))

    def __iter__(self) -> Iterator[date]:
        return (self.since + timedelta(days=number) for number in range(self.days))

    def of_length(self, days: int) -> "Period":
        return Period(days, self.until)

    @property
    def earlier(self) -> "Period":
        return Period(self.days, self.since - timedelta(days=1))

    @property
    def later(self) -> "Period | None":
        """The next one, up to today at most; None where this is the last."""
        today = current_day()
        return (
            Period(self.days, min(self.until + timedelta(days=self.days), today))
            if self.until < today
            else None
        )

    @property
    def query(self) -> str:
        """The query that leads here; begins with "?".  Without a date it stays the latest."""
        until = "" if self.until == current_day() else f"&until={self.until.isoformat()}"
        return f"?days={self.days}{until}"


def current_day() -> date:
    """Today, in the current time zone."""
    now = timezone.now()
    return (timezone.localtime(now) if settings.USE_TZ else now).date()
