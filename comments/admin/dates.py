"""Dates and times as an editor reads them: one form, with the month's name and the year.

A sentence may stay on a screen overnight, and 03/02 is another day in London than in New York.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _


def moment(time: datetime) -> str:
    """The date and the time."""
    return date_format(timezone.localtime(time) if timezone.is_aware(time) else time, "DATETIME_FORMAT")


def ago(time: datetime) -> str:
    """“3 hours ago”."""
    if timezone.now() - time < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(time, depth=1)}


def duration(time: timedelta) -> str:
    """“45 s”, “12 min”, “3 h 20 min”, “2 d 4 h”: as short as a column of a table wants it."""
    seconds = time // timedelta(seconds=1)
    minutes, hours, days = seconds // 60, seconds // 3600, time.days
    if not minutes:
        return _("%(seconds)d s") % {"seconds": seconds}
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not days:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60}
    return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours % 24}
