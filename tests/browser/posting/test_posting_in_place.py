"""Posting without leaving the page, and all that must not get lost on the way."""

import re
from typing import Any
from unittest.mock import Mock
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Discussion, DiscussionState, ReaderComment, Status
from comments.posting import new_comments
from tests.conftest import Comment
from tests.project.sources import ROOT
from tests.rules import rules

from .. import axe
from ..conftest import NewPage, log_in
from ..form import AWAITING, POST, WORDS, fill, kept, kept_kinds, stored, text

PREVIEW = "#reply-form [formaction]"
pytestmark = pytest.mark.usefixtures("unlimited")


@pytest.fixture
def reader(page: Page, article: Article) -> Page:
    page.goto(article.get_absolute_url())
    return page


# --- The reader's own comment -----------------------------------------------------------------------------


def test_a_held_comment_stays_at_its_place_until_everybody_sees_it(
    reader: Page, new_page: NewPage, article: Article, comment: Comment
) -> None:
    parent, _later = comment(name="Grace"), comment("Later.")
    reader.reload()
    reader.click(f"#c{parent.pk} .nc-actions a")
    fill(reader)
    reader.click(POST)
    own = reader.locator(f"#c{parent.pk} ~ .nc-list .nc-own")
    expect(own).to_be_focused()
    reader.reload()
    expect(own.locator(".nc-state")).to_have_text(AWAITING)
    expect(own.locator(".nc-body")).to_have_text(WORDS)
    expect(text(reader)).to_have_value("")
    posted = ReaderComment.objects.get(source=WORDS)

    stranger = new_page()
    stranger.goto(article.get_absolute_url())
    expect(stranger.locator(".nc-comment")).to_have_count(2)
    assert WORDS not in stranger.content()

    decide(posted, Status.REJECTED, DecisionContext())
    reader.reload()
    expect(own.locator(".nc-state")).to_have_text("Your comment was not published.")

    posted.refresh_from_db()
    decide(posted, Status.APPROVED, DecisionContext())
    reader.reload()
    expect(reader.locator(f"#c{posted.pk} .nc-body")).to_have_text(WORDS)
    expect(reader.locator(".nc-comment")).to_have_count(3)
    expect(reader.locator(".nc-state")).to_have_count(0)
    # An editor has decided: it can't be changed any more.
    actions = reader.locator(f"#c{posted.pk} .nc-actions a")
    expect(actions).to_have_text(["Reply", "Report", "Withdraw", "Your comment’s own page"])
    expect(stranger.locator("a", has_text="Withdraw")).to_have_count(0)


def test_a_text_that_came_twice_shows_one_card(reader: Page) -> None:
    for _time in range(2):
        fill(reader)
        reader.click(POST)
        expect(reader.locator(".nc-own")).to_be_focused()
        expect(text(reader)).to_have_value("")
    expect(reader.locator(".nc-own")).to_have_count(1)
    reader.reload()
    expect(reader.locator(".nc-own")).to_have_count(1)
    assert stored() == [(WORDS, Status.PENDING)]


def test_a_published_comment_loses_its_mark_where_the_page_does_not_show_it(
    reader: Page, settings: Any, comment: Comment
) -> None:
    fill(reader)
    reader.click(POST)
    expect(reader.locator(".nc-own")).to_be_focused()
    posted = ReaderComment.objects.get()
    decide(posted, Status.APPROVED, DecisionContext())
    comment("Another thread.")
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "THREADS_PER_PAGE": 1}
    reader.goto(f"{posted.target.get_absolute_url()}?comments=2")
    expect(reader.locator(".nc-comment")).to_have_count(2)
    expect(reader.locator(".nc-state")).to_have_count(0)
    reader.reload()
    expect(reader.locator(".nc-comment")).to_have_count(1)


def test_a_published_comment_comes_up_at_its_place(reader: Page, settings: Any) -> None:
    published = {"MODE": "post", "RULES": rules(first_comment=None, too_fast=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **published}
    expect(reader.locator(".nc-empty")).to_be_visible()
    before = reader.request.get(reader.url).body()
    fill(reader)
    reader.click(POST)
    expect(reader.locator("#comments-threads > .nc-list .nc-comment")).to_be_focused()
    expect(reader.locator(".nc-empty")).to_be_hidden()
    own = reader.locator(f"#c{ReaderComment.objects.get().pk}")
    expect(reader.locator("#comments-heading")).to_have_text("1 comment")
    # It has all that another's has.
    expect(own.locator(".nc-actions a").first).to_have_text("Reply")
    expect(own).to_be_focused()
    expect(reader.locator(".nc-comment")).to_have_count(1)
    expect(reader.locator(".nc-state")).to_have_count(0)
    # A cache may have the page from before it.
    reader.route(reader.url, lambda route: route.fulfill(body=before, content_type="text/html"))
    reader.reload()
    expect(reader.locator(".nc-comment")).to_have_count(1)
    expect(own.get_by_role("link", name="Change")).to_be_visible()
    reader.unroute_all()
    reader.reload()
    expect(reader.locator(".nc-comment")).to_have_count(1)
    own.get_by_role("link", name="Change").click()
    reader.wait_for_selector("#edit-form")


def test_a_published_reply_is_counted_with_its_thread_and_what_others_wrote_comes_with_it(
    reader: Page, settings: Any, comment: Comment
) -> None:
    parent = comment(name="Grace")
    published = {"MODE": "post", "RULES": rules(first_comment=None, too_fast=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **published}
    reader.reload()
    reader.click(f"#c{parent.pk} .nc-actions a")
    fill(reader)
    other = comment("Meanwhile.")
    reader.click(POST)
    expect(reader.locator("#comments-heading")).to_have_text("3 comments")
    expect(reader.locator(f"#c{parent.pk} ~ .nc-replies > summary")).to_have_text("1 reply")
    expect(reader.locator(f"#c{other.pk}")).to_be_visible()
    expect(reader.locator(f"#c{ReaderComment.objects.get(source=WORDS).pk}")).to_be_focused()


def test_a_published_comment_that_belongs_to_another_page_stays_where_it_was_put(
    reader: Page, settings: Any, comment: Comment
) -> None:
    first = comment("First.")
    published = {"MODE": "post", "RULES": rules(first_comment=None, too_fast=None), "THREADS_PER_PAGE": 1}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **published}
    reader.reload()
    fill(reader)
    reader.click(POST)
    expect(reader.locator("#comments-heading")).to_have_text("2 comments")
    expect(reader.locator(f"#c{ReaderComment.objects.get(source=WORDS).pk}")).to_be_focused()
    expect(reader.locator(f"#c{first.pk}")).to_be_visible()


# --- The draft --------------------------------------------------------------------------------------------


def test_a_draft_outlives_the_page_and_each_reply_has_its_own(
    reader: Page, article: Article, comment: Comment
) -> None:
    parent = comment(name="Grace")
    reader.reload()
    text(reader).fill("To all.")
    reader.click(f"#c{parent.pk} .nc-actions a")
    expect(text(reader)).to_have_value("")
    text(reader).fill("To Grace.")
    reader.close()

    again = reader.context.new_page()
    again.goto(article.get_absolute_url())
    expect(text(again)).to_have_value("To all.")
    again.click(f"#c{parent.pk} .nc-actions a")
    expect(text(again)).to_have_value("To Grace.")
    fill(again, comment="To Grace.")
    again.click(POST)
    expect(again.locator(".nc-own")).to_be_focused()
    expect(text(again)).to_have_value("To all.")
    assert kept_kinds(again) == ["draft", "own"]


def test_words_outlive_the_session_they_were_typed_in(page: Page, article: Article, editor: User) -> None:
    log_in(page, article.get_absolute_url())
    text(page).fill(WORDS)
    page.context.clear_cookies()
    page.click(POST)
    expect(page.locator("#reply-problems")).to_be_focused()
    expect(page.locator("#reply-name")).to_have_attribute("aria-invalid", "true")
    expect(text(page)).to_have_value(WORDS)
    assert stored() == []


def test_all_that_is_kept_is_documented_and_forgotten_at_a_click(reader: Page) -> None:
    fill(reader)
    reader.check("#reply-remember")
    reader.click(POST)
    expect(reader.locator(".nc-own")).to_be_focused()
    text(reader).fill("Unfinished.")
    documented = re.findall(r"^\| `newsroom-comments-(\w+)", (ROOT / "docs/privacy.md").read_text(), re.M)
    assert kept_kinds(reader) == ["draft", "own", "reader"]
    assert {*kept_kinds(reader)} <= {*documented}

    reader.click(".nc-forget button")
    expect(reader.locator(".nc-forget [role=status]")).to_have_text(re.compile("has been cleared"))
    expect(reader.locator(".nc-own")).to_have_count(0)
    expect(reader.locator("#reply-remember")).not_to_be_checked()
    assert [reader.input_value(f"#reply-{name}") for name in ("comment", "name", "email")] == [
        *("Unfinished.", "", ""),
    ]
    assert kept(reader) == {}


# --- The counter and the preview --------------------------------------------------------------------------


def test_a_counter_near_the_limit_counts_as_the_server_does(page: Page, article: Article) -> None:
    page.clock.install()
    page.goto(article.get_absolute_url())
    count, told = page.locator("#reply-count"), page.locator("#reply-announced")
    text(page).fill("x" * 2699)
    expect(count).to_have_text("")
    text(page).fill("x" * 2699 + "\n" * 200 + "🚢" * 100)
    expect(count).to_have_text("Characters left: 1")
    expect(told).to_have_text("")
    page.clock.fast_forward(1000)
    expect(told).to_have_text("Characters left: 1")
    expect(told).to_have_role("status")

    # Nothing that was pasted is cut off; the server counts the same.
    fill(page, comment="x" * 2999 + "\n🚢")
    expect(count).to_have_text("Characters too many: 1")
    page.click(POST)
    expect(page.locator("#reply-comment_error")).to_contain_text("it has 3001 characters")
    text(page).fill("x" * 2999 + "🚢")
    page.click(POST)
    expect(page.locator(".nc-own")).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_preview_shows_what_would_be_shown_and_stores_nothing(
    new_page: NewPage, comment: Comment, script: bool
) -> None:
    parent = comment(name="Grace")
    page = new_page(java_script_enabled=script)
    page.goto(parent.target.get_absolute_url())
    page.click(f"#c{parent.pk} .nc-actions a")
    text(page).fill("So <b>late</b><img src=x>.\nexample")
    page.click(PREVIEW)
    preview = page.locator("#reply-preview")
    expect(preview).to_be_focused()
    expect(preview.locator(".nc-body b")).to_have_text("late")
    expect(preview.locator("img")).to_have_count(0)
    expect(page.locator("#respond-heading")).to_have_text("Leave a Reply to Grace")
    assert ReaderComment.objects.count() == 1

    fill(page, comment=page.input_value("#reply-comment"))
    page.click(POST)
    expect(page.locator(".nc-state")).to_have_text(AWAITING)
    assert ReaderComment.objects.exclude(pk=parent.pk).get().parent_id == parent.pk


# --- What goes wrong --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("offline", "You are offline"),
        ("broken", "Something went wrong on the site."),
        ("unavailable", "The site can't take your comment at the moment."),
        ("silent", "The site did not answer."),
    ],
)
def test_what_could_not_be_sent_is_kept_and_sent_again(
    page: Page, article: Article, watch: Any, fault: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.clock.install()
    page.goto(article.get_absolute_url())
    unanswered: list[Route] = []
    if fault == "offline":
        page.context.set_offline(True)
    elif fault == "broken":
        page.route("**/post/", lambda route: route.fulfill(status=502, body="<h1>Busy</h1>"))
    elif fault == "unavailable":
        monkeypatch.setattr(
            new_comments, "submit", Mock(side_effect=OperationalError("the connection is lost"))
        )
    else:
        page.route("**/post/", lambda route: unanswered.append(route))
    fill(page)
    page.click(POST)
    if fault == "silent":
        expect(page.locator("#reply-announced")).to_have_text("Sending …")
        page.clock.fast_forward(30_000)
    problem = page.locator("#reply-problems")
    expect(problem).to_be_focused()
    expect(problem).to_contain_text(said)
    assert axe.violations(page, "#respond") == []
    expect(text(page)).to_have_value(WORDS)

    page.context.set_offline(False)
    page.unroute_all(behavior="ignoreErrors")
    monkeypatch.undo()
    problem.get_by_role("button", name="Try again").click()
    expect(page.locator(".nc-own .nc-body")).to_have_text(WORDS)
    expect(problem).to_have_count(0)
    assert stored() == [(WORDS, Status.PENDING)]
    watch.faults[:] = [found for found in watch.faults if "status of 50" not in found]


def test_what_closed_or_wants_a_login_meanwhile_says_so_and_leaves_the_words(
    reader: Page, settings: Any, article: Article, comment: Comment
) -> None:
    parent = comment(name="Grace")
    reader.reload()
    reader.click(f"#c{parent.pk} .nc-actions a")
    fill(reader)
    models = {"newsroom_articles.article": {"LOGIN_REQUIRED": True}}
    before, settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS, {"MODELS": models}
    settings.LOGIN_URL = "/log-in/"
    reader.click(POST)
    problem = reader.locator("#reply-problems")
    expect(problem).to_contain_text("You must be logged in to post a comment.")
    back = quote(f"{article.get_absolute_url()}#respond")
    expect(problem.get_by_role("link", name="Log in")).to_have_attribute("href", f"/log-in/?next={back}")
    settings.NEWSROOM_COMMENTS = before
    Discussion.objects.update(state=DiscussionState.CLOSED)
    reader.click(POST)
    expect(problem).to_contain_text("Comments are closed.")
    expect(reader.locator(f"#c{parent.pk} + #respond #reply-comment")).to_have_value(WORDS)


def test_an_article_that_is_gone_says_so_and_leaves_the_words(reader: Page, article: Article) -> None:
    fill(reader)
    article.delete()
    reader.click(POST)
    expect(reader.locator("#reply-problems")).to_contain_text("The page you comment on is no longer here.")
    expect(text(reader)).to_have_value(WORDS)
