"""Which public comments are the newest."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.discussions.latest import MOST, MOST_ROUNDS, latest, latest_of
from comments.models import Discussion, Status

from ..crowds import Crowd

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def numbers() -> list[int]:
    return [entry.pk for entry in latest()]


def test_they_are_the_newest_public_ones_of_all_objects(publish: Any, crowd: Crowd) -> None:
    first, second = publish(), publish(slug="second")
    ids = crowd(first, [None, 0, None], withheld={1})
    more = crowd(second, [None])
    assert [(entry.pk, entry.target) for entry in latest()] == [
        *((more[0], second), (ids[2], first), (ids[0], first)),
    ]
    assert [entry.pk for entry in latest_of(Discussion.objects.find(first), first)] == [ids[2], ids[0]]


def test_there_are_so_many_and_no_more(article: Article, crowd: Crowd) -> None:
    ids = crowd(article, [None] * (MOST + 5))
    assert numbers() == ids[: -MOST - 1 : -1]


@pytest.mark.parametrize("state", ["closed", "hidden"])
def test_a_discussion_that_is_not_open_is_left_out(state: str, publish: Any, crowd: Crowd) -> None:
    crowd(publish(), [None])
    Discussion.objects.update(state=state)
    ids = crowd(publish(slug="second"), [None])
    assert numbers() == ids


def test_one_that_its_date_has_closed_is_left_out(article: Article, crowd: Crowd, settings: Any) -> None:
    crowd(article, [None])
    models = settings.NEWSROOM_COMMENTS["MODELS"]
    closing = {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 0}
    models = {label: options | closing for label, options in models.items()}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": models}
    assert numbers() == []


def test_what_the_public_sees_is_found_behind_a_busy_article_that_was_taken_down(
    publish: Any, crowd: Crowd
) -> None:
    ids = crowd(publish(), [None, 0])
    for number in range(MOST_ROUNDS - 1):
        crowd(publish(slug=f"taken-{number}", status=Article.Status.DRAFT), [None] * (MOST + 1))
    assert numbers() == ids[::-1]


def test_a_model_that_takes_no_comments_any_more_is_left_out(
    article: Article, crowd: Crowd, settings: Any
) -> None:
    crowd(article, [None])
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": {}}
    assert numbers() == []


def test_an_object_that_is_gone_or_was_never_there_is_left_out(article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    for key in ("999999", "x", "9" * 40):
        Discussion.objects.update(object_pk=key)
        assert numbers() == []


@pytest.mark.parametrize("number", [1, 60])
def test_they_cost_the_same_however_many(
    number: int, publish: Any, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    for article in range(3):
        crowd(publish(slug=f"article-{article}"), [None] * number)
    latest()
    with django_assert_num_queries(3):
        assert len(latest()) == min(3 * number, MOST)


def test_an_index_serves_them(article: Article, crowd: Crowd) -> None:
    """Whatever waits or was refused is not walked over."""
    crowd(article, [None] * 600, status=Status.PENDING)
    crowd(article, [None])
    with CaptureQueriesContext(connection) as queries:
        latest()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {queries[0]['sql']}")
        plan = str(cursor.fetchall())
    assert "newsroom_public_arrivals" in plan
