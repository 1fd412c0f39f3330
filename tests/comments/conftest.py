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


def good_reply(object_pk: object, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a good reply to the article with that key, with changes by name."""
    good = {
        "content_type": "newsroom_articles.article",
        "object_pk": str(object_pk),
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


@pytest.fixture
def no_flood_limits(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": False}


@pytest.fixture
def fields(article: Article) -> Callable[..., dict[str, Any]]:
    """What a browser sends for a good reply to ``article``, with changes by name."""

    def make(**changes: Any) -> dict[str, Any]:
        return good_reply(**{"object_pk": article.pk} | changes)

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
