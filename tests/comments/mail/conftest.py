"""Emails that wait in the outbox, and a follower who gets some."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from comments.mail import tasks
from comments.models import Email, EmailKind, Follow, ReaderComment
from comments.people.confirmations import confirm

from .due import Write

Comment = Callable[..., ReaderComment]


@pytest.fixture
def write(comment: Comment) -> Write:
    """Emails to these readers stand in the outbox, and are due."""

    def make(*names: str) -> list[Email]:
        for name in names:
            stored = comment(f"I am {name}.", name=name, email=f"{name}@example.org")
            tasks.send(EmailKind.CONFIRMATION, stored)
        return [*Email.objects.order_by("pk")]

    return make


@pytest.fixture
def follower(comment: Comment) -> Callable[..., ReaderComment]:
    """A public comment whose author confirmed the address and follows its discussion."""

    def make(follow: str = Follow.ALL, **post: Any) -> ReaderComment:
        stored = comment(**{"source": "I am first.", "follow": follow} | post)
        confirm(stored)
        Email.objects.all().delete()
        return stored

    return make


@pytest.fixture
def emails(django_capture_on_commit_callbacks: Any) -> Callable[..., list[Any]]:
    """The emails that go out when an act is committed."""

    def act(function: Callable[[], Any]) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function()
        return list(mail.outbox)

    return act
