"""“Leave a Reply” in a reader's hands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from comments.models import ReaderComment, Status
from tests.conftest import Comment

from ..conftest import NewPage, log_in
from ..form import AWAITING, POST, WORDS, fill, stored, text

PRIVATE_PAGE = re.compile("/comments/yours/")


@pytest.fixture
def form(page: Page, article: Article) -> Page:
    """A page with the article's form, opened by a reader whose clock a test may turn."""
    page.clock.install()
    page.goto(article.get_absolute_url())
    return page


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


# --- What is missing or wrong ---------------------------------------------------------------------------


def test_the_browser_itself_asks_for_what_is_missing(form: Page) -> None:
    form.fill("#reply-comment", WORDS)
    form.click(POST)
    expect(form.locator("#reply-name")).to_be_focused()
    assert form.locator("#reply-form :invalid").evaluate_all("all => all.map(input => input.name)") == [
        "name",
        "email",
    ]
    assert stored() == []


def test_without_a_script_a_field_left_empty_is_answered_by_us(new_page: NewPage, article: Article) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    fill(page, name="", email="")
    page.click(POST)
    expect(page.locator("#reply-problems li")).to_have_text([re.compile("^Name:"), re.compile("^Email:")])
    expect(text(page)).to_have_value(WORDS)
    assert stored() == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_refused_form_says_why_and_keeps_every_word(
    new_page: NewPage, article: Article, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(article.get_absolute_url())
    # Both pass the browser's own checks.
    fill(page, comment=" \n ", email="ada@host")
    page.fill("#reply-url", "https://example.org/ada")
    page.click(POST)

    summary = page.locator("#reply-problems")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(2)
    email, comment = page.locator("#reply-email"), page.locator("#reply-comment")
    for field, problem in (
        (email, "Enter an email address such as name@example.org."),
        (comment, "Please write a comment"),
    ):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(problem)))
    expect(email).to_have_accessible_description(re.compile("will not be published"))
    expect(page.locator("#reply-name")).not_to_have_attribute("aria-invalid", "true")
    expect(email).to_have_value("ada@host")
    expect(page.locator("#reply-name")).to_have_value("Ada")
    expect(page.locator("#reply-url")).to_have_value("https://example.org/ada")
    assert stored() == []

    summary.locator("a", has_text="Email").click()
    expect(email).to_be_focused()


def test_a_french_summary_keeps_french_spacing(page: Page, publish: Callable[..., Article]) -> None:
    page.goto(publish(language="fr").get_absolute_url())
    fill(page, email="ada@host")
    page.click(POST)
    expect(page.locator("#reply-problems a")).to_have_text(re.compile(r"^E-mail\xa0: "))


def test_the_note_on_the_address_is_tied_to_its_field(form: Page) -> None:
    expect(form.locator("#reply-email")).to_have_accessible_description(
        "Your email address will not be published."
    )
    expect(form.locator("#reply-email")).to_have_accessible_name("Email (required)")


# --- Posting once ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unlimited")
def test_a_double_click_posts_once(form: Page) -> None:
    posts = []
    form.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    fill(form)
    form.dblclick(POST)
    expect(form.locator(".nc-own")).to_be_focused()
    assert len(posts) == 1
    assert stored() == [(WORDS, Status.PENDING)]


def test_a_double_click_without_script_is_stored_once(new_page: NewPage, article: Article) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    fill(page)
    page.dblclick(POST)
    expect(page.locator(".nc-state")).to_have_text(AWAITING)
    assert stored() == [(WORDS, Status.PENDING)]


@pytest.mark.usefixtures("unlimited")
def test_a_page_that_comes_back_from_history_can_be_posted_from_again(form: Page) -> None:
    fill(form)
    form.click(POST)
    form.click(".nc-own-page")
    expect(form).to_have_url(PRIVATE_PAGE)
    form.go_back()
    fill(form, comment="And another thing.")
    form.click(POST)
    expect(form.locator(".nc-own .nc-body")).to_have_text([WORDS, "And another thing."])
    assert [source for source, _status in stored()] == [WORDS, "And another thing."]


def test_a_comment_is_posted_by_keyboard_alone(page: Page, article: Article, unlimited: None) -> None:
    page.goto(f"{article.get_absolute_url()}#respond")
    for typed in (WORDS, "Ada", "ada@example.org", "https://example.org/"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    expect(page.locator(POST)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".nc-own")).to_be_focused()
    comment = ReaderComment.objects.get()
    assert (comment.source, comment.user_name, comment.user_email, comment.user_url, comment.status) == (
        WORDS,
        "Ada",
        "ada@example.org",
        "https://example.org/",
        Status.PENDING,
    )


# --- Remember me ----------------------------------------------------------------------------------------


def remembered(page: Page) -> Any:
    return page.evaluate("JSON.parse(localStorage.getItem('newsroom-comments-reader'))")


@pytest.mark.usefixtures("unlimited")
def test_name_email_and_website_are_remembered_in_this_browser_alone(form: Page, article: Article) -> None:
    sent: list[str] = []
    form.on("request", lambda request: sent.append(request.post_data or ""))
    fill(form)
    form.check("#reply-remember")
    form.click(POST)
    expect(form.locator(".nc-own")).to_be_focused()
    assert remembered(form) == {"name": "Ada", "email": "ada@example.org", "url": ""}
    assert not any("remember" in body for body in sent)
    assert form.context.cookies() == []

    form.goto(article.get_absolute_url())
    expect(form.locator("#reply-remember")).to_be_checked()
    expect(form.locator("#reply-name")).to_have_value("Ada")
    expect(form.locator("#reply-email")).to_have_value("ada@example.org")
    expect(form.locator("#reply-comment")).to_have_value("")

    form.uncheck("#reply-remember")
    assert remembered(form) is None


@pytest.mark.usefixtures("unlimited")
def test_nothing_is_remembered_unasked(form: Page, article: Article) -> None:
    fill(form)
    form.click(POST)
    expect(form.locator(".nc-own")).to_be_focused()
    assert remembered(form) is None


@pytest.mark.parametrize("junk", ["{", "null", "7", '{"name": {}, "email": null}', '"text"'])
def test_junk_in_the_storage_does_no_harm(form: Page, article: Article, junk: str) -> None:
    form.evaluate("junk => localStorage.setItem('newsroom-comments-reader', junk)", junk)
    form.goto(article.get_absolute_url())
    expect(form.locator("#reply-remember")).to_be_visible()
    expect(form.locator("#reply-name")).to_have_value("")


def test_without_script_nothing_offers_to_remember(new_page: NewPage, article: Article) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    expect(page.locator("#reply-remember")).to_be_hidden()


# --- Replies, and who is logged in ----------------------------------------------------------------------


@pytest.mark.usefixtures("unlimited")
def test_a_reply_names_whom_it_answers_and_can_be_cancelled(form: Page, comment: Comment) -> None:
    parent = comment(name="Grace")
    form.reload()
    form.click(f"#c{parent.pk} .nc-actions a")
    expect(form.locator("#respond-heading")).to_have_text("Leave a Reply to Grace")
    expect(form.locator(f"#c{parent.pk} + #respond textarea")).to_be_focused()

    form.click(".nc-cancel")
    expect(form.locator("#respond-heading")).to_have_text("Leave a Reply")
    expect(form.locator("#reply-form [name=reply_to]")).to_have_value("")
    expect(form.locator("#comments > #respond")).to_be_visible()
    expect(form.locator(f"#c{parent.pk} .nc-actions a").first).to_be_focused()

    form.click(f"#c{parent.pk} .nc-actions a")
    fill(form)
    form.click(POST)
    expect(form.locator(f"#c{parent.pk} ~ .nc-list .nc-own")).to_be_focused()
    expect(form.locator("#comments > #respond #respond-heading")).to_have_text("Leave a Reply")
    assert ReaderComment.objects.get(source=WORDS).parent_id == parent.pk


@pytest.mark.usefixtures("unlimited")
def test_escape_leaves_a_reply_whose_words_come_back_with_it(form: Page, comment: Comment) -> None:
    parent = comment(name="Grace")
    form.reload()
    form.click(f"#c{parent.pk} .nc-actions a")
    expect(form.locator(".nc-notes:visible", has_text="Required")).to_have_count(0)
    text(form).fill("To Grace.")
    form.keyboard.press("Escape")
    expect(form.locator("#comments > #respond textarea")).to_have_value("")
    expect(form.locator(f"#c{parent.pk} .nc-actions a").first).to_be_focused()
    form.click(f"#c{parent.pk} .nc-actions a")
    expect(form.locator(f"#c{parent.pk} + #respond textarea")).to_have_value("To Grace.")
    # The way to the form leads to its own place.
    form.click(".nc-to-form a")
    expect(form.locator("#comments > #respond textarea")).to_be_focused()


def test_a_reply_without_script_has_an_address_of_its_own(new_page: NewPage, comment: Comment) -> None:
    parent = comment(name="Grace")
    page = new_page(java_script_enabled=False)
    page.goto(parent.target.get_absolute_url())
    page.click(f"#c{parent.pk} .nc-actions a")
    expect(page).to_have_url(re.compile(rf"\?reply_to={parent.pk}#respond$"))
    expect(page.locator("#respond-heading")).to_have_text("Leave a Reply to Grace")
    expect(page.locator("#respond-heading")).to_be_in_viewport()
    expect(page.locator(".nc-quoted")).to_be_visible()
    page.click(".nc-cancel")
    expect(page.locator("#respond-heading")).to_have_text("Leave a Reply")

    page.click(f"#c{parent.pk} .nc-actions a")
    fill(page)
    page.click(POST)
    expect(page).to_have_url(PRIVATE_PAGE)
    expect(page.locator(".nc-answers")).to_have_text("In reply to Grace")
    assert ReaderComment.objects.get(source=WORDS).parent_id == parent.pk


@pytest.mark.usefixtures("unlimited")
def test_a_logged_in_reader_types_no_name_and_can_log_out(page: Page, article: Article, editor: User) -> None:
    log_in(page, article.get_absolute_url())
    expect(page.locator("#reply-form .nc-notes")).to_contain_text("Logged in as Edith Marsh.")
    expect(page.locator("#reply-name, #reply-email, #reply-url, #reply-remember")).to_have_count(0)
    page.fill("#reply-comment", WORDS)
    page.click(POST)
    # A moderator's own comment is published at once.
    expect(page.locator(".nc-comment", has_text=WORDS)).to_be_focused()
    comment = ReaderComment.objects.get()
    assert (comment.user, comment.user_name, comment.status) == (editor, "Edith Marsh", Status.PUBLISHED)

    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Log out?").click()
    expect(page.locator("#reply-name")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{article.get_absolute_url()}$"))


def test_back_to_top_leads_to_the_top(form: Page) -> None:
    form.set_viewport_size({"width": 390, "height": 500})
    form.get_by_role("link", name="Back To Top").click()
    expect(form.locator(".masthead")).to_be_in_viewport()
    assert form.evaluate("scrollY") == 0


# --- Room -----------------------------------------------------------------------------------------------


def test_four_rows_grow_and_name_and_email_share_one_from_700_pixels(form: Page) -> None:
    height = "area => area.offsetHeight / parseFloat(getComputedStyle(area).lineHeight)"
    assert 4 <= text(form).evaluate(height) < 5
    text(form).fill("\n" * 8)
    assert 9 <= text(form).evaluate(height) < 10.5
    aligned = (
        "document.getElementById('reply-name').offsetTop === document.getElementById('reply-email').offsetTop"
    )
    found = []
    for width in (699, 700):
        form.set_viewport_size({"width": width, "height": 800})
        found.append(form.evaluate(aligned))
    assert found == [False, True]


@pytest.fixture
def thread(comment: Comment, unlimited: None) -> None:
    """Seven levels deep, with words that no line is long enough for."""
    parent = None
    for level in range(7):
        address = f"https://example.org/{'y' * 200}"
        words = f"{'Donaudampfschifffahrtsgesellschaft' * 4} <pre>{'x' * 300}</pre> {address}"
        parent = comment(f"{level} {words}", name=f"{'N' * 44} {level}", parent=parent)


@pytest.mark.usefixtures("thread")
def test_nothing_scrolls_sideways_at_320_pixels(new_page: NewPage, article: Article) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(article.get_absolute_url())
    assert overflow(page) == 0
    fill(page, comment=" ", name="N" * 50, email=f"{'e' * 60}@host")
    page.click(POST)
    expect(page.locator("#reply-problems")).to_be_focused()
    assert overflow(page) == 0


@pytest.mark.usefixtures("thread")
def test_on_a_phone_the_lines_beside_replies_take_32_pixels_in_all(
    new_page: NewPage, article: Article
) -> None:
    page = new_page(viewport={"width": 390, "height": 640})
    page.goto(article.get_absolute_url())
    sides = page.locator(".nc-comment").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert max(sides) - min(sides) == 32


@pytest.mark.usefixtures("thread")
def test_text_twice_the_size_still_fits(new_page: NewPage, article: Article) -> None:
    page = new_page(viewport={"width": 640, "height": 800})
    page.goto(article.get_absolute_url())
    page.evaluate("document.documentElement.style.fontSize = '2.25rem'")
    assert overflow(page) == 0
    assert page.locator(".nc-body").last.evaluate("body => body.clientWidth") > 300
