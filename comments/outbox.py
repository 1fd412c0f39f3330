"""The outbox: a mail is tried, put off, tried again, and kept whatever happens."""

import logging
import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.db.models import QuerySet
from django.utils import timezone

from .models import Mail
from .notifications import compose

logger = logging.getLogger(__name__)
# The first wait; each later one is four times as long, so that the five span about seven hours.
WAIT = timedelta(minutes=5)
ADDRESS = re.compile(r"[^\s<>'\"]+@[^\s<>'\"]+")


def undelivered() -> QuerySet[Mail]:
    """What may be tried now, oldest first."""
    waiting = Mail.objects.filter(sent_at=None, attempts__lt=Mail.MOST_ATTEMPTS)
    return waiting.filter(due__lte=timezone.now()).order_by("pk")


def is_down() -> bool:
    """Whether the mail server failed minutes ago: nobody's answer need wait for it again so soon.

    That it refused an address says nothing of the next one.
    """
    failed = Mail.objects.filter(sent_at=None, attempts=1, due__gt=timezone.now()).exclude(last_error="")
    return failed.exclude(last_error__startswith=SMTPRecipientsRefused.__name__).exists()


def deliver(pk: int) -> bool:
    """Try one mail, if it is due, and say whether it went out.

    Of two at once only one tries it.  A mail that has nothing left to say is taken out.
    """
    if not _claim(pk):
        return False
    mail = Mail.objects.select_related("comment__site").get(pk=pk)
    try:
        message = compose(mail)
        if message is None:
            mail.delete()
            return False
        message.send()
    except Exception as error:
        logger.warning("Mail %s was not sent.", pk, exc_info=True)
        Mail.objects.filter(pk=pk).update(last_error=_say(error))
        return False
    Mail.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="")
    return True


def _claim(pk: int) -> bool:
    """Count the attempt before it is made, under a condition that only one of two can meet."""
    attempts = undelivered().filter(pk=pk).values_list("attempts", flat=True).first()
    if attempts is None:
        return False
    again = timezone.now() + WAIT * 4**attempts
    claimed = undelivered().filter(pk=pk, attempts=attempts).order_by()
    return bool(claimed.update(attempts=attempts + 1, due=again))


def _say(error: Exception) -> str:
    """The error without an address: mail servers like to repeat it."""
    return ADDRESS.sub("…", f"{type(error).__name__}: {error}")[:1000]
