"""What a browser sends, and what it is answered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article

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
            "reply_to": "",
            "elapsed": "",
            "honeypot": "",
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
def comment(article: Article) -> Comment:
    """A stored comment in any status, put there through posting and the one door."""

    def make(
        source: str = "I read this twice.",
        *,
        status: Status = Status.APPROVED,
        parent: ReaderComment | None = None,
        name: str = "Ada",
        email: str = "ada@example.org",
        target: Any = None,
        **post: Any,
    ) -> ReaderComment:
        stored = posting.submit(
            posting.Post(
                target=target or article,
                site_id=1,
                source=source,
                name=name,
                email=email,
                url=post.pop("url", ""),
                parent_id=parent.pk if parent else 0,
                **post,
            )
        )
        decisions.decide(stored, status, decisions.Grounds())
        return stored

    return make


@pytest.fixture(name="crowd")
def _crowd(db: None) -> Crowd:
    return crowd
