"""Followings, and the time that passes between their emails."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from comments.models import (
    Email,
    Following,
)


def let_an_hour_pass() -> None:
    hour = timedelta(hours=1)
    for row in Email.objects.exclude(sent_at=None):
        Email.objects.filter(pk=row.pk).update(sent_at=row.sent_at - hour)
    be_due()


def be_due() -> None:
    Email.objects.filter(due__isnull=False).update(due=timezone.now())


def following() -> Following:
    return Following.objects.get()


def notified_version(sent: list[Any]) -> list[str]:
    return [message.to[0] for message in sent]
