"""What the form of a reply says before anything is sent, to readers and to whoever is logged in."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import path
from django.utils.functional import lazystr
from django.views.generic import RedirectView
from lxml import html

from articles.models import Article
from comments.forms import ReplyForm

from ..doctor import mount
from .replying import FORGET, control, read, respond, words

pytestmark = pytest.mark.django_db


def test_the_form_has_the_words_that_readers_know(client: Client, article: Article) -> None:
    section = respond(read(client.get(article.get_absolute_url())))
    [heading] = section.xpath(".//h2")
    assert words(heading) == "Leave a Reply"
    assert section.get("aria-labelledby") == heading.get("id")
    [notes] = section.xpath(".//p[@class='nc-notes']")
    assert words(notes) == "Your email address will not be published. Required fields are marked *"
    labels = [words(label) for label in section.xpath(".//div[@class='nc-field']/label")]
    assert labels == ["Comment *(required)", "Name *(required)", "Email *(required)", "Website"]
    [remember] = section.xpath(".//div[contains(@class, 'nc-remember')]/label")
    assert words(remember) == "Save my name, email, and website in this browser for the next time I comment."
    assert [words(button) for button in section.xpath(".//button")] == ["Post Comment", "Preview", FORGET]


def test_each_label_stands_above_its_own_control(client: Client, article: Article) -> None:
    page = read(client.get(article.get_absolute_url()))
    pairs = [(field[0].get("for"), field[1].get("id")) for field in page.find_class("nc-field")]
    ids = ["reply-comment", "reply-name", "reply-email", "reply-url"]
    assert pairs == [(name, name) for name in ids]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("comment", {"maxlength": "3000", "required": "", "type": None}),
        ("name", {"maxlength": "50", "required": "", "type": "text", "autocomplete": "name"}),
        (
            "email",
            {
                "maxlength": "254",
                "required": "",
                "type": "email",
                "autocomplete": "email",
                "inputmode": "email",
                "aria-describedby": "reply-email_helptext",
            },
        ),
        (
            "url",
            {
                "maxlength": "200",
                "required": None,
                "type": "text",
                "autocomplete": "url",
                "inputmode": "url",
            },
        ),
        ("honeypot", {"tabindex": "-1", "autocomplete": "off", "required": None}),
    ],
)
def test_each_control_says_to_browsers_what_it_takes(
    name: str, expected: dict[str, str | None], client: Client, article: Article
) -> None:
    found = control(read(client.get(article.get_absolute_url())), name)
    assert {key: found.get(key) for key in expected} == expected


def test_the_email_is_described_by_the_note(client: Client, article: Article) -> None:
    page = read(client.get(article.get_absolute_url()))
    assert (
        words(page.get_element_by_id("reply-email_helptext")) == "Your email address will not be published."
    )


def test_a_form_for_a_reply_names_whom_it_answers_and_can_be_cancelled(
    client: Client, article: Article, comment: Any
) -> None:
    parent = comment("Above, <b>bold</b>", name="Grace <Hopper>")
    page = read(client.get(article.get_absolute_url(), {"reply_to": parent.pk}))
    [heading] = respond(page).xpath("./h2")
    assert words(heading) == "Leave a Reply to Grace <Hopper>"
    assert [bdi.text for bdi in heading.iter("bdi")] == ["Grace <Hopper>"]
    [cancel] = respond(page).find_class("nc-cancel")
    assert (cancel.text, cancel.get("href")) == ("Cancel reply", f"{article.get_absolute_url()}#respond")
    assert control(page, "reply_to").get("value") == str(parent.pk)
    [quoted] = respond(page).find_class("nc-quoted")
    assert (words(quoted), [bold.text for bold in quoted.iter("b")]) == ("Above, bold", ["bold"])


def test_the_house_rules_are_a_click_away_where_the_host_has_some(
    client: Client, article: Article, settings: Any
) -> None:
    links = "//p[@class='nc-rules']/a"
    assert read(client.get(article.get_absolute_url())).xpath(links) == []
    rules = {"HOUSE_RULES_URL": lazystr("/house-rules/")}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **rules}
    [link] = read(client.get(article.get_absolute_url())).xpath(links)
    assert (words(link), link.get("href")) == ("House rules", "/house-rules/")


def test_two_renderings_of_the_form_are_equal(article: Article) -> None:
    assert str(ReplyForm(article)) == str(ReplyForm(article))


@pytest.fixture
def user(client: Client) -> User:
    user = User.objects.create_user(
        "ada@login.example", email="ada@example.org", first_name="Ada", last_name="Lovelace"
    )
    client.force_login(user)
    return user


def test_a_logged_in_reader_is_asked_for_neither_name_nor_email(
    client: Client, article: Article, user: User
) -> None:
    page = read(client.get(article.get_absolute_url()))
    names = page.xpath("//form[@id='reply-form']//*[@name and not(@type='hidden')]/@name")
    assert names == ["comment", "honeypot", "follow", "follow_kind"]
    [notes] = respond(page).find_class("nc-notes")
    assert words(notes) == "Logged in as Ada Lovelace. Required fields are marked *"
    assert "login.example" not in html.tostring(page).decode()


@pytest.mark.parametrize(
    ("is_staff", "names", "leads_to"),
    [
        (True, [], ["/admin/logout/"]),
        (False, [], []),
        (False, ["account_logout"], ["/account_logout/"]),
        (True, ["account_logout", "logout"], ["/logout/"]),
    ],
)
def test_a_reader_logs_out_where_it_logs_out(
    is_staff: bool,
    names: list[str],
    leads_to: list[str],
    client: Client,
    article: Article,
    user: User,
    settings: Any,
) -> None:
    """The admin's view does that only for whom the admin lets in."""
    User.objects.update(is_staff=is_staff)
    mount(settings, *(path(f"{name}/", RedirectView.as_view(url="/"), name=name) for name in names))
    page = read(client.get(article.get_absolute_url()))
    assert page.xpath("//form[@id='reply-log-out']/@action") == leads_to


def test_a_user_without_a_full_name_is_asked_for_one(client: Client, article: Article, user: User) -> None:
    User.objects.update(first_name="", last_name="")
    page = read(client.get(article.get_absolute_url()))
    names = page.xpath("//form[@id='reply-form']//*[@name and not(@type='hidden')]/@name")
    assert names == ["comment", "name", "honeypot", "follow", "follow_kind"]
    assert "login.example" not in html.tostring(page).decode()


@pytest.mark.parametrize("shown", ["ada@example.org", "x" * 45 + " ADA@example.org"])
def test_a_display_name_that_holds_the_address_is_not_used(
    shown: str, user: User, article: Article, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "DISPLAY_NAME": lambda _user: shown}
    form = ReplyForm(article, user=user)
    assert form.display_name == ""
    assert "name" in form.fields


def test_a_logged_in_reader_cannot_type_the_address_for_a_name(user: User, article: Article) -> None:
    User.objects.update(first_name="", last_name="")
    user.refresh_from_db()
    form = ReplyForm(article, {"comment": "Yes.", "name": user.email}, user=user)
    assert "name" in form.errors
