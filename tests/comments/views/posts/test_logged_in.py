"""Posts of readers who are logged in."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.models import ReaderComment, Status

from ...answers import page_of
from .replies import ELSEWHERE, POST, Send, problem, token_on, typed

pytestmark = pytest.mark.django_db


def test_a_logged_in_reader_posts_with_the_pages_token(
    member: Client, article: Article, fields: Send
) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    response = member.post(
        POST, fields(csrfmiddlewaretoken=token, name="Someone else", email="x@example.org")
    )
    assert response.status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.user_name, stored.user_email, stored.user.username, stored.source) == (
        "Ada L",
        "ada@example.org",
        "ada@login.example",
        "I read this twice.",
    )


@pytest.mark.parametrize(
    ("staff", "writes", "badges"),
    [(False, False, []), (True, False, ["Newsroom"]), (False, True, ["Author"]), (True, True, ["Author"])],
)
def test_the_newsroom_and_the_author_are_known_by_their_logins(
    staff: bool, writes: bool, badges: list[str], member: Client, article: Article, fields: Send
) -> None:
    """On the page, and on the card that the script gets."""
    user = User.objects.get()
    User.objects.update(is_staff=staff)
    Article.objects.update(writer=user if writes else None)
    path = article.get_absolute_url()
    sent = fields(csrfmiddlewaretoken=token_on(page_of(member.get(path))))
    answer = member.post(POST, sent, headers={"Accept": "application/json"}).json()
    stored = ReaderComment.objects.get()
    decide(stored, Status.APPROVED, DecisionContext())
    assert stored.by_staff == staff
    shown = page_of(Client().get(path)).xpath("//*[@class='nc-badge']/text()")
    assert (shown, html.fromstring(answer["html"]).xpath("//*[@class='nc-badge']/text()")) == (badges, badges)


@pytest.mark.parametrize("token", [None, "", "stale", "x" * 64, "\x00"])
def test_without_a_good_token_nothing_is_stored_and_the_form_comes_back_with_one(
    token: str | None, member: Client, fields: Send, comment: Any
) -> None:
    parent = comment(name="Grace")
    sent = fields(comment="\nMine <b>still</b>", reply_to=str(parent.pk))
    response = member.post(POST, sent | ({} if token is None else {"csrfmiddlewaretoken": token}))
    assert response.status_code == 403
    assert problem(response) == "You are logged in as Ada L. Do you want to post this?"
    assert typed(response) == "\nMine <b>still</b>"
    assert ReaderComment.objects.count() == 1
    page = page_of(response)
    assert page.xpath("//input[@name='reply_to']/@value") == [str(parent.pk)]
    again = member.post(POST, sent | {"csrfmiddlewaretoken": token_on(page)})
    assert again.status_code == 302
    assert ReaderComment.objects.order_by("-pk")[0].source == "\nMine <b>still</b>"


def test_a_double_click_of_a_login_is_known_from_any_network(
    member: Client, article: Article, fields: Send
) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    member.post(POST, fields(csrfmiddlewaretoken=token))
    again = member.post(POST, fields(csrfmiddlewaretoken=token), **ELSEWHERE)
    assert again["Location"].startswith("/comments/received/")


def test_a_name_that_looks_like_a_users_number_is_only_a_name(reply: Send, comment: Any) -> None:
    user = User.objects.create_user("u", first_name="U")
    comment(user=user, name="U")
    assert reply(name=f"user {user.pk}").status_code == 302
    assert ReaderComment.objects.count() == 2
