"""How the comments of a period fare: how many came and were held, and how long they waited for an editor.

All of it is read from the log, which is append-only: a range of it by its index, whatever else the log holds.
It is read once; each part of the statement below looks at its rows by another column.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractHour, TruncDate

from ..decisions.log import ADOPTED
from ..models import Act, Decision, Discussion, Status
from .periods import Period

MOST_DISCUSSIONS = 10
# What comments are counted by.
COLUMNS = ("whole", "day", "hour", "discussion", "kind")
# What decisions are: each costs a sorting of all of them.
TIMED = ("whole", "day", "hour", "kind")
# The nearest rank: the shortest wait that so great a part of all waits doesn't exceed.
MEDIAN, SLOW = 0.5, 0.95
Key = TypeVar("Key")


@dataclass
class Figures:
    """Of some of a period's comments.

    ``comments`` came, ``held`` of them were held by the rules on arrival.  ``decided`` is how many decisions
    editors took on what waited, ``median`` and ``slow`` (the 95th percentile) how long that had waited, in
    whole seconds; None where nothing was decided.
    """

    comments: int = 0
    held: int = 0
    decided: int = 0
    median: timedelta | None = None
    slow: timedelta | None = None

    @property
    def held_share(self) -> float | None:
        return self.held / self.comments if self.comments else None


@dataclass(frozen=True)
class State:
    """A period's figures: of all, of each day and hour, of the kinds of object by their content types, of
    the most discussed objects by their discussions, most comments first, and of editors by their keys' text.
    """

    whole: Figures = field(default_factory=Figures)
    days: dict[date, Figures] = field(default_factory=dict)
    hours: dict[int, Figures] = field(default_factory=dict)
    kinds: dict[int, Figures] = field(default_factory=dict)
    discussions: dict[int, Figures] = field(default_factory=dict)
    editors: dict[str, Figures] = field(default_factory=dict)


def read(period: Period, *, site: int | None = None, with_editors: bool = False) -> State:
    """The state of a period, in one query; no editor is told apart but ``with_editors``.

    On one site, of its comments that are there still; on all of them where that is None or 0.
    """
    found: dict[str, dict[Any, Figures]] = {column: {} for column in (*COLUMNS, "editor")}
    for column, label, kind, number, first, second in _rows(_counted(period, site), with_editors):
        if label is None:
            # Of comments that are gone.
            continue
        figures = found[column].setdefault(label, Figures())
        if kind == "arrived":
            figures.comments, figures.held = number, first
        else:
            figures.decided = number
            figures.median, figures.slow = timedelta(seconds=first), timedelta(seconds=second)
    days, hours = _keyed(found["day"], date.fromisoformat), _keyed(found["hour"], int)
    return State(
        whole=found["whole"].get("1", Figures()),
        days={day: days.get(day, Figures()) for day in period},
        hours={hour: hours.get(hour, Figures()) for hour in range(24)},
        kinds=_keyed(found["kind"], int),
        discussions=_most_discussed(_keyed(found["discussion"], int)),
        editors=found["editor"],
    )


def _keyed(found: Mapping[str, Figures], key: Callable[[str], Key]) -> dict[Key, Figures]:
    return {key(label): figures for label, figures in found.items()}


def _most_discussed(found: dict[int, Figures]) -> dict[int, Figures]:
    ordered = sorted(found, key=lambda number: (-found[number].comments, number))
    return {number: found[number] for number in ordered[:MOST_DISCUSSIONS] if found[number].comments}


# --- The statement --------------------------------------------------------------------------------------

# Each part gives: the column, its value, what is told of it, how many rows, and two figures of them.
ARRIVED = """SELECT '{0}', CAST({0} AS text), 'arrived', COUNT(*), SUM(held), 0
    FROM logged WHERE held IS NOT NULL GROUP BY {0}"""
DECIDED = """SELECT '{0}', CAST({0} AS text), 'decided', COUNT(*),
    MIN(CASE WHEN place >= {median} THEN waited END), MIN(CASE WHEN place >= {slow} THEN waited END)
    FROM (SELECT {0}, waited, CUME_DIST() OVER (PARTITION BY {0} ORDER BY waited) AS place
          FROM logged WHERE held IS NULL) ranked GROUP BY {0}"""
# The log names discussions; what is discussed there says their own table.
KINDS = "SELECT counted.*, content_type_id AS kind FROM ({}) counted LEFT JOIN {} ON discussion = id"


def _rows(counted: QuerySet[Any, Any], with_editors: bool) -> Iterable[tuple[Any, ...]]:
    connection = connections[counted.db]
    # As Django says it: each database has its own words for days in a time zone.
    sql, params = counted.query.get_compiler(counted.db).as_sql()
    logged = KINDS.format(sql, connection.ops.quote_name(Discussion._meta.db_table))
    timed = (*TIMED, "editor") if with_editors else TIMED
    parts = [ARRIVED.format(column) for column in COLUMNS]
    parts += [DECIDED.format(column, median=MEDIAN, slow=SLOW) for column in timed]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH logged AS ({logged}) {' UNION ALL '.join(parts)}", params)
        return list(cursor.fetchall())


def _counted(period: Period, site: int | None) -> QuerySet[Any, Any]:
    """Of the log, readers' comments as they came, and what editors decided of what was pending.

    Whoever came has ``held``, 0 or 1.  Editors' replies did not come so, nor did rows from before us.
    """
    first, end = period.moments
    came = Q(from_status="", actor_number="") & ~Q(rule=ADOPTED)
    decided = Q(waited__isnull=False) & ~Q(to_status=Status.PENDING)
    of_site = {"comment__site_number": site} if site else {}
    rows: QuerySet[Any, Any] = Decision.objects.filter(
        came | decided, act=Act.DECIDED, decided__gte=first, decided__lt=end, **of_site
    ).values(
        "waited",
        whole=Value(1),
        day=TruncDate("decided"),
        hour=ExtractHour("decided"),
        discussion=F("discussion_number"),
        editor=F("actor_number"),
        held=Case(
            When(from_status="", to_status=Status.PENDING, then=1),
            When(from_status="", then=0),
            output_field=IntegerField(),
        ),
    )
    return rows.order_by()
