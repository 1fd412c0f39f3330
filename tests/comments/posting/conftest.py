"""A site that publishes first, and a reader's own comment there."""

from collections.abc import Callable
from typing import Any

import pytest

from comments.models import ReaderComment
from tests.rules import rules

Reply = Callable[..., Any]


@pytest.fixture
def published_first(settings: Any) -> None:
    """A site where a comment is public at once unless a rule holds it."""
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": rules(first_comment=None, flood={"person": (3, 600)}),
        "MODERATORS": ["desk@example.org"],
    }


@pytest.fixture
def mine(reply: Reply) -> ReaderComment:
    assert reply(comment="I read this twice.").status_code == 302
    return ReaderComment.objects.latest("pk")
