"""What is done after the reader has been answered, where the host has a way to; else just before.

Django's tasks (6.0), or django-tasks for older ones, or a plain call.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from importlib import import_module
from itertools import takewhile
from time import monotonic
from typing import Any

from ..models import Commenter, Email, EmailKind, ReaderComment
from ..models.transactions import after_commit
from . import followings, outbox

# Followers, and seconds with the mail server, after one decision; ``manage.py sendemails`` does the rest.
MOST_NOTIFIED = 20
MOST_SECONDS = 10


class _Now:
    """Enough of a task for whoever has none: it is done at once."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.enqueue = function


def _find_task() -> Any:
    for name in ("django.tasks", "django_tasks"):
        with suppress(ImportError):
            return import_module(name).task
    return _Now


task = _find_task()


@task  # type: ignore[untyped-decorator]  # there may be none
def deliver(*pks: int) -> None:
    """Try the emails with these ids, until the server is down; a failure is stored and raises nothing."""
    outbox.deliver_each(pks)


@task  # type: ignore[untyped-decorator]
def notify_followers(discussions: list[int]) -> None:
    """Email the followers of these discussions what is new there."""
    end = monotonic() + MOST_SECONDS
    emails = followings.write_emails(discussions, MOST_NOTIFIED)
    if emails and not outbox.is_down():
        outbox.deliver_each(takewhile(lambda _email: monotonic() <= end, emails))


def send(kind: EmailKind, comment: ReaderComment, *, requested_by: Commenter | None = None) -> None:
    """Put an email into the outbox; once the caller's transaction is committed it is tried.

    While the server is down it waits for ``manage.py sendemails``.
    """
    email = Email.objects.create(kind=kind, comment=comment, requested_by=requested_by)
    # Without a worker the reader waits for this: not once more for a server that just timed out.
    if not outbox.is_down():
        send_soon(email.pk)


def send_soon(*pks: int) -> None:
    # No partial: Django 5.2 takes the name of what failed, which a partial doesn't have.
    after_commit(lambda: deliver.enqueue(*pks))


def notify_followers_soon(discussions: Collection[int]) -> None:
    """Comments in these discussions became public: once that is committed, their followers are notified."""
    if discussions:
        # A list of numbers: what a task is given is stored as JSON.
        after_commit(lambda: notify_followers.enqueue(sorted(discussions)))
