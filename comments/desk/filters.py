"""What an editor has chosen to see: a queue, and how it is narrowed, in an address's query."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from ..requests.numbers import natural_number

LONGEST = 200
# Filters that are there or not.
SWITCHES = ("first_timers", "edited", "orphans", "oldest_first", "by_risk")


class Queue(TextChoices):
    """The tabs of the desk, in their order."""

    URGENT = "urgent", pgettext_lazy("queue", "Urgent")
    PENDING = "pending", pgettext_lazy("queue", "Pending")
    REPORTED = "reported", pgettext_lazy("queue", "Reported")
    APPEALS = "appeals", pgettext_lazy("queue", "Appeals")
    UNREVIEWED = "unreviewed", pgettext_lazy("queue", "Unreviewed")
    APPROVED = "approved", pgettext_lazy("queue", "Approved")
    REJECTED = "rejected", pgettext_lazy("queue", "Rejected")
    SPAM = "spam", pgettext_lazy("queue", "Spam")
    ALL = "all", pgettext_lazy("queue", "All")


@dataclass(frozen=True)
class Filters:
    """One queue and everything that narrows it; what is empty narrows nothing.

    ``since`` and ``until`` are whole days, both included, in the current time zone.  ``decided_by`` is an
    editor's key, as text; ``orphans`` are comments whose object is gone.  ``by_risk``: what is pending is in
    the order of when it is due; what is urgent always is.
    """

    queue: str = Queue.PENDING
    discussion: int | None = None
    commenter: int | None = None
    rule: str = ""
    rejection: int | None = None
    since: date | None = None
    until: date | None = None
    search: str = ""
    language: str = ""
    section: str = ""
    decided_by: str = ""
    first_timers: bool = False
    edited: bool = False
    orphans: bool = False
    oldest_first: bool = False
    # None: the one that the desk begins with; 0: every site.
    site: int | None = None
    by_risk: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """From a request's query.  Nonsense is as good as nothing."""
        return cls(
            queue=queue if (queue := query.get("queue", "")) in Queue else Queue.PENDING,
            discussion=natural_number(query.get("discussion")) or None,
            commenter=natural_number(query.get("commenter")) or None,
            rule=_text(query.get("rule")),
            rejection=natural_number(query.get("rejection")) or None,
            since=read_day(query.get("since")),
            until=read_day(query.get("until")),
            search=_text(query.get("search")),
            language=_text(query.get("language")),
            section=_text(query.get("section")),
            decided_by=_text(query.get("decided_by")),
            **{name: query.get(name) == "1" for name in SWITCHES},
            site=natural_number(query.get("site")),
        )

    def query(self, *, at: str = "", **changes: Any) -> str:
        """The query that leads to these filters, with ``changes`` and at a page's cursor; begins with "?"."""
        changed = replace(self, **changes)
        chosen = {
            field.name: int(value) if field.name in SWITCHES else value
            for field in fields(changed)
            if (value := getattr(changed, field.name)) not in (field.default, None)
        }
        return "?" + urlencode(chosen | ({"at": at} if at else {}))

    @property
    def narrows(self) -> bool:
        """Whether anything but the queue, its order and its site is chosen."""
        plain = replace(self, queue=Queue.PENDING, oldest_first=False, by_risk=False, site=None)
        return plain != Filters()

    @property
    def moment(self) -> str:
        """The moment of a comment by which the list is in order."""
        is_by_risk = self.queue == Queue.URGENT or (self.by_risk and self.queue == Queue.PENDING)
        return "due" if is_by_risk else "submitted"

    @property
    def ascends(self) -> bool:
        """Whether the earliest moment is the first."""
        return self.oldest_first or self.moment == "due"


def _text(text: str | None) -> str:
    """PostgreSQL takes no NUL."""
    return (text or "").replace("\0", "").strip()[:LONGEST]


def read_day(text: str | None) -> date | None:
    """The day that ``text`` spells (ISO 8601), or None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    # Python's first and last days have no midnight in other time zones.
    return day if 1 < day.year < 9999 else None
