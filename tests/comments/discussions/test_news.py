"""What an open page learns of comments that came since it was made."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.discussions.news import MOST
from comments.models import Discussion, DiscussionState, ReaderComment, Status

from ...conftest import publish
from ..crowds import Crowd

pytestmark = pytest.mark.django_db
PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"
Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(client: Client) -> Ask:
    """The answer on an article's news, since a version."""

    def get(article: Article, since: Any, **headers: str) -> HttpResponse:
        path = reverse("newsroom_comments:news", args=["newsroom_articles.article", article.pk])
        return client.get(f"{path}?since={since}", headers=headers)

    return get


def version(article: Article) -> int:
    return Discussion.objects.find(article).version


def announced(response: Any) -> tuple[int, str]:
    return response.json()["count"], response.json()["text"]


def test_the_page_says_where_to_ask_and_since_when(article: Article, client: Client, comment: Any) -> None:
    comment()
    page = client.get(article.get_absolute_url()).content.decode()
    path = reverse("newsroom_comments:news", args=["newsroom_articles.article", article.pk])
    # However the attributes stand on lines.
    assert f'data-version="{version(article)}" data-news="{path}"' in " ".join(page.split())


def test_comments_that_appeared_since_are_counted_and_the_first_is_named(
    article: Article, ask: Ask, comment: Any
) -> None:
    assert ask(article, 0).json() == {"count": 0, "version": 0, "text": ""}
    old, held = comment("Old."), comment("Held.", status=Status.PENDING)
    before = version(article)
    first, second = comment("First."), comment("Second.")
    decide(held, Status.APPROVED, DecisionContext())
    assert ask(article, before).json() == {
        "count": 3,
        "version": version(article),
        "text": "3 new comments",
        "address": reverse("newsroom_comments:permalink", args=[first.pk]),
    }
    assert announced(ask(article, before + 2)) == (1, "1 new comment")
    assert announced(ask(article, version(article))) == (0, "")
    assert announced(ask(article, 0)) == (4, "4 new comments")
    assert {old.pk, second.pk} < set(ReaderComment.objects.values_list("pk", flat=True))


def test_what_is_hidden_again_is_no_news_and_no_news_when_it_is_back(
    article: Article, ask: Ask, comment: Any
) -> None:
    shown = comment("Shown.")
    before = version(article)
    later = comment("Later.")
    for stored in (shown, later):
        stored.refresh_from_db()
        decide(stored, Status.PENDING, DecisionContext())
    assert announced(ask(article, before)) == (0, "")
    for stored in (shown, later):
        stored.refresh_from_db()
        decide(stored, Status.APPROVED, DecisionContext())
    assert announced(ask(article, before)) == (1, "1 new comment")


def test_a_held_comment_is_no_news_in_any_byte(article: Article, ask: Ask, comment: Any) -> None:
    comment()
    before = ask(article, 0)
    for status in (Status.PENDING, Status.REJECTED, Status.SPAM):
        comment(f"For nobody: {status}.", status=status)
    after = ask(article, 0)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_another_objects_comments_are_no_news(article: Article, ask: Ask, comment: Any) -> None:
    comment(target=publish(slug="other"))
    assert announced(ask(article, 0)) == (0, "")


def test_the_sentence_is_in_the_articles_language(ask: Ask, comment: Any) -> None:
    article = publish(slug="port", language="fr")
    comment("Une.", target=article)
    assert announced(ask(article, 0)) == (1, "1 nouveau commentaire")
    comment("Deux.", target=article)
    assert announced(ask(article, 0)) == (2, "2 nouveaux commentaires")


def test_very_many_are_not_counted_one_by_one(article: Article, ask: Ask, crowd: Crowd) -> None:
    crowd(article, [None] * (MOST + 1))
    ReaderComment.objects.update(first_public_version=1)
    assert announced(ask(article, 0)) == (MOST, "100 new comments or more")


def test_who_knows_the_answer_is_told_that_it_still_holds(
    article: Article, ask: Ask, comment: Any, django_assert_num_queries: Any
) -> None:
    comment()
    known = ask(article, 0)
    assert known["Cache-Control"] == PUBLIC
    with django_assert_num_queries(3):
        again = ask(article, 0, if_none_match=known["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", known["ETag"])
    with django_assert_num_queries(4):
        assert ask(article, 1, if_none_match=known["ETag"]).status_code == 200
    comment("Another.")
    assert announced(ask(article, 0, if_none_match=known["ETag"])) == (2, "2 new comments")


def test_a_session_keeps_the_answer_private(article: Article, ask: Ask, client: Client, comment: Any) -> None:
    comment()
    client.force_login(User.objects.create_user("bo"))
    answer = ask(article, 0)
    assert (announced(answer), "ETag" in answer, "private" in answer["Cache-Control"]) == (
        (1, "1 new comment"),
        False,
        True,
    )


@pytest.mark.parametrize("since", ["", "x", "-1", "1.5", "²", "9" * 19, "%FF"])
def test_nonsense_for_a_version_is_refused(article: Article, ask: Ask, comment: Any, since: str) -> None:
    comment()
    assert ask(article, since).status_code == 400


def test_a_version_that_never_was_has_no_news(article: Article, ask: Ask, comment: Any) -> None:
    comment()
    assert announced(ask(article, "9" * 18)) == (0, "")


def test_there_is_no_news_of_what_the_public_does_not_see(
    article: Article, draft: Article, ask: Ask, comment: Any
) -> None:
    comment()
    known = ask(article, 0)["ETag"]
    Discussion.objects.update(state=DiscussionState.HIDDEN)
    assert ask(article, 0, if_none_match=known).status_code == 404
    assert ask(draft, 0).status_code == 404
    Discussion.objects.update(state=DiscussionState.CLOSED)
    assert announced(ask(article, 0)) == (1, "1 new comment")
    article.delete()
    assert ask(article, 0).status_code == 404


def test_only_reading_is_allowed(article: Article, client: Client) -> None:
    path = reverse("newsroom_comments:news", args=["newsroom_articles.article", article.pk])
    assert client.post(f"{path}?since=0").status_code == 405
