"""The same post six times at the same moment, on a database that threads share."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.models import Commenter, Decision, Discussion, ReaderComment
from tests.rules import rules

from ..at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def post_at_once(posts: list[dict[str, Any]]) -> list[Any]:
    """The answers to them all."""
    return at_once(*(partial(Client().post, "/comments/post/", fields) for fields in posts))


def test_six_identical_posts_are_stored_once(fields: Callable[..., dict[str, Any]]) -> None:
    answers = post_at_once([fields()] * AT_ONCE)

    stored = ReaderComment.objects.get()
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    private = [answer["Location"] for answer in answers if answer["Location"].startswith("/comments/yours/")]
    assert len(private) == 1
    received = f"/comments/received/newsroom_articles.article/{stored.object_pk}/"
    assert [answer["Location"] for answer in answers].count(received) == AT_ONCE - 1
    assert (Decision.objects.count(), Discussion.objects.count(), Commenter.objects.count()) == (1, 1, 1)
    assert stored.is_root


def test_six_identical_posts_are_published_once(
    fields: Callable[..., dict[str, Any]], settings: Any, article: Article
) -> None:
    settings.NEWSROOM_COMMENTS = {
        **settings.NEWSROOM_COMMENTS,
        "MODE": "post",
        "RULES": rules(first_comment=None),
    }
    answers = post_at_once([fields()] * AT_ONCE)

    stored = ReaderComment.objects.get()
    address = f"{article.get_absolute_url()}?since={stored.first_public_version}#c{stored.pk}"
    assert {answer["Location"] for answer in answers} == {address}
    assert Discussion.objects.get().public_count == 1


def test_six_first_comments_of_six_people_are_all_stored(fields: Callable[..., dict[str, Any]]) -> None:
    posts = [fields(name=f"Reader {n}", email=f"reader{n}@example.org") for n in range(AT_ONCE)]
    assert [answer.status_code for answer in post_at_once(posts)] == [302] * AT_ONCE
    assert ReaderComment.objects.count() == Commenter.objects.count() == AT_ONCE
    assert Discussion.objects.count() == 1
