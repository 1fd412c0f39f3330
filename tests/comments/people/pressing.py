"""The button that confirms an address, what is answered, and what was signed some time ago."""

from collections.abc import Callable
from time import time
from typing import Any

import pytest
from django.test import Client

from comments.mail import signed_links
from comments.models import ReaderComment

from ..answers import page_of

POST = "/comments/post/"


def press(stored: ReaderComment, client: Client | None = None, **headers: str) -> Any:
    """The button on the author's private page."""
    return (client or Client()).post(signed_links.reader_page(stored) + "confirm/", headers=headers)


def texts(response: Any) -> str:
    return " ".join(page_of(response).text_content().split())


def at(seconds_ago: int, sign: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What was signed so many seconds ago."""
    now = time()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: now - seconds_ago)
        return sign()
