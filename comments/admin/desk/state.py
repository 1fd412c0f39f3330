"""The page “State of the comments”: figures in words, in tables and in charts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...desk.figures import Figures, State, read
from ...desk.filters import Filters, Queue
from ...desk.periods import LENGTHS, Period
from ...desk.queues import MOST_COUNTED, waiting
from ...models import Discussion
from ...requests.numbers import natural_number
from ..dates import duration
from ..permissions import DeskPermissions
from .charts import Chart, Value, draw

NONE = "–"


@dataclass(frozen=True)
class Row:
    """One line of a table: its figures in words."""

    label: str
    figures: Figures
    link: str = ""

    @property
    def comments(self) -> str:
        return whole_number(self.figures.comments)

    @property
    def held(self) -> str:
        return whole_number(self.figures.held)

    @property
    def share(self) -> str:
        share = self.figures.held_share
        return NONE if share is None else _("%(number)d%%") % {"number": round(share * 100)}

    @property
    def decided(self) -> str:
        return whole_number(self.figures.decided)

    @property
    def median(self) -> str:
        return NONE if self.figures.median is None else duration(self.figures.median)

    @property
    def slow(self) -> str:
        return NONE if self.figures.slow is None else duration(self.figures.slow)


def page(request: HttpRequest, permissions: DeskPermissions) -> dict[str, Any]:
    """What the page shows, of a site that is theirs; of single editors only to those who may see that."""
    period = Period.read(request.GET)
    site = permissions.site_shown(natural_number(request.GET.get("site")))
    with_editors = request.user.has_perm("newsroom_comments.view_editors_figures")
    state = read(period, site=site, with_editors=with_editors)
    number, since = waiting(site)
    days = [Row(_day(day), figures) for day, figures in state.days.items()]
    hours = [Row(_("%(hour)02d:00") % {"hour": hour}, figures) for hour, figures in state.hours.items()]
    return {
        "period": period,
        "lengths": [(days, period.of_length(days).query, days == period.days) for days in LENGTHS],
        "of_site": "" if site is None else f"&site={site}",
        "sites": [(name, each, each == site) for each, name in permissions.sites_to_choose.items()],
        "since": _whole_day(period.since),
        "until": _whole_day(period.until),
        "whole": Row("", state.whole),
        "waiting": whole_number(number) + ("+" if number == MOST_COUNTED else ""),
        "oldest": since,
        "oldest_query": Filters(oldest_first=True, site=site).query(),
        "days": days,
        "hours": hours,
        "day_charts": _charts("day", days),
        "hour_charts": _charts("hour", hours),
        "kinds": _kinds(state),
        "discussions": _discussions(state, site),
        "with_editors": with_editors,
        "editors": _editors(state),
    }


def _charts(axis: str, rows: list[Row]) -> list[Chart]:
    comments = [Value(row.label, row.figures.comments, row.figures.held) for row in rows]
    waits = [Value(row.label, _seconds(row.figures.slow), _seconds(row.figures.median)) for row in rows]
    return [
        draw(
            f"{axis}-comments",
            _("Comments"),
            (_("all that came"), _("held on arrival")),
            comments,
            lambda number: whole_number(int(number)),
        ),
        draw(
            f"{axis}-waits",
            _("Time to decision"),
            (_("95th percentile"), _("median")),
            waits,
            lambda seconds: duration(timedelta(seconds=seconds)),
        ),
    ]


def _kinds(state: State) -> list[Row]:
    types = ((ContentType.objects.get_for_id(number), figures) for number, figures in state.kinds.items())
    return sorted((Row(_plural(each), figures) for each, figures in types), key=_most_first)


def _plural(content_type: ContentType) -> str:
    model = content_type.model_class()
    return capfirst(str(model._meta.verbose_name_plural)) if model else content_type.model


def _discussions(state: State, site: int | None) -> list[Row]:
    known = Discussion.objects.in_bulk(state.discussions)
    prefetch_related_objects([*known.values()], "target")
    return [
        Row(str(known[number].target or known[number]), figures, _whole_queue(number, site))
        for number, figures in state.discussions.items()
        if number in known
    ]


def _whole_queue(discussion: int, site: int | None) -> str:
    return Filters(queue=Queue.ALL, discussion=discussion, site=site).query()


def _editors(state: State) -> list[Row]:
    """By name; of a login that is gone, by its number."""
    people = _people(state.editors) if state.editors else {}
    rows = (Row(people.get(key, key), figures) for key, figures in state.editors.items())
    return sorted(rows, key=lambda row: row.label)


def _people(keys: Iterable[str]) -> dict[str, str]:
    found = get_user_model()._base_manager.in_bulk(list(keys))
    return {str(key): str(user) for key, user in found.items()}


def _most_first(row: Row) -> tuple[int, str]:
    return -row.figures.comments, row.label


def _seconds(time: timedelta | None) -> float:
    return time.total_seconds() if time else 0


def _day(day: date) -> str:
    """“Mon March 2, 2026”, as the site's language writes it."""
    return f"{WEEKDAYS_ABBR[day.weekday()]} {_whole_day(day)}"


def _whole_day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def whole_number(number: int) -> str:
    """With its thousands apart."""
    return number_format(number, use_l10n=True, force_grouping=True)
