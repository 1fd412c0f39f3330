"""The outbox: an email is tried, put off, tried again, and stays whatever happens."""

import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from enum import Enum, auto
from itertools import takewhile

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ..models import Email
from ..queries import with_related
from .messages import compose
from .server import HungUp, ServerDown, TurnedAway, Unwritable, is_final, send

logger = logging.getLogger(__name__)
# The first wait; each later one is four times as long, so that the five span about seven hours.
WAIT = timedelta(minutes=5)
ADDRESS = re.compile(r"[^\s<>'\"]+@[^\s<>'\"]+")


class Outcome(Enum):
    SENT = auto()
    NOT_SENT = auto()
    SERVER_DOWN = auto()


def undelivered() -> QuerySet[Email]:
    """What may be tried now, the longest due first."""
    return Email.objects.filter(sent_at=None, due__lte=timezone.now()).order_by("due", "pk")


def is_down() -> bool:
    """Whether the mail server failed minutes ago, and nothing went out since.

    Nobody's answer need wait for it again so soon.
    """
    failed = Email.objects.filter(sent_at=None, server_failed_at__gt=timezone.now() - WAIT)
    went_out = Email.objects.filter(sent_at__gt=OuterRef("server_failed_at"))
    return failed.exclude(Exists(went_out)).exists()


def deliver_each(pks: Iterable[int]) -> int:
    """Try these emails until the server proves to be down, and count those that went out."""
    outcomes = takewhile(lambda outcome: outcome is not Outcome.SERVER_DOWN, map(deliver, pks))
    return sum(outcome is Outcome.SENT for outcome in outcomes)


def deliver(pk: int) -> Outcome:
    """Try one email, if it is due.

    Of two at once only one tries it.  An email that has nothing left to say is taken out.
    """
    if not _claim(pk):
        return Outcome.NOT_SENT
    email = with_related(Email.objects.all(), "comment", "comment__site").get(pk=pk)
    try:
        message = compose(email)
        if message is None:
            email.delete()
            return Outcome.NOT_SENT
        send(message)
    except Exception as error:
        logger.warning("Email %s was not sent.", pk, exc_info=True)
        return _put_off(email, error)
    Email.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="")
    return Outcome.SENT


def _claim(pk: int) -> bool:
    """Count the attempt before it is made, under a condition that only one of two can meet."""
    attempts = undelivered().filter(pk=pk).values_list("attempts", flat=True).first()
    if attempts is None:
        return False
    again = timezone.now() + WAIT * 4**attempts if attempts + 1 < Email.MOST_ATTEMPTS else None
    claimed = undelivered().filter(pk=pk, attempts=attempts).order_by()
    return bool(claimed.update(attempts=attempts + 1, due=again))


def _put_off(email: Email, error: Exception) -> Outcome:
    """Keep what went wrong; the attempt doesn't count where the server surely didn't take the email."""
    row = Email.objects.filter(pk=email.pk)
    row.update(last_error=_say(error))
    if not isinstance(error, ServerDown):
        row.update(due=None if is_final(error) else email.due, server_failed_at=None)
        return Outcome.NOT_SENT
    # The attempt stays counted: the fifth is the last, however often the server turns this email away.
    if isinstance(error, TurnedAway) and _is_to_blame(email):
        return Outcome.NOT_SENT
    now = timezone.now()
    row.update(server_failed_at=now)
    # It may have arrived: were the attempt not counted, its reader could get it without end.
    if not isinstance(error, HungUp):
        # Due from now on, behind the others: should the server turn away this email alone, they go first.
        row.update(attempts=email.attempts - 1, due=now)
    return Outcome.SERVER_DOWN


def _is_to_blame(email: Email) -> bool:
    """Whether the server turned it away before, and took others since."""
    failed = email.server_failed_at
    return failed is not None and Email.objects.filter(sent_at__gt=failed).exists()


def _say(error: BaseException) -> str:
    """The error without an address: mail servers like to repeat it."""
    if isinstance(error, ServerDown | Unwritable):
        error = error.__cause__ or error
    return ADDRESS.sub("…", f"{type(error).__name__}: {error}")[:1000]
