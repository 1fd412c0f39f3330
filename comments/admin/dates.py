"""Dates and times as an editor reads them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _


def moment(time: datetime) -> str:
    """The date and the time."""
    return date_format(timezone.localtime(time) if timezone.is_aware(time) else time, "DATETIME_FORMAT")


def short_moment(time: datetime) -> str:
    """The time, with the date where it isn't today's."""
    local = timezone.localtime(time)
    return date_format(local, "TIME_FORMAT") if local.date() == timezone.localdate() else moment(time)


def ago(time: datetime) -> str:
    """“3 hours ago”."""
    if timezone.now() - time < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(time, depth=1)}
