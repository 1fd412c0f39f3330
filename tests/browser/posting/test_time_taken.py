"""How long a reader took, as the form's script measures it: a robot's haste is no reader's."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from comments.models import Status

from ..conftest import log_in
from ..form import AWAITING, POST, WORDS, fill, stored


@pytest.fixture
def form(page: Page, article: Article) -> Page:
    """A page with the article's form, opened by a reader whose clock a test may turn."""
    page.clock.install()
    page.goto(article.get_absolute_url())
    return page


def test_what_is_posted_at_once_is_spam_and_answered_like_the_rest(form: Page) -> None:
    fill(form)
    form.click(POST)
    expect(form.locator(".nc-own .nc-state")).to_have_text(AWAITING)
    assert stored() == [(WORDS, Status.SPAM)]


def test_what_took_as_long_as_typing_is_not_spam(form: Page) -> None:
    form.focus("#reply-comment")
    form.clock.fast_forward("00:20")
    fill(form)
    form.click(POST)
    expect(form.locator(".nc-own")).to_be_focused()
    assert stored() == [(WORDS, Status.PENDING)]


def test_a_quick_correction_of_words_typed_before_is_not_spam(form: Page) -> None:
    fill(form, email="ada@host")
    form.click(POST)
    expect(form.locator("#reply-problems")).to_be_focused()
    form.fill("#reply-email", "ada@example.org")
    form.press("#reply-email", "Enter")
    expect(form.locator(".nc-own")).to_be_focused()
    assert stored() == [(WORDS, Status.PENDING)]


# --- Where nothing but the text is left to fill in --------------------------------------------------------


def paste_and_post(page: Page, words: str) -> None:
    """As a reader who brings the text along: 1.2 seconds after they came to the field."""
    page.focus("#reply-comment")
    page.keyboard.insert_text(words)
    page.clock.fast_forward(1_200)
    page.click(POST)
    expect(page.locator(".nc-own .nc-body").last).to_have_text(words)


def test_a_remembered_reader_may_paste_a_text(form: Page) -> None:
    reader = {"name": "Ada", "email": "ada@example.org", "url": ""}
    form.evaluate("r => localStorage.setItem('newsroom-comments-reader', JSON.stringify(r))", reader)
    form.reload()
    expect(form.locator("#reply-email")).to_have_value("ada@example.org")
    paste_and_post(form, WORDS)
    # The name and the address of the first stand in the form yet.
    paste_and_post(form, "And another thing.")
    assert stored() == [(WORDS, Status.PENDING), ("And another thing.", Status.PENDING)]


def test_who_is_logged_in_may_paste_a_text(form: Page, article: Article, editor: User) -> None:
    log_in(form, article.get_absolute_url())
    paste_and_post(form, WORDS)
    assert stored() == [(WORDS, Status.PENDING)]


def test_where_no_name_is_asked_for_a_text_may_be_pasted(form: Page, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REQUIRE_NAME_AND_EMAIL": False}
    form.reload()
    paste_and_post(form, WORDS)
    assert stored() == [(WORDS, Status.PENDING)]
