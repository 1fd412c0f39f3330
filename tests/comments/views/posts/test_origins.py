"""Where a post comes from."""

import pytest
from django.test import Client

from articles.models import Article
from comments.models import ReaderComment

from ...answers import page_of
from .replies import HIDDEN_ORIGIN, OTHER_SITE, POST, Send, problem, token_on, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://testserver:8000"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_a_post_from_another_site_is_refused_with_the_words_kept(
    headers: dict[str, str], status: int, reply: Send
) -> None:
    response = reply(headers=headers)
    assert (response.status_code, ReaderComment.objects.count()) == (status, int(status == 302))
    if status == 403:
        hidden = headers.get("Origin") in {"null", ""} and len(headers) == 1
        assert problem(response) == (HIDDEN_ORIGIN if hidden else OTHER_SITE)
        assert typed(response) == "I read this twice."
        # Whatever the host's policy: the page's own form says where it is sent from.
        assert response["Referrer-Policy"] == "same-origin"


def test_a_good_token_makes_no_cross_site_post_good(member: Client, article: Article, fields: Send) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert member.post(POST, fields(csrfmiddlewaretoken=token), headers=headers).status_code == 403
    assert ReaderComment.objects.count() == 0


def test_a_session_cookie_that_is_no_login_borrows_nothing(client: Client, fields: Send) -> None:
    client.cookies["sessionid"] = "no-session-of-this-site"
    assert client.post(POST, fields()).status_code == 302
    assert client.post(POST, fields(), headers={"Origin": "null"}).status_code == 403


def test_an_anonymous_answer_sets_no_cookie(reply: Send) -> None:
    assert [dict(reply(email=email).cookies) for email in ("", "ada@example.org")] == [{}, {}]
