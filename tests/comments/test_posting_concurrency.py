"""The same post six times at the same moment, on a database that threads share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article
from comments.models import Commenter, Decision, Discussion, ReaderComment

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(posts: list[dict[str, Any]]) -> list[Any]:
    """Post them from threads that start together; a 5xx raises."""
    start = Barrier(len(posts))

    def send(fields: dict[str, Any]) -> Any:
        start.wait(timeout=20)
        try:
            return Client().post("/comments/post/", fields)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return [*pool.map(send, posts)]


def test_six_identical_posts_are_stored_once(fields: Callable[..., dict[str, Any]]) -> None:
    answers = at_once([fields()] * AT_ONCE)

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
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post"}
    answers = at_once([fields()] * AT_ONCE)

    stored = ReaderComment.objects.get()
    assert {answer["Location"] for answer in answers} == {f"{article.get_absolute_url()}#c{stored.pk}"}
    assert Discussion.objects.get().public_count == 1


def test_six_first_comments_of_six_people_are_all_stored(fields: Callable[..., dict[str, Any]]) -> None:
    posts = [fields(name=f"Reader {n}", email=f"reader{n}@example.org") for n in range(AT_ONCE)]
    assert [answer.status_code for answer in at_once(posts)] == [302] * AT_ONCE
    assert ReaderComment.objects.count() == Commenter.objects.count() == AT_ONCE
    assert Discussion.objects.count() == 1
