"""Who is logged in comments as themselves; a host may ask everybody for a login, model by model."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment

from ..answers import page_of

pytestmark = pytest.mark.django_db
POST = "/comments/post/"
PREVIEW = "/comments/preview/"
PROMPT = "You must be logged in to post a comment."
LOG_IN = "/log-in/?next=/en/harbour/%23respond"

urlpatterns = [
    path("sign-in/", lambda _request: HttpResponse(), name="sign-in"),
    path("accounts/login/", lambda _request: HttpResponse()),
    path("", include("newsroom.urls")),
]


@pytest.fixture
def required(settings: Any) -> None:
    models = settings.NEWSROOM_COMMENTS["MODELS"]
    asked = {label: {**options, "LOGIN_REQUIRED": True} for label, options in models.items()}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": asked}


@pytest.fixture
def log_in(required: None, settings: Any) -> None:
    settings.LOGIN_URL = "/log-in/"


@pytest.fixture
def ada(db: None) -> Client:
    """Ada's browser, logged in at the host."""
    client = Client()
    client.force_login(User.objects.create_user("ada", "ada@host.example", first_name="Ada", last_name="L."))
    return client


def token(client: Client, article: Article) -> dict[str, str]:
    """Django's token on the article's page, which a login's form must send."""
    page = page_of(client.get(article.get_absolute_url()))
    return {"csrfmiddlewaretoken": str(page.xpath("//form//input[@name='csrfmiddlewaretoken']/@value")[0])}


def links_of(page: html.HtmlElement) -> list[tuple[str, str]]:
    return [(link.text_content(), link.get("href")) for link in page.xpath("//*[@id='respond']//a")]


# --- As themselves ----------------------------------------------------------------------------------------


def test_a_login_comments_under_its_own_name_whatever_is_sent(
    ada: Client, article: Article, fields: Any
) -> None:
    forged = {"name": "Somebody Else", "email": "else@example.org", "url": "https://else.example/"}
    ada.post(POST, fields(**forged, **token(ada, article)))
    stored = ReaderComment.objects.get()
    assert (stored.user_name, stored.user_email, stored.user_url) == ("Ada L.", "ada@host.example", "")
    assert (stored.user.get_username(), stored.identity_verified, stored.commenter.user) == (  # type: ignore[union-attr]
        "ada",
        True,
        stored.user,
    )


def test_a_login_is_asked_for_no_name_and_no_address(ada: Client, article: Article) -> None:
    page = page_of(ada.get(article.get_absolute_url()))
    assert page.xpath("//form[@id='reply-form']//input[@name='name' or @name='email']") == []
    assert "Logged in as Ada L." in " ".join(page.text_content().split())


# --- Where a login is required ----------------------------------------------------------------------------


@pytest.mark.usefixtures("log_in")
def test_a_stranger_is_led_to_the_login_and_back_to_the_form(article: Article, comment: Any) -> None:
    comment("Said before")
    page = page_of(Client().get(article.get_absolute_url()))
    assert page.xpath("//form[@id='reply-form']") == []
    assert PROMPT in page.xpath("string(//*[@id='respond'])")
    assert links_of(page) == [("Log in", LOG_IN)]
    assert page.xpath("//p[@class='nc-actions']/a/text()") == ["Report"]


@pytest.mark.usefixtures("required")
def test_every_stranger_gets_the_same_bytes_and_no_cookie(article: Article) -> None:
    answers = [
        Client(headers=headers).get(article.get_absolute_url())
        for headers in ({}, {"Cookie": "theme=dark"}, {"Accept-Language": "fr"})
    ]
    assert len({answer.content for answer in answers}) == 1
    assert [dict(answer.cookies) for answer in answers] == [{}] * 3
    assert "csrfmiddlewaretoken" not in answers[0].content.decode()
    assert answers[0]["Cache-Control"].startswith("public")


def test_to_require_it_is_another_page(article: Article, client: Client, request: Any) -> None:
    before = client.get(article.get_absolute_url())
    request.getfixturevalue("required")
    after = client.get(article.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after["ETag"] != before["ETag"]) == (200, True)


@pytest.mark.usefixtures("log_in")
@pytest.mark.parametrize("address", [POST, PREVIEW])
def test_a_strangers_post_is_refused_with_the_login_and_every_word(address: str, fields: Any) -> None:
    response = Client().post(address, fields(comment="My <own> words."))
    page = page_of(response)
    assert (response.status_code, page.findtext(".//h1")) == (403, PROMPT)
    assert page.xpath("//a[text()='Log in']/@href") == [LOG_IN]
    assert page.get_element_by_id("typed").text.strip() == "My <own> words."
    assert (ReaderComment.objects.count(), dict(response.cookies)) == (0, {})


@pytest.mark.usefixtures("required")
def test_the_cookie_of_a_confirmed_address_is_no_login(fields: Any, comment: Any) -> None:
    reader, stored = Client(), comment("Before")
    reader.post(signed_links.confirmation(stored))
    assert reader.post(POST, fields(comment="After")).status_code == 403
    assert ReaderComment.objects.count() == 1


@pytest.mark.usefixtures("required")
def test_who_is_logged_in_reads_and_posts_as_ever(
    ada: Client, article: Article, fields: Any, comment: Any
) -> None:
    comment("Said before")
    page = page_of(ada.get(article.get_absolute_url()))
    assert page.xpath("//form[@id='reply-form']//button[@class='nc-post']/text()") == ["Post Comment"]
    assert page.xpath("//p[@class='nc-actions']/a/text()") == ["Reply", "Report"]
    assert ada.post(POST, fields(comment="By login", **token(ada, article))).status_code == 302
    assert ReaderComment.objects.latest("pk").user_name == "Ada L."


@pytest.mark.usefixtures("log_in")
def test_it_speaks_the_articles_language(publish: Any) -> None:
    page = page_of(Client().get(publish(language="fr", slug="port").get_absolute_url()))
    assert "Vous devez vous connecter" in page.xpath("string(//*[@id='respond'])")
    assert links_of(page) == [("Se connecter", "/log-in/?next=/fr/port/%23respond")]


@pytest.mark.usefixtures("required")
def test_a_closed_discussion_is_closed(article: Article, comment: Any) -> None:
    comment()
    Discussion.objects.update(state="closed")
    text = Client().get(article.get_absolute_url()).content.decode()
    assert (PROMPT in text, "Comments are closed." in text) == (False, True)


@pytest.mark.usefixtures("required")
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("sign-in", "/sign-in/?next=/en/harbour/%23respond"),
        ("/log-in/?from=comments", "/log-in/?from=comments&next=/en/harbour/%23respond"),
        ("https://id.example/in", "https://id.example/in?next=http%3A//testserver/en/harbour/%23respond"),
        ("no-such-view", None),
        (None, "/accounts/login/?next=/en/harbour/%23respond"),
    ],
)
def test_the_hosts_login_is_found_as_django_finds_it(
    login: str | None, address: str | None, article: Article, settings: Any
) -> None:
    if login is not None:
        settings.LOGIN_URL = login
    page = page_of(Client().get(article.get_absolute_url()))
    assert links_of(page) == ([("Log in", address)] if address else [])
    assert PROMPT in page.xpath("string(//*[@id='respond'])")


@pytest.mark.usefixtures("required")
def test_djangos_default_is_no_link_where_nothing_answers_there(article: Article) -> None:
    assert links_of(page_of(Client().get(article.get_absolute_url()))) == []
