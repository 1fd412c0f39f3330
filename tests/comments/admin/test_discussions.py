"""Opening, closing and hiding a discussion at the desk."""

from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from articles.models import Article
from comments.models import Discussion, ReaderComment

from ..crowds import Crowd
from .conftest import Desk

pytestmark = pytest.mark.django_db
LIST = "admin:newsroom_comments_discussion_changelist"
CHANGE = "admin:newsroom_comments_discussion_change"


@pytest.fixture
def host(desk: Any) -> Desk:
    return desk("view_discussion", "change_discussion")


@pytest.mark.parametrize(
    ("state", "said"), [("closed", b"Comments are closed."), ("hidden", b"The harbour opens on Monday")]
)
def test_a_state_shows_on_the_articles_page(
    state: str, said: bytes, host: Desk, article: Article, crowd: Crowd, client: Client
) -> None:
    crowd(article, [None])
    discussion = Discussion.objects.get()
    before = client.get(article.get_absolute_url())
    host.open(CHANGE, discussion.pk).send("discussion_form", state=state)
    after = client.get(article.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    discussion.refresh_from_db()
    assert (discussion.state, discussion.version) == (state, 1)
    assert (after.status_code, said in after.content) == (200, True)
    assert (b"Words 0" in after.content) == (state == "closed")
    assert b"Post Comment" not in after.content


def test_saving_keeps_what_was_counted_meanwhile(host: Desk, article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    discussion = Discussion.objects.get()
    page = host.open(CHANGE, discussion.pk)
    Discussion.objects.update(public_count=F("public_count") + 5, version=F("version") + 5)
    page.send("discussion_form", state="closed")
    discussion.refresh_from_db()
    assert (discussion.public_count, discussion.version, discussion.state) == (6, 6, "closed")


@pytest.mark.parametrize("mode", ["", "post"])
def test_saving_what_the_public_does_not_see_is_no_new_version(
    mode: str, host: Desk, article: Article, crowd: Crowd
) -> None:
    crowd(article, [None])
    discussion = Discussion.objects.get()
    host.open(CHANGE, discussion.pk).send("discussion_form", mode=mode)
    discussion.refresh_from_db()
    assert (discussion.version, discussion.state, discussion.mode) == (0, "open", mode)


def test_no_comment_of_it_changes(host: Desk, article: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0, 0], withheld={1})
    before = list(ReaderComment.objects.values())
    host.open(CHANGE, Discussion.objects.get().pk).send("discussion_form", state="hidden", mode="post")
    assert list(ReaderComment.objects.values()) == before


def test_the_list_names_what_is_discussed_at_one_cost(
    host: Desk, publish: Any, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        crowd(publish(slug=f"a-{number}", headline=f"Headline {number}"), [None])
        if number in {1, 11}:
            host.open(LIST)
            with django_assert_num_queries(9):
                page = host.open(LIST)
    assert "Headline 11" in page.text


def test_a_discussion_of_what_was_deleted_is_still_listed(host: Desk, article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    number = article.pk
    article.delete()
    assert f"article {number}" in host.open(LIST).text
