"""Every comment is reached by links, in either order, and threads open and close."""

from typing import Any

import lxml.html
import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.discussions.pages import PageLocation, locate
from comments.models import Discussion, ReaderComment

from ..crowds import Crowd, recommended
from .lists import WITHHELD, Lists, outline, page_of, said

pytestmark = pytest.mark.django_db


# --- Pages ----------------------------------------------------------------------------------------------


def links_from(page: str) -> list[str]:
    tree = lxml.html.fromstring(page)
    return tree.xpath("//*[@class='nc-pages' or @class='nc-more']//a/@href")


def shown_ids(page: str) -> set[int]:
    return {
        int(found[1:]) for found in lxml.html.fromstring(page).xpath("//article[@class='nc-comment']/@id")
    }


def test_every_comment_of_a_big_discussion_is_reached_by_links(
    article: Article, crowd: Crowd, client: Client
) -> None:
    threads = [None] * 120
    long_thread = [3 if number % 3 else 118 + number for number in range(1, 501)]
    ids = crowd(article, [*threads, *long_thread])
    waiting, seen, found = [article.get_absolute_url()], set[str](), set[int]()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address).content.decode()
        here = shown_ids(page)
        threads_here = set(ReaderComment.objects.filter(pk__in=here).values_list("root_id", flat=True))
        assert 0 < len(here) <= 200
        assert len(threads_here) <= 50
        found |= here
        waiting += links_from(page)
    assert found == set(ids)


def test_every_permalink_leads_to_a_page_with_its_comment(
    article: Article, crowd: Crowd, client: Client
) -> None:
    ids = crowd(article, [*[None] * 120, *[7] * 230, *[119] * 230])
    pages: dict[str, set[int]] = {}
    for pk in [*ids[::9], ids[49], ids[50], ids[99], ids[100], *ids[310:330], ids[-1]]:
        address, _hash, anchor = client.get(reverse("newsroom_comments:permalink", args=[pk])).url.partition(
            "#"
        )
        if address not in pages:
            pages[address] = shown_ids(client.get(address).content.decode())
        assert (anchor, pk in pages[address]) == (f"c{pk}", True)
    # Three pages of threads, and no more than two parts of each long thread: the same that links lead to.
    assert len(pages) <= 7


def test_permalinks_are_right_where_a_rejected_thread_shifts_the_pages(
    article: Article, crowd: Crowd
) -> None:
    ids = crowd(article, [None] * 60, withheld={0, 1, 2})
    assert locate(ReaderComment.objects.get(pk=ids[52])) == PageLocation(number=1)
    assert locate(ReaderComment.objects.get(pk=ids[53])) == PageLocation(number=2)


def test_a_long_thread_takes_no_room_from_the_other_threads(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, *[0] * 400, *[None] * 49])
    names = [name for name, depth in outline(article) if depth == 0]
    assert len(names) == 50


def test_what_a_page_leaves_out_of_a_thread_is_counted(
    article: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None, *[0] * 249])
    page = page_of(article, client)
    assert (len(shown_ids(page)), "229 more replies in this thread" in page) == (21, True)


def test_what_is_left_out_where_nothing_is_indented_is_counted_once(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MAX_INDENT": 1}
    crowd(article, [None, *[0] * 29, None])
    tree = lxml.html.fromstring(page_of(article, client))
    assert said(tree, "//*[@class='nc-more']") == ["9 more replies in this thread"]
    assert said(tree, "//summary") == []


def test_a_page_may_show_no_replies_at_all(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"REPLIES_PER_THREAD": 0}
    ids = crowd(article, [None, 0, 1, None])
    page = page_of(article, client)
    assert (shown_ids(page), "2 more replies in this thread" in page) == ({ids[0], ids[3]}, True)
    assert links_from(page) == [f"{article.get_absolute_url()}?thread={ids[0]}#comments"]


# --- The reader's order ---------------------------------------------------------------------------------


def test_newest_first_turns_the_threads_and_not_what_is_in_them(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, None, 0, 0, 1, None], withheld={1})
    assert outline(article, PageLocation(order="newest")) == [
        ("Reader 5", 0),
        (WITHHELD, 0),
        ("Reader 4", 1),
        ("Reader 0", 0),
        ("Reader 2", 1),
        ("Reader 3", 1),
    ]


@pytest.mark.parametrize("order", ["oldest", "newest", "recommended"])
@pytest.mark.parametrize("default", ["oldest", "newest", "recommended"])
def test_pages_lead_on_and_back_in_the_order_chosen(
    article: Article, crowd: Crowd, client: Client, settings: Any, default: str, order: str
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"THREADS_PER_PAGE": 2, "ORDER": default}
    ids = crowd(article, [None] * 5, finish=recommended(0, 2, 0, 5, 2))
    expected, onward, back = {
        "oldest": (ids, "Newer", "Older"),
        "newest": (ids[::-1], "Older", "Newer"),
        "recommended": ([ids[number] for number in (3, 1, 4, 0, 2)], "Next", "Previous"),
    }[order]
    address, seen, words = f"{article.get_absolute_url()}?order={order}", [], []
    while address:
        tree = lxml.html.fromstring(client.get(address.partition("#")[0]).content)
        seen += [int(found[1:]) for found in tree.xpath("//article[@class='nc-comment']/@id")]
        words += said(tree, "//*[@class='nc-pages']/a")
        address = "".join(tree.xpath("//a[@rel='next']/@href"))
    assert seen == expected
    assert words == [f"{word} comments" for word in (onward, back, onward, back)]


@pytest.mark.parametrize("default", ["oldest", "newest"])
def test_the_order_is_offered_where_there_is_more_than_one_thread(
    article: Article, crowd: Crowd, client: Client, settings: Any, default: str
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"ORDER": default}
    crowd(article, [None, 0, 0])
    offered = "//*[@class='nc-order']/*"
    assert said(lxml.html.fromstring(page_of(article, client)), offered) == []
    crowd(article, [None])
    Discussion.objects.update(version=F("version") + 1)
    path = article.get_absolute_url()
    words = {"oldest": "Oldest first", "newest": "Newest first", "recommended": "Most recommended"}
    addresses = {order: f"{path}?order={order}#comments" for order in words}
    addresses[default] = f"{path}#comments"
    for query, current in (("", default), *((f"?order={order}", order) for order in words)):
        tree = lxml.html.fromstring(page_of(article, client, query))
        links = tree.xpath(offered)
        assert said(tree, offered) == [*words.values()]
        # The one that is there is no link.
        offers = [addresses[order] if order != current else None for order in words]
        assert [link.get("href") for link in links] == offers
        assert said(tree, f"{offered}[@aria-current]") == [words[current]]
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"RECOMMENDATIONS": False}
    tree = lxml.html.fromstring(page_of(article, client, "?order=recommended"))
    assert said(tree, offered) == ["Oldest first", "Newest first"]
    assert said(tree, f"{offered}[@aria-current]") == [words[default]]


def test_replies_threads_and_the_way_back_keep_the_order(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"REPLIES_PER_THREAD": 1}
    ids = crowd(article, [None, 0, 0])
    path = article.get_absolute_url()
    tree = lxml.html.fromstring(page_of(article, client, "?order=newest"))
    reply, more = (
        tree.xpath("//*[@class='nc-actions']/a[1]/@href")[0],
        tree.xpath("//*[@class='nc-more']/a/@href"),
    )
    assert reply == f"{path}?order=newest&reply_to={ids[0]}#respond"
    assert more == [f"{path}?thread={ids[0]}&order=newest#comments"]
    thread = lxml.html.fromstring(page_of(article, client, more[0].removeprefix(path)))
    assert thread.xpath("//*[@class='nc-all']/a/@href") == [f"{path}?order=newest#comments"]


@pytest.mark.parametrize("order", ["", "x", "NEWEST", "oldest", "%FF", "newest&order=oldest"])
def test_nonsense_for_an_order_is_the_sites_own(
    order: str, article: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None] * 2)
    plain = client.get(article.get_absolute_url())
    asked = client.get(f"{article.get_absolute_url()}?order={order}")
    assert asked["ETag"] == plain["ETag"]


def test_permalinks_are_right_where_the_newest_come_first(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"ORDER": "newest", "THREADS_PER_PAGE": 2}
    ids = crowd(article, [*[None] * 5, *[1] * 30], withheld={4})
    places = {pk: locate(ReaderComment.objects.get(pk=pk)) for pk in (ids[3], ids[2], ids[1], ids[34])}
    assert places == {
        ids[3]: PageLocation(),
        ids[2]: PageLocation(),
        ids[1]: PageLocation(number=2),
        ids[34]: PageLocation(thread=ids[1]),
    }
    for pk, location in places.items():
        assert pk in shown_ids(page_of(article, client, location.query))


# --- Threads that open and close ------------------------------------------------------------------------


def test_the_replies_of_a_thread_stand_in_one_part_that_is_open_and_says_how_many(
    article: Article, crowd: Crowd, client: Client
) -> None:
    ids = crowd(article, [None, 0, 1, None, *[3] * 25, None, 29, 30], withheld={1, 29})
    tree = lxml.html.fromstring(page_of(article, client))
    assert said(tree, "//details[@open]/summary") == ["1 reply", "25 replies", "2 replies"]
    assert tree.xpath("//details//details | //details[not(@open)]") == []
    assert said(tree, "//details/*[@class='nc-more']") == ["5 more replies in this thread"]
    # The three things in a thread's item, in this order.
    assert [child.tag for child in tree.xpath(f"//article[@id='c{ids[3]}']/..")[0]] == ["article", "details"]
    described = tree.xpath("//summary/@aria-describedby")
    assert described == [f"c{ids[0]}-by", f"c{ids[3]}-by"]


def test_a_later_part_of_a_thread_says_what_its_replies_answer(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"THREADS_PER_PAGE": 2, "COMMENTS_PER_PAGE": 3}
    ids = crowd(article, [None, 0, 0, 1, 0, 3])
    page = page_of(article, client, f"?thread={ids[0]}&after={ids[2]}")
    assert shown_ids(page) == set(ids[3:])
    assert page.count("In reply to an earlier comment") == 2
    assert Lists(page).tops == [(f"c{ids[3]}", [(f"c{ids[5]}", [])]), (f"c{ids[4]}", [])]


@pytest.mark.parametrize(
    "query",
    [
        "comments=",
        "comments=x",
        "comments=0",
        "comments=-1",
        "comments=1.5",
        "comments=%C2%B2",
        "comments=%D9%A2",
        "comments=99999999999999999999",
        "comments=%FF",
        "thread=x",
        "thread=-7",
        "thread=0",
        "thread=&after=9",
        "after=5",
    ],
)
def test_nonsense_in_the_query_is_page_1(
    query: str, article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"THREADS_PER_PAGE": 2}
    ids = crowd(article, [None] * 3)
    page = page_of(article, client, f"?{query}")
    assert shown_ids(page) == set(ids[:2])


def test_a_page_beyond_the_last_leads_back_to_the_first(
    article: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None] * 3)
    page = page_of(article, client, "?comments=999999999")
    assert (shown_ids(page), links_from(page)) == (set(), [f"{article.get_absolute_url()}#comments"])


def test_another_articles_thread_is_not_shown(
    article: Article, draft: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None])
    ids = crowd(draft, [None, 0])
    assert shown_ids(page_of(article, client, f"?thread={ids[0]}")) == set()
