"""Opening, closing and hiding a discussion at the desk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from comments.admin import paging
from comments.models import Discussion, ReaderComment, Status

from ..crowds import Crowd
from .conftest import Desk

pytestmark = pytest.mark.django_db
LIST = "admin:newsroom_comments_discussion_changelist"
CHANGE = "admin:newsroom_comments_discussion_change"
OF = "admin:newsroom_comments_discussion_of"
LEFT = "2 comments stand under it. They are not deleted, and no reader sees them any more."


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
            with django_assert_num_queries(8):
                page = host.open(LIST)
    assert "Headline 11" in page.text


def test_a_discussion_of_what_was_deleted_is_still_listed(host: Desk, article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    number = article.pk
    article.delete()
    assert f"article {number}" in host.open(LIST).text


# --- When it closes -------------------------------------------------------------------------------------


@pytest.fixture
def after_14_days(settings: Any) -> None:
    options = {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 14}
    models = {"newsroom_articles.Article": options}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": models}


@pytest.mark.usefixtures("after_14_days")
def test_list_and_page_show_the_default_date(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    said = "March 16, 2026, 9:30 a.m. (the default: so many days after publication)"
    assert said in host.open(LIST).text
    assert said in host.open(CHANGE, discussion.pk).text


def test_list_and_page_show_a_date_of_its_own_or_that_there_is_none(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    assert "never closes by itself" in host.open(LIST).text
    Discussion.objects.update(closes_at=datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert "April 1, 2026, noon" in host.open(LIST).text
    assert "April 1, 2026, noon" in host.open(CHANGE, discussion.pk).text


@pytest.mark.usefixtures("after_14_days")
def test_a_number_of_days_makes_a_date_after_publication(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    host.open(CHANGE, discussion.pk).send("discussion_form", days="30")
    discussion.refresh_from_db()
    assert (discussion.closes_at, discussion.version) == (article.pub_date + timedelta(days=30), 1)


@pytest.mark.usefixtures("after_14_days")
def test_a_date_and_a_number_of_days_are_one_too_many(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    answer = host.open(CHANGE, discussion.pk).send(
        "discussion_form", days="30", closes_at_0="2026-04-01", closes_at_1="12:00"
    )
    assert "Give either a date or a number of days." in answer.content.decode()
    discussion.refresh_from_db()
    assert discussion.closes_at is None


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("30", "It has no date of publication. Give the date to close at instead."),
        ("-1", "Ensure this value is greater than or equal to 0."),
        ("36526", "Ensure this value is less than or equal to 36525."),
    ],
)
def test_a_number_of_days_that_makes_no_date_is_refused(
    days: str, said: str, host: Desk, article: Article
) -> None:
    discussion = Discussion.objects.start(article)
    answer = host.open(CHANGE, discussion.pk).send("discussion_form", days=days)
    assert said in answer.content.decode()


@pytest.mark.usefixtures("after_14_days")
def test_closing_by_hand_after_the_default_keeps_the_default_date(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    host.open(CHANGE, discussion.pk).send("discussion_form", state="closed")
    discussion.refresh_from_db()
    assert (discussion.state, discussion.closes_at) == ("closed", None)


def test_opening_again_clears_the_date_that_closing_set(host: Desk, article: Article) -> None:
    discussion = Discussion.objects.start(article)
    for state in ("closed", "open"):
        page = host.open(CHANGE, discussion.pk)
        assert page.tree.xpath("//main//h1/text()") == [article.headline]
        page.send("discussion_form", state=state)
    discussion.refresh_from_db()
    assert (discussion.state, discussion.closes_at, discussion.is_open) == ("open", None, True)


def test_the_list_never_counts_what_it_does_not_lead_to(
    host: Desk, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_ROWS", 2)
    for number in range(3):
        Discussion.objects.start(publish(slug=f"a-{number}"))
    with CaptureQueriesContext(connection) as queries:
        page = host.open(LIST)
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert "2 discussions" in page.text
    assert [sql for sql in counts if "LIMIT 2" not in sql] == []


# --- From the object commented on -----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_discussion_can_be_closed_before_anybody_comments(status: str, host: Desk, publish: Any) -> None:
    article = publish(status=status)
    response = host.client.get(reverse(OF, args=["newsroom_articles.article", article.pk]))
    discussion = Discussion.objects.get()
    assert response["Location"] == reverse(CHANGE, args=[discussion.pk])
    host.open(CHANGE, discussion.pk).send("discussion_form", state="closed")
    assert not Discussion.objects.find(article).is_open
    host.client.get(reverse(OF, args=["newsroom_articles.article", article.pk]))
    assert Discussion.objects.count() == 1


@pytest.mark.parametrize(
    ("label", "key"),
    [("auth.user", "1"), ("newsroom_articles.article", "99"), ("x", "y"), ("newsroom_articles.article", "x")],
)
def test_what_takes_no_comments_has_no_discussion(label: str, key: str, host: Desk, article: Article) -> None:
    assert host.get(OF, label, key).status_code == 404
    assert Discussion.objects.count() == 0


def test_an_articles_own_page_in_the_admin_leads_to_its_discussion(desk: Any, article: Article) -> None:
    address = reverse(OF, args=["newsroom_articles.article", article.pk])
    for permissions, shown in ((["change_discussion", "change_article"], True), (["change_article"], False)):
        page = desk(*permissions, name=str(shown)).open("admin:newsroom_articles_article_change", article.pk)
        assert (address in page.tree.xpath("//a/@href")) == shown


# --- When its object goes ---------------------------------------------------------------------------------


def test_a_deletion_says_how_many_comments_it_leaves(
    desk: Any, comment: Any, article: Article, publish: Any
) -> None:
    comment("Public")
    comment("Held", email="b@e.org", status=Status.PENDING)
    comment("Erased", email="c@e.org", status=Status.ERASED)
    quiet = publish(slug="quiet")
    chief: Desk = desk(superuser=True)
    delete = "admin:newsroom_articles_article_delete"
    assert LEFT in chief.open(delete, article.pk).text
    assert "newsroom-comments-left" not in chief.open(delete, quiet.pk).html
    both = {"action": "delete_selected", "_selected_action": [article.pk, quiet.pk]}
    address = reverse("admin:newsroom_articles_article_changelist")
    chief.client.handler.enforce_csrf_checks = False
    assert LEFT in chief.client.post(address, both).content.decode()
