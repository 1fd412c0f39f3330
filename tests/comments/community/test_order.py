"""The most recommended threads first, on pages whose cost no big discussion raises."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from articles.models import Article
from comments.discussions.pages import PageLocation, locate, read_page
from comments.models import Discussion, ReaderComment

from ..crowds import Crowd, recommended
from ..discussions.lists import WITHHELD, outline
from .recommending import recommend

pytestmark = pytest.mark.django_db
MOST = PageLocation(order="recommended")


def test_the_most_recommended_come_first_and_what_is_not_shown_last(article: Article, crowd: Crowd) -> None:
    # By what their first comments are recommended, whoever recommends the replies.
    parents = [None, None, None, None, 0, 1, 3]
    crowd(article, parents, withheld={1, 2}, finish=recommended(1, 9, 9, 4, 9, 0, 2))
    assert outline(article, MOST) == [
        ("Reader 3", 0),
        ("Reader 6", 1),
        ("Reader 0", 0),
        ("Reader 4", 1),
        (WITHHELD, 0),
        ("Reader 5", 1),
    ]


def test_it_turns_when_the_counts_are_shown(article: Article, crowd: Crowd, client: Client) -> None:
    pks = crowd(article, [None] * 3)
    before = client.get("/en/harbour/?order=recommended")
    recommend(ReaderComment.objects.get(pk=pks[2]))
    after = client.get("/en/harbour/?order=recommended")
    discussion = Discussion.objects.find(article)
    assert [row.pk for row in read_page(discussion, MOST).rows] == [pks[2], *pks[:2]]
    assert before["ETag"] != after["ETag"]


@pytest.mark.parametrize("number", [10, 1000])
def test_a_page_takes_as_many_queries_as_in_any_order(
    number: int, article: Article, crowd: Crowd, django_assert_max_num_queries: Any
) -> None:
    parents = [None if n % 7 == 0 else n - 1 for n in range(number)]
    crowd(article, parents, withheld={0}, finish=recommended(*(n % 5 for n in range(number))))
    with django_assert_max_num_queries(3):
        found = read_page(Discussion.objects.find(article), MOST)
    assert found.threads[-1].total > 0


def test_a_permalink_leads_where_its_reader_finds_it_for_one_query_more(
    article: Article, crowd: Crowd, settings: Any, django_assert_num_queries: Any
) -> None:
    own = {"ORDER": "recommended", "THREADS_PER_PAGE": 1}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | own
    pks = crowd(article, [None, None, None, 2], withheld={2}, finish=recommended(0, 3, 7, 0))
    rows = ReaderComment.objects.select_related("discussion").in_bulk(pks)
    with django_assert_num_queries(2 + 2 + 2):
        numbers = [locate(rows[pk]).number for pk in (pks[1], pks[0])]
        # A reply asks whether it has its place on that page.
        numbers.append(locate(rows[pks[3]]).number)
    assert numbers == [1, 2, 3]


def test_it_is_no_order_where_readers_recommend_nothing(settings: Any) -> None:
    said = []
    for switch in (True, False):
        own = {"ORDER": "recommended", "RECOMMENDATIONS": switch}
        settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | own
        said += [(each.id, each.hint) for each in run_checks() if "ORDER" in each.msg]
    hint = "Set it to one of: oldest, newest; recommended goes with RECOMMENDATIONS alone."
    assert said == [("newsroom_comments.E044", hint)]
