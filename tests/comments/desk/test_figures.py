"""The state of the comments, from a log that posting, rules and editors wrote at moments of their own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments.decisions import corrections, statuses, undoing
from comments.decisions.log import ADOPTED, DecisionContext
from comments.desk import figures
from comments.desk.figures import Figures
from comments.desk.periods import Period
from comments.desk.replies import reply_and_approve
from comments.models import Decision, Discussion, ReaderComment, Status

from ..scenes import editor

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 3, 1)
WEEK = Period(7, SUNDAY)
Clock = Callable[..., None]


@pytest.fixture(autouse=True)
def paris(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Paris"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock to a moment in UTC."""

    def set_to(*moment: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[misc]

    return set_to


def decide(comment: ReaderComment, to: Status, by: Any = None, **context: Any) -> None:
    comment.refresh_from_db()
    statuses.decide(comment, to, DecisionContext(by=by or editor(), **context))


def logged(*moments: datetime, **fields: Any) -> None:
    """Rows of the log as they would stand there, each of its moment."""
    for moment in moments:
        row = Decision.objects.create(**{"comment_number": 1, "to_status": Status.PENDING} | fields)
        QuerySet(Decision).filter(pk=row.pk).update(decided=moment)


def some(values: dict[Any, Figures]) -> dict[Any, Figures]:
    """Without the days or hours at which nothing was."""
    return {key: value for key, value in values.items() if value != Figures()}


def test_comments_are_counted_by_day_by_hour_by_kind_and_by_object(
    clock: Clock, comment: Any, article: Article, publish: Any
) -> None:
    other = publish(slug="bridge")
    clock(2026, 2, 27, 22, 59)
    comment("In time for Friday", status=Status.PENDING)
    clock(2026, 2, 27, 23, 1)
    comment("On Saturday, in Paris", status=Status.PENDING)
    comment("Elsewhere", target=other, status=Status.PENDING)
    logged(datetime(2026, 2, 28, 8, tzinfo=UTC), to_status=Status.SPAM)
    state = figures.read(WEEK)
    discussions = {each.object_pk: each for each in Discussion.objects.all()}
    kind = discussions[str(article.pk)].content_type_id
    assert state.whole == Figures(comments=4, held=3)
    assert state.whole.held_share == 0.75
    assert list(state.days) == list(WEEK)
    assert some(state.days) == {
        date(2026, 2, 27): Figures(comments=1, held=1),
        date(2026, 2, 28): Figures(comments=3, held=2),
    }
    assert list(state.hours) == list(range(24))
    assert some(state.hours) == {23: Figures(1, 1), 0: Figures(2, 2), 9: Figures(1, 0)}
    assert state.kinds == {kind: Figures(3, 3)}
    assert list(state.discussions.items()) == [
        (discussions[str(article.pk)].pk, Figures(2, 2)),
        (discussions[str(other.pk)].pk, Figures(1, 1)),
    ]


def test_what_is_no_readers_comment_of_the_period_is_not_counted(clock: Clock, comment: Any) -> None:
    clock(2026, 2, 22, 22, 59)
    parent = comment("The week before")
    clock(2026, 2, 25, 12)
    parent.refresh_from_db()
    reply_and_approve(parent, "An editor’s", editor(), batch=uuid4(), revision=parent.revision)
    logged(datetime(2026, 2, 26, tzinfo=UTC), rule=ADOPTED)
    logged(WEEK.moments[1], WEEK.moments[0] - timedelta(microseconds=1))
    assert figures.read(WEEK).whole == Figures()
    logged(WEEK.moments[1] - timedelta(microseconds=1), WEEK.moments[0])
    assert figures.read(WEEK).whole == Figures(2, 2)


def test_a_wait_ends_with_an_editors_decision_and_begins_when_the_comment_was_last_held(
    clock: Clock, comment: Any
) -> None:
    clock(2026, 2, 20, 8)
    held = comment(status=Status.PENDING)
    clock(2026, 2, 26, 9)
    corrections.revise(held, "Corrected", DecisionContext(by=editor()), revision=held.revision)
    clock(2026, 2, 26, 10, 0, 30)
    decide(held, Status.APPROVED)
    two_hours = timedelta(hours=2)
    week = timedelta(days=6, hours=2, seconds=30)
    assert figures.read(WEEK).whole == Figures(decided=1, median=week, slow=week)
    clock(2026, 2, 27, 10)
    decide(held, Status.PENDING)
    clock(2026, 2, 27, 12)
    decide(held, Status.REJECTED)
    state = figures.read(WEEK)
    assert state.whole == Figures(decided=2, median=two_hours, slow=week)
    assert some(state.days) == {
        date(2026, 2, 26): Figures(decided=1, median=week, slow=week),
        date(2026, 2, 27): Figures(decided=1, median=two_hours, slow=two_hours),
    }
    assert some(state.hours).keys() == {11, 13}
    assert [*state.kinds.values()] == [state.whole]


def test_a_rules_decision_ends_no_wait_and_an_undo_begins_none(clock: Clock, comment: Any) -> None:
    clock(2026, 2, 26, 8)
    held, other = comment(status=Status.PENDING), comment("More", status=Status.PENDING)
    clock(2026, 2, 26, 9)
    statuses.decide(other, Status.PUBLISHED, DecisionContext(rule="links"))
    decide(held, Status.SPAM)
    clock(2026, 2, 26, 10)
    undoing.undo_decision(Decision.objects.latest("pk"), editor())
    clock(2026, 2, 26, 12)
    decide(held, Status.APPROVED)
    state = figures.read(WEEK)
    assert state.whole == Figures(2, 2, decided=2, median=timedelta(hours=1), slow=timedelta(hours=4))


def test_percentiles_are_the_waits_of_the_nearest_rank() -> None:
    moment = datetime(2026, 2, 26, 9, tzinfo=UTC)
    for minutes in range(20, 0, -1):
        logged(moment, from_status=Status.PENDING, to_status=Status.APPROVED, waited=60 * minutes)
    state = figures.read(WEEK)
    expected = Figures(decided=20, median=timedelta(minutes=10), slow=timedelta(minutes=19))
    assert (state.whole, state.hours[10]) == (expected, expected)


def test_editors_are_told_apart_only_where_that_is_asked_for(clock: Clock, comment: Any) -> None:
    clock(2026, 2, 26, 8)
    people = [editor("grace"), editor("ada")]
    held = [comment(f"Held {number}", status=Status.PENDING) for number in range(3)]
    clock(2026, 2, 26, 9)
    for one, by in zip(held, [people[0], *people], strict=True):
        decide(one, Status.APPROVED, by)
    hour = timedelta(hours=1)
    assert figures.read(WEEK).editors == {}
    assert figures.read(WEEK, with_editors=True).editors == {
        str(people[0].pk): Figures(decided=2, median=hour, slow=hour),
        str(people[1].pk): Figures(decided=1, median=hour, slow=hour),
    }


@pytest.mark.parametrize(
    ("day", "hours", "twice"),
    [(date(2026, 3, 29), 23, {2: 0}), (date(2026, 10, 25), 25, {2: 2})],
    ids=["a day of 23 hours", "a day of 25 hours"],
)
def test_days_and_hours_are_the_newsrooms_own_when_the_clocks_change(
    day: date, hours: int, twice: dict[int, int]
) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    half_past = [midnight + timedelta(hours=number, minutes=30) for number in range(-1, hours + 1)]
    logged(*half_past)
    state = figures.read(Period(7, day + timedelta(days=1)))
    assert {each: found.comments for each, found in some(state.days).items()} == {
        day - timedelta(days=1): 1,
        day: hours,
        day + timedelta(days=1): 1,
    }
    of_day = figures.read(Period(7, day)).hours
    assert {hour: found.comments for hour, found in of_day.items()} == dict.fromkeys(range(24), 1) | {
        23: 2
    } | twice


def test_the_figures_are_one_query_that_looks_up_the_days_in_the_logs_index(comment: Any) -> None:
    comment(status=Status.PENDING)
    period = Period(90, timezone.localdate())
    with CaptureQueriesContext(connection) as captured:
        assert figures.read(period, with_editors=True).whole == Figures(1, 1)
    [query] = captured
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            # Of a handful of rows PostgreSQL prefers to read all.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + query["sql"])
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert plan.count("newsroom_comments_decision_decided") == 1
    assert "SCAN newsroom_comments_decision" not in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize(
    ("query", "days", "until"),
    [
        ("", 30, SUNDAY),
        ("days=7", 7, SUNDAY),
        ("days=8&until=nonsense", 30, SUNDAY),
        ("days=90&until=2026-02-10", 90, date(2026, 2, 10)),
        ("until=2030-01-01", 30, SUNDAY),
        ("until=0002-01-01", 30, date(1970, 1, 1)),
    ],
)
def test_a_period_is_read_from_an_address(clock: Clock, query: str, days: int, until: date) -> None:
    clock(2026, 2, 28, 23, 30)
    assert Period.read(QueryDict(query)) == Period(days, until)


def test_a_period_leads_to_its_neighbours_and_not_beyond_today(clock: Clock) -> None:
    clock(2026, 2, 28, 23, 30)
    assert (WEEK.query, WEEK.since, WEEK.later) == ("?days=7", date(2026, 2, 23), None)
    earlier = WEEK.earlier
    assert (earlier.query, earlier.later) == ("?days=7&until=2026-02-22", WEEK)
    assert WEEK.of_length(90).query == "?days=90"
