"""Emails that wait in the outbox, the time that passes, and who gets them."""

from collections.abc import Callable
from datetime import timedelta

from comments.models import Email

from .. import smtp

Write = Callable[..., list[Email]]


def let_five_minutes_pass() -> None:
    for row in Email.objects.all():
        for field in ("due", "sent_at", "server_failed_at"):
            if then := getattr(row, field):
                setattr(row, field, then - timedelta(minutes=5, seconds=1))
        row.save()


def recipients(server: smtp.Server) -> list[str]:
    return [smtp.headers(raw)["To"].partition("@")[0] for raw in server.received]
