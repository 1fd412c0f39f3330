"""On which page a public comment stands: asked of the database, without reading the page."""

from random import Random
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.discussions.pages import Page, PageLocation, locate, read_page
from comments.models import Discussion, ReaderComment

from ..crowds import Crowd, recommended

pytestmark = pytest.mark.django_db
SMALL = {"THREADS_PER_PAGE": 3, "COMMENTS_PER_PAGE": 7, "REPLIES_PER_THREAD": 2}


def shown(page: Page) -> set[int]:
    return {row.pk for row in page.rows if not row.withheld}


def read_through(article: Article) -> dict[int, PageLocation]:
    """Where each comment is seen by whoever reads all pages, and then every thread to its end."""
    discussion = Discussion.objects.find(article)
    places: dict[int, PageLocation] = {}
    threads = ReaderComment.objects.public().values_list("root_id", flat=True).distinct()
    for beginning in (PageLocation(), *(PageLocation(thread=root) for root in threads)):
        location: PageLocation | None = beginning
        while location:
            page = read_page(discussion, location)
            places = dict.fromkeys(shown(page), location) | places
            location = page.next
    return places


@pytest.mark.parametrize("order", ["oldest", "newest", "recommended"])
def test_a_comment_is_located_where_a_reader_finds_it(
    order: str, article: Article, crowd: Crowd, settings: Any
) -> None:
    """Among others that are withheld, in threads that are folded or beyond what a page takes."""
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | SMALL | {"ORDER": order}
    dice = Random(7)
    parents = [dice.choice([None, *range(number)]) if number % 4 else None for number in range(60)]
    counts = recommended(*dice.choices(range(6), k=80))
    crowd(article, [*parents, *[0] * 20], withheld={*dice.sample(range(80), 25)}, finish=counts)
    rows = {row.pk: row for row in ReaderComment.objects.public().select_related("discussion")}
    places = read_through(article)
    assert {pk: locate(row) for pk, row in rows.items()} == places
    kinds = {(location.number > 1, location.thread > 0, location.after > 0) for location in places.values()}
    assert kinds == {(False, False, False), (True, False, False), (False, True, False), (False, True, True)}


@pytest.mark.parametrize(("number", "queries"), [(0, 1), (199, 2), (200, 3), (-1, 3)])
def test_what_it_costs_does_not_grow_with_the_page(
    number: int, queries: int, article: Article, crowd: Crowd, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"REPLIES_PER_THREAD": 500}
    ids = crowd(article, [None, *[0] * 499])
    comment = ReaderComment.objects.select_related("discussion").get(pk=ids[number])
    with django_assert_num_queries(queries) as asked:
        locate(comment)
    said = " ".join(query["sql"] for query in asked.captured_queries)
    assert [column for column in ("user_name", '"comment"', "submit_date") if column in said] == []


def test_a_permalink_costs_the_same_on_a_full_page(
    article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    ContentType.objects.get_for_model(article)
    ids = crowd(article, [None] * 50)
    for pk in (ids[0], ids[-1]):
        with django_assert_num_queries(4):
            client.get(reverse("newsroom_comments:permalink", args=[pk]))
