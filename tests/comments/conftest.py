"""What a browser sends, and what it is answered."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article

from . import smtp
from .crowds import Crowd, crowd

Reply = Callable[..., Any]


@pytest.fixture
def fields(article: Article) -> Callable[..., dict[str, Any]]:
    """What a browser sends for a good reply to ``article``, with changes by name."""

    def make(**changes: Any) -> dict[str, Any]:
        good = {
            "content_type": "newsroom_articles.article",
            "object_pk": str(article.pk),
            "comment": "I read this twice.",
            "name": "Ada",
            "email": "ada@example.org",
            "url": "",
            "follow": "",
            "reply_to": "",
            "elapsed": "",
            "honeypot": "",
            "language": "en",
        }
        return good | changes

    return make


@pytest.fixture
def reply(client: Client, fields: Callable[..., dict[str, Any]]) -> Reply:
    """Post a reply over HTTP and give the response."""

    def send(*, headers: dict[str, str] | None = None, **changes: Any) -> Any:
        return client.post(reverse("newsroom_comments:post"), fields(**changes), headers=headers or {})

    return send


@pytest.fixture
def server(settings: Any) -> Iterator[smtp.Server]:
    """A mail server, through which emails are sent."""
    with smtp.serving() as running:
        smtp.send_through(settings, running.port)
        yield running


@pytest.fixture(name="crowd")
def _crowd(db: None) -> Crowd:
    return crowd
