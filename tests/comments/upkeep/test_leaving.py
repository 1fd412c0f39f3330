"""What django-comments-xtd finds in its own columns once we are gone: what it would have written itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_comments_xtd import models
from django_comments_xtd.models import MaxThreadLevelExceededException, XtdComment

from articles.models import Article

from ..crowds import crowd
from .old_rows import Stock, adopt, columns

pytestmark = pytest.mark.django_db(transaction=True)
# Whom each comment answers, by place: two threads, told from the trunk, from a leaf, and deep.
TREE = [None, 0, 0, 1, None, 3, 2, 5, 4, 1, 7, 10, 5, 0]
PLACE = ("thread_id", "parent_id", "level", "order", "nested_count")
LABEL = "newsroom_articles.article"
CASES: list[tuple[int, dict[str, int]]] = [(1, {LABEL: 2}), (3, {}), (99, {}), (0, {}), (7, {LABEL: 0})]


@contextmanager
def left() -> Iterator[None]:
    """After ``migrate newsroom_comments zero``."""
    try:
        call_command("migrate", "newsroom_comments", "zero", verbosity=0)
        yield
    finally:
        call_command("migrate", "newsroom_comments", verbosity=0)


def forest(rows: list[Any]) -> list[tuple[int, ...]]:
    """The columns of these rows, which are in order of arrival, with places for numbers."""
    places = {row["id"]: place for place, row in enumerate(rows)}
    return [
        (places[row["thread_id"]], places[row["parent_id"]], row["level"], row["order"], row["nested_count"])
        for row in rows
    ]


def stored(after: int = 0) -> list[Any]:
    return list(XtdComment.norel_objects.filter(pk__gt=after).order_by("pk").values("id", *PLACE))


def post_through_xtd(article: Article, tree: list[int | None]) -> list[XtdComment]:
    """Who answers what takes no answers answers the comment above it, as its readers could."""
    made: list[XtdComment] = []
    for place in tree:
        above = None if place is None else made[place]
        while above and not above.allow_thread():
            parent = XtdComment.norel_objects.get(pk=above.parent_id)
            above = parent if parent.pk != above.pk else None
        comment = XtdComment(**columns(article), parent_id=above.pk if above else 0)
        comment.save()
        made.append(comment)
    return made


def limit(monkeypatch: pytest.MonkeyPatch, settings: Any, level: int, each: dict[str, int]) -> None:
    """The host's own deepest level, of all and by model; django-comments-xtd copies its settings once."""
    given = {"COMMENTS_XTD_MAX_THREAD_LEVEL": level, "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL": each}
    monkeypatch.setattr(models, "settings", SimpleNamespace(**given, COMMENTS_XTD_LIST_ORDER=("pk",)))
    for name, value in given.items():
        setattr(settings, name, value)


LONG = [pytest.param(level, each, marks=pytest.mark.long) for level, each in CASES[1:]]


@pytest.mark.parametrize(("level", "each"), [CASES[0], *LONG])
def test_replies_stand_in_its_threads_where_it_would_have_put_them(
    level: int, each: dict[str, int], article: Article, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    limit(monkeypatch, settings, level, each)
    ours = crowd(article, TREE)
    with left():
        found = forest(stored())
        post_through_xtd(article, TREE)
        assert found == forest(stored(after=ours[-1]))


@pytest.mark.long
def test_a_row_that_it_left_half_written_comes_back_into_its_tree(
    article: Article, threaded: Stock, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    limit(monkeypatch, settings, 1, {})
    root, reply, other = post_through_xtd(article, [None, 0, None])
    with pytest.raises(MaxThreadLevelExceededException):
        XtdComment(**columns(article), parent_id=reply.pk).save()
    before = stored()
    assert before[-1] | {"id": 0} == {
        "id": 0,
        "thread_id": 0,
        "parent_id": reply.pk,
        "level": 0,
        "order": 1,
        "nested_count": 0,
    }
    adopt()
    with left():
        assert forest(stored()) == [(0, 0, 0, 1, 2), (0, 0, 1, 2, 0), (2, 2, 0, 1, 0), (0, 0, 1, 3, 0)]
    assert (root.pk, other.pk) == (before[0]["id"], before[2]["id"])


@pytest.mark.long
def test_threads_in_which_nothing_was_written_here_stay_as_they_are(
    article: Article, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    limit(monkeypatch, settings, 9, {})
    made = post_through_xtd(article, TREE)
    # A moderator takes a thread's middle down, which it counts in a way of its own.
    made[3].is_removed = True
    made[3].save()
    # And allows less since.
    limit(monkeypatch, settings, 1, {})
    before = stored()
    adopt()
    with left():
        assert stored() == before


@pytest.mark.long
def test_a_thread_of_ten_thousand_is_given_back_in_a_few_statements(article: Article, settings: Any) -> None:
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL = 8
    rows = crowd(article, [None, *(place // 2 for place in range(9_999))])
    with CaptureQueriesContext(connection) as queries, left():
        table = XtdComment._meta.db_table
        written = [query for query in queries if query["sql"].startswith(f'UPDATE "{table}"')]
        assert len(written) == 10
        assert {row["level"] for row in stored()} == {*range(9)}
    assert len(rows) == 10_000
