"""The list of comments under an object: reading order, depth, places, and what it costs."""

from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.discussions.pages import PageLocation, read_page
from comments.models import Discussion, DiscussionState, ReaderComment, Status

from ..crowds import Crowd
from .lists import WITHHELD, Lists, outline, page_of, said

pytestmark = pytest.mark.django_db


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
    assert [answer.xpath("a/@href")[0] for answer in answers] == [f"#c{pk}" for pk in ids[4:6]]
    assert tree.xpath("//a[@class='nc-date']/@href") == [f"#c{pk}" for pk in ids]


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


# --- Queries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [10, 1000])
def test_a_page_of_the_list_takes_three_queries(
    number: int, article: Article, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    crowd(article, [None if n % 7 == 0 else n - 1 for n in range(number)], withheld={1, 2, 4})
    with django_assert_num_queries(3):
        read_page(Discussion.objects.find(article), PageLocation())


@pytest.mark.parametrize("number", [10, 1000])
def test_the_whole_article_page_takes_nine_queries(
    number: int, article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    crowd(article, [None if n % 7 == 0 else n - 1 for n in range(number)], withheld={1, 2, 4})
    # Five of the article's, one of the sections around it, three of its comments.
    with django_assert_num_queries(9):
        page_of(article, client)


def test_no_query_for_a_page_names_an_address(
    article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    crowd(article, [None, 0, 1], withheld={1})
    with django_assert_num_queries(9) as queries:
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
    with django_assert_num_queries(8) as queries:
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
