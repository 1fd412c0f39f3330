"""What the public sees of a discussion: which comments, in what order, on which page."""

from html.parser import HTMLParser
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article
from comments.discussions.pages import PageLocation, locate, read_page
from comments.models import Discussion, DiscussionState, ReaderComment, Status

from ...conftest import publish
from ..crowds import Crowd, crowd

pytestmark = pytest.mark.django_db
Tree = list[tuple[str, Any]]
WITHHELD = "This comment is not shown"


class Lists(HTMLParser):
    """The nested lists of comments in a page, and a failure where a tag is closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tops: Tree = []
        self.branches: list[Tree] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "ol" and given.get("class") == "nc-list":
            assert not self.open or self.open[-1] == "li"
            self.branches.append(self.branches[-1][-1][1] if self.branches else self.tops)
            self.open.append(tag)
        elif tag == "li" and self.open:
            assert self.open[-1] == "ol"
            self.branches[-1].append((WITHHELD, []))
            self.open.append(tag)
        elif tag == "article" and self.open:
            self.branches[-1][-1] = (str(given["id"]), self.branches[-1][-1][1])

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "li"} and self.open:
            assert self.open.pop() == tag
            if tag == "ol":
                self.branches.pop()


def page_of(article: Article, client: Client, query: str = "") -> str:
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def outline(article: Article, location: PageLocation | None = None) -> list[tuple[str, int]]:
    """Each row's name, or None where it is withheld, and its depth."""
    page = read_page(Discussion.objects.find(article), location or PageLocation())
    return [(WITHHELD if row.withheld else row.name, row.depth) for row in page.rows]


# --- Order ----------------------------------------------------------------------------------------------


def test_comments_stand_in_reading_order(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, None, 0, 2, 0, 1])
    assert outline(article) == [
        ("Reader 0", 0),
        ("Reader 2", 1),
        ("Reader 3", 2),
        ("Reader 4", 1),
        ("Reader 1", 0),
        ("Reader 5", 1),
    ]


def test_another_objects_comments_are_not_shown(article: Article, draft: Article, crowd: Crowd) -> None:
    crowd(draft, [None, 0])
    assert outline(article) == []


def test_a_hidden_discussion_says_so_and_shows_nothing(
    article: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None, 0])
    Discussion.objects.update(state=DiscussionState.HIDDEN)
    page = page_of(article, client)
    assert (outline(article), "Words 0" in page, "2 comments" in page) == ([], False, False)
    section = lxml.html.fromstring(page).get_element_by_id("comments")
    said = section.text_content().split("\n")
    assert [line.strip() for line in said if line.strip()] == [
        "Comments",
        "The comments on this page are not shown.",
    ]


@pytest.mark.parametrize("state", DiscussionState)
def test_only_an_open_discussion_says_that_nobody_has_commented_yet(
    article: Article, client: Client, state: DiscussionState
) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(state=state)
    said = "Nobody has commented yet." in page_of(article, client)
    assert said == (state == DiscussionState.OPEN)


# --- Comments that are not shown ------------------------------------------------------------------------


def test_a_withheld_parent_keeps_its_place_and_nothing_else(
    article: Article, crowd: Crowd, client: Client
) -> None:
    ids = crowd(article, [None, 0, 1], withheld={1})
    page = page_of(article, client)
    assert outline(article) == [("Reader 0", 0), (WITHHELD, 1), ("Reader 2", 2)]
    assert page.count(WITHHELD) == 1
    assert [said for said in ("Reader 1", "Words 1", "reader1@", f"c{ids[1]}") if said in page] == []


def test_a_withheld_root_keeps_its_place(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0], withheld={0})
    assert outline(article) == [(WITHHELD, 0), ("Reader 1", 1)]


def test_two_withheld_in_a_row_leave_the_reply_in_its_thread(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0, 1, 2, None], withheld={1, 2})
    assert outline(article) == [("Reader 0", 0), (WITHHELD, 1), ("Reader 3", 2), ("Reader 4", 0)]


def test_a_withheld_comment_without_public_replies_is_not_there_at_all(
    article: Article, crowd: Crowd
) -> None:
    crowd(article, [None, 0, None, 2], withheld={1, 2, 3})
    assert outline(article) == [("Reader 0", 0)]


# --- Depth ----------------------------------------------------------------------------------------------


def test_a_deep_reply_is_aligned_and_says_whom_it_answers(
    article: Article, crowd: Crowd, client: Client
) -> None:
    ids = crowd(article, [None, 0, 1, 2, 3, 4, 5])
    assert [depth for _name, depth in outline(article)] == [0, 1, 2, 3, 4, 4, 4]
    tree = lxml.html.fromstring(page_of(article, client))
    answers = tree.xpath("//p[@class='nc-answers']")
    assert [" ".join(answer.text_content().split()) for answer in answers] == [
        "In reply to Reader 4",
        "In reply to Reader 5",
    ]
    links = [answer.xpath("a/@href")[0] for answer in answers]
    assert links == [reverse("newsroom_comments:permalink", args=[pk]) for pk in ids[4:6]]


def test_a_reply_says_whom_it_answers_where_others_stand_between(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0, 1, 0, 3, None])
    rows = read_page(Discussion.objects.find(article), PageLocation()).rows
    assert [(row.name, row.answers) for row in rows] == [
        ("Reader 0", ""),
        ("Reader 1", ""),
        ("Reader 2", ""),
        ("Reader 3", "Reader 0"),
        ("Reader 4", ""),
        ("Reader 5", ""),
    ]


def test_a_thread_1000_levels_deep_is_shown(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    limits = {"COMMENTS_PER_PAGE": 2000, "REPLIES_PER_THREAD": 2000}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | limits
    ids = crowd(article, [None, *range(999)], withheld={500})
    page = page_of(article, client)
    assert [pk for pk in ids if f'id="c{pk}"' not in page] == [ids[500]]
    assert Lists(page).open == []


def test_indenting_1000_levels_is_no_harm_either(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    limits = {"COMMENTS_PER_PAGE": 2000, "REPLIES_PER_THREAD": 2000, "MAX_INDENT": 2000}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | limits
    crowd(article, [None, *range(999)])
    assert page_of(article, client).count("<ol") == 1000


# --- The rendered lists ---------------------------------------------------------------------------------


def forests() -> st.SearchStrategy[tuple[list[int | None], set[int]]]:
    """Some comments, what each answers, and which are withheld."""
    sizes = st.integers(1, 14)
    return sizes.flatmap(
        lambda size: st.tuples(
            st.tuples(*(st.none() | st.integers(0, n - 1) if n else st.none() for n in range(size))).map(
                list
            ),
            st.sets(st.integers(0, size - 1)),
        )
    )


def expected_tree(parents: list[int | None], withheld: set[int], ids: list[int]) -> Tree:
    """The same lists, from the contract: a public comment, and whatever holds its place in the thread."""
    public = [n for n in range(len(parents)) if n not in withheld]

    def root_of(number: int) -> int:
        parent = parents[number]
        return number if parent is None else root_of(parent)

    shown = set(public) | {root_of(n) for n in public} | {p for n in public if (p := parents[n]) is not None}
    branches: dict[int | None, Tree] = {n: [] for n in shown} | {None: []}
    for number in sorted(shown):
        parent = parents[number]
        above = parent if parent is None or parent in shown else root_of(number)
        name = WITHHELD if number in withheld else f"c{ids[number]}"
        branches[above].append((name, branches[number]))
    return branches[None]


@given(forest=forests())
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_lists_nest_as_the_replies_do(
    forest: tuple[list[int | None], set[int]], client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MAX_INDENT": 20}
    parents, withheld = forest
    Article.objects.all().delete()
    article = publish()
    ids = crowd(article, parents, withheld=withheld)
    assert Lists(page_of(article, client)).tops == expected_tree(parents, withheld, ids)


@given(forest=forests(), deepest=st.integers(1, 4))
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_lists_are_well_formed_at_any_indentation(
    forest: tuple[list[int | None], set[int]], deepest: int, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MAX_INDENT": deepest}
    parents, withheld = forest
    Article.objects.all().delete()
    article = publish()
    ids = crowd(article, parents, withheld=withheld)

    def walk(branch: Tree, depth: int) -> list[str]:
        assert depth <= deepest
        return [name for name, below in branch for name in [name, *walk(below, depth + 1)]]

    names = walk(Lists(page_of(article, client)).tops, 0)
    assert sorted(set(names) - {WITHHELD}) == sorted(
        f"c{pk}" for number, pk in enumerate(ids) if number not in withheld
    )


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


@pytest.mark.parametrize("order", ["oldest", "newest"])
@pytest.mark.parametrize("default", ["oldest", "newest"])
def test_pages_lead_on_and_back_in_the_order_chosen(
    article: Article, crowd: Crowd, client: Client, settings: Any, default: str, order: str
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"THREADS_PER_PAGE": 2, "ORDER": default}
    ids = crowd(article, [None] * 5)
    expected = ids if order == "oldest" else ids[::-1]
    onward, back = [("Newer", "Older"), ("Older", "Newer")][order == "newest"]
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
    offered = "//*[@class='nc-order']/a"
    assert said(lxml.html.fromstring(page_of(article, client)), offered) == []
    crowd(article, [None])
    path = article.get_absolute_url()
    addresses = {order: f"{path}?order={order}#comments" for order in ("oldest", "newest")}
    addresses[default] = f"{path}#comments"
    for query, current in (("", default), ("?order=oldest", "oldest"), ("?order=newest", "newest")):
        tree = lxml.html.fromstring(page_of(article, client, query))
        links = tree.xpath(offered)
        assert said(tree, offered) == ["Oldest first", "Newest first"]
        assert [link.get("href") for link in links] == [addresses["oldest"], addresses["newest"]]
        assert said(tree, f"{offered}[@aria-current]") == [f"{current.capitalize()} first"]


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


def said(tree: Any, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


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


# --- Queries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [10, 1000])
def test_a_page_of_the_list_takes_three_queries(
    number: int, article: Article, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    crowd(article, [None if n % 7 == 0 else n - 1 for n in range(number)], withheld={1, 2, 4})
    with django_assert_num_queries(3):
        read_page(Discussion.objects.find(article), PageLocation())


@pytest.mark.parametrize("number", [10, 1000])
def test_the_whole_article_page_takes_four_queries(
    number: int, article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    crowd(article, [None if n % 7 == 0 else n - 1 for n in range(number)], withheld={1, 2, 4})
    with django_assert_num_queries(4):
        page_of(article, client)


def test_no_query_for_a_page_names_an_address(
    article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    crowd(article, [None, 0, 1], withheld={1})
    with django_assert_num_queries(4) as queries:
        page_of(article, client)
    said = " ".join(query["sql"] for query in queries.captured_queries)
    assert [column for column in ("user_email", "ip_address", "network", "source") if column in said] == []


def test_a_permalink_of_a_comment_that_is_not_public_is_a_404(
    article: Article, comment: Any, client: Client
) -> None:
    held = comment(status=Status.PENDING)
    assert client.get(reverse("newsroom_comments:permalink", args=[held.pk])).status_code == 404


def test_the_public_reads_who_edited_and_who_speaks_for_the_newsroom(
    article: Article, client: Client, comment: Any
) -> None:
    plain, edited, staff = (comment(f"Number {number}", name=f"N {number}") for number in range(3))
    ReaderComment.objects.filter(pk=edited.pk).update(edited=True)
    ReaderComment.objects.filter(pk=staff.pk).update(by_staff=True)
    page = lxml.html.fromstring(client.get(article.get_absolute_url()).content)
    marks = {
        stored.pk: page.xpath(
            f"//article[@id='c{stored.pk}']//*[@class='nc-edited' or @class='nc-badge']/text()"
        )
        for stored in (plain, edited, staff)
    }
    assert marks == {plain.pk: [], edited.pk: ["edited by the newsroom"], staff.pk: ["Newsroom"]}


def test_the_author_of_the_article_is_known_by_the_login(
    article: Article, client: Client, comment: Any, django_assert_num_queries: Any
) -> None:
    """Who is of the newsroom too is here as the author."""
    writer = User.objects.create_user("nell", "nell@example.org", is_staff=True)
    colleague = User.objects.create_user("kim", is_staff=True)
    reader = User.objects.create_user("bo")
    article.writer = writer
    article.save()
    stored = {
        name: comment(f"By {name}", name="Nell Harrow", user=user)
        for name, user in {"writer": writer, "colleague": colleague, "reader": reader, "nobody": None}.items()
    }
    with django_assert_num_queries(3) as queries:
        page = lxml.html.fromstring(page_of(article, client))
    badges = {
        name: said(page, f"//article[@id='c{row.pk}']//*[@class='nc-badge']") for name, row in stored.items()
    }
    assert badges == {"writer": ["Author"], "colleague": ["Newsroom"], "reader": [], "nobody": []}
    assert [query["sql"] for query in queries.captured_queries if "auth_user" in query["sql"]] == []


def test_without_an_author_no_comment_is_the_authors(article: Article, client: Client, comment: Any) -> None:
    comment("Anonymous.")
    comment("Of a reader.", user=User.objects.create_user("bo"), name="Bo")
    assert "nc-badge" not in page_of(article, client)
