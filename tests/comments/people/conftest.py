"""A reader who asks for the email that confirms an address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from comments.models import ReaderComment

from .pressing import press

LINK = re.compile(r"https://example\.com(/comments/confirm/\S+)")


@pytest.fixture
def press_and_read(django_capture_on_commit_callbacks: Any) -> Callable[..., str]:
    """Press the button and give the path of the link in the email."""

    def act(stored: ReaderComment) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            press(stored)
        return LINK.findall(str(mail.outbox[-1].body))[0]

    return act
