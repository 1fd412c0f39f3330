"""A walk through the host's site that leaves nothing there: no row, nothing cached, no email, no word."""

import logging
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends import locmem
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signals import got_request_exception
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.test.utils import override_settings
from django.utils.crypto import get_random_string

from ..signals import TOLD

# Seconds: so long nobody else writes to SQLite, and no reader posts where the doctor does.
LONGEST = 5
# What would tell the host's code of comments that will never have been; nobody else needs them.
SILENT = (
    *TOLD,
    got_request_exception,
    pre_save,
    post_save,
    pre_delete,
    post_delete,
    m2m_changed,
)
CACHE = f"{locmem.__name__}.{locmem.LocMemCache.__name__}"
FILES = "django.contrib.sessions.backends.file"


# When the walk is to be over, by the clock that nobody sets.
_until: ContextVar[float] = ContextVar("newsroom_comments_doctor_until", default=float("inf"))


class Overtime(BaseException):
    """The walk took too long.  No ``Exception``, which the code that is walked through would catch."""


class UnsentBackend(BaseEmailBackend):
    """Makes the bytes of each email, as sending it would, and keeps the email."""

    unsent: ClassVar[list[EmailMessage]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            message.message().as_bytes()
        self.unsent.extend(email_messages)
        return len(email_messages)


@contextmanager
def traceless(aliases: Iterable[str]) -> Iterator[None]:
    """What the block does to these databases is undone after it, and nothing else hears of it.

    Each has one transaction, whose callbacks after the commit never run.

    :raises Overtime: ``LONGEST`` seconds passed since all databases were had.  Where there is no alarm clock,
        on Windows and in a thread, only the next ``step`` raises it.
    """
    with ExitStack() as stack:
        stack.enter_context(_silence())
        stack.enter_context(override_settings(**_settings()))
        stack.callback(_forget)
        for alias in aliases:
            stack.enter_context(_undone(alias))
        # The last, so that it is off before anything is undone.
        stack.enter_context(_alarm())
        yield


@contextmanager
def step(aliases: Iterable[str]) -> Iterator[None]:
    """A part of the walk: where it raises, what it did is undone, and the walk can go on.

    :raises Overtime: the walk's time is over.
    """
    if time.monotonic() > _until.get():
        raise Overtime
    with ExitStack() as stack:
        for alias in aliases:
            stack.enter_context(transaction.atomic(using=alias))
        yield


@contextmanager
def _undone(alias: str) -> Iterator[None]:
    with transaction.atomic(using=alias):
        try:
            yield
        finally:
            transaction.set_rollback(True, using=alias)


def _settings() -> dict[str, Any]:
    """The host's own, but for what would take something out of this process."""
    mail = f"{UnsentBackend.__module__}.{UnsentBackend.__qualname__}"
    host: Mapping[str, Any] = settings.NEWSROOM_COMMENTS
    changed: dict[str, Any] = {
        "CACHES": {alias: _cache_of_its_own(alias) for alias in settings.CACHES},
        # Else the next page would be the one of a moment ago.
        "NEWSROOM_COMMENTS": {**host, "KEPT_SECONDS": 0, "KEPT_MEMORY": 0},
    }
    if settings.SESSION_ENGINE == FILES:
        changed["SESSION_ENGINE"] = "django.contrib.sessions.backends.signed_cookies"
    if hasattr(settings, "MAILERS"):
        return changed | {"MAILERS": {name: {"BACKEND": mail} for name in ("default", *settings.MAILERS)}}
    return changed | {"EMAIL_BACKEND": mail}


def _cache_of_its_own(alias: str) -> dict[str, str]:
    return {"BACKEND": CACHE, "LOCATION": f"newsroom_comments.doctor.{alias}.{get_random_string(12)}"}


def _forget() -> None:
    UnsentBackend.unsent.clear()
    for cache in caches.all():
        cache.clear()


@contextmanager
def _silence() -> Iterator[None]:
    """No receiver hears a signal, and no handler a line of the log."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    receivers = [(one, one.receivers) for one in SILENT]
    for one in SILENT:
        _connect(one, [])
    try:
        yield
    finally:
        for one, theirs in receivers:
            _connect(one, theirs)
        logging.disable(before)


def _connect(one: Signal, receivers: list[Any]) -> None:
    one.receivers = receivers
    one.sender_receivers_cache.clear()


@contextmanager
def _alarm() -> Iterator[None]:
    token = _until.set(time.monotonic() + LONGEST)
    has_clock = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    try:
        if has_clock:
            before = signal.signal(signal.SIGALRM, _ring)
            # Again and again: whatever catches the first meets the second.
            signal.setitimer(signal.ITIMER_REAL, LONGEST, 1)
        yield
    finally:
        if has_clock:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        _until.reset(token)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise Overtime
