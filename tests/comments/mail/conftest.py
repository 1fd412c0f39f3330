"""Emails that wait in the outbox."""

from collections.abc import Callable

import pytest

from comments.mail import tasks
from comments.models import Email, EmailKind, ReaderComment

from .due import Write


@pytest.fixture
def write(comment: Callable[..., ReaderComment]) -> Write:
    """Emails to these readers stand in the outbox, and are due."""

    def make(*names: str) -> list[Email]:
        for name in names:
            stored = comment(f"I am {name}.", name=name, email=f"{name}@example.org")
            tasks.send(EmailKind.CONFIRMATION, stored)
        return [*Email.objects.order_by("pk")]

    return make
