"""Reading a discussion: its order, its threads, and what others write meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import Page, Request, Route, expect

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Discussion, DiscussionState, ReaderComment, Status
from tests.comments.crowds import crowd
from tests.conftest import Comment
from tests.rules import rules

from .. import axe
from ..conftest import NewPage
from ..form import POST, WORDS, fill
from ..watch import Watch

pytestmark = pytest.mark.usefixtures("unlimited")
NEWS = "**/comments/news/**"
NOTICE = "#comments > [role=status]"
SHOW = f"{NOTICE} a"
SECONDS = 1_000
MINUTES = 60 * SECONDS
# What was asked before has gone out by the time that this is answered.
ANOTHER = "fetch('/healthz').then(answer => answer.text())"
Asked = Callable[[], int]


@pytest.fixture
def reader(page: Page, article: Article) -> Page:
    """At the article, with a clock that goes on when it is told to."""
    page.clock.install()
    page.goto(article.get_absolute_url())
    page.evaluate("window.sameDocument = true")
    return page


@pytest.fixture
def asked(reader: Page) -> Asked:
    """How often the page asked for news since this was last called, all answered."""
    requests: list[Request] = []
    reader.on("request", lambda request: "/news/" in request.url and requests.append(request))

    def count() -> int:
        reader.evaluate(ANOTHER)
        number = len(requests)
        for request in requests:
            request.response()
        # The answer has been read, and the next question been set.
        reader.evaluate(ANOTHER)
        requests.clear()
        return number

    return count


def set_limits(settings: Any, **limits: int | str) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **limits}


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def is_same_document(page: Page) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


# --- Comments that come meanwhile -------------------------------------------------------------------------


def test_new_comments_are_announced_and_shown_in_place(reader: Page, comment: Comment) -> None:
    reader.fill("#reply-comment", "A draft.")
    first, held = comment("One.", name="Grace"), comment("Held.", status=Status.PENDING)
    reader.clock.run_for(30 * SECONDS)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    decide(held, Status.APPROVED, DecisionContext())
    reader.clock.run_for(30 * SECONDS)
    expect(reader.locator(NOTICE)).to_have_text("2 new comments Show")
    assert axe.violations(reader) == []

    address = reader.url
    reader.click(SHOW)
    expect(reader.locator(f"#c{first.pk}")).to_be_focused()
    expect(reader.locator(".nc-comment")).to_have_count(2)
    expect(reader.locator("#comments-heading")).to_have_text("2 comments")
    expect(reader.locator(NOTICE)).to_have_text("")
    expect(reader.locator("#reply-comment")).to_have_value("A draft.")
    assert (reader.url, is_same_document(reader)) == (address, True)


def test_a_page_that_nothing_comes_to_asks_ever_more_rarely(
    reader: Page, asked: Asked, comment: Comment
) -> None:
    found = []
    for pause in (30, 60, 120, 240, 480, 960, 960):
        reader.clock.run_for((pause - 1) * SECONDS)
        early = asked()
        reader.clock.run_for(1 * SECONDS)
        found.append((early, asked()))
    assert found == [(0, 1)] * 7
    comment()
    reader.clock.run_for(16 * MINUTES)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    asked()
    reader.clock.run_for(30 * SECONDS)
    assert asked() == 1


def test_an_answer_that_still_holds_is_not_sent_again(reader: Page, comment: Comment) -> None:
    comment()
    with reader.expect_response(NEWS) as first:
        reader.clock.run_for(30 * SECONDS)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    with reader.expect_response(NEWS) as second:
        reader.clock.run_for(30 * SECONDS)
    tag = first.value.all_headers()["etag"]
    assert second.value.request.all_headers()["if-none-match"] == tag


def test_a_hidden_page_asks_nothing_and_at_once_when_it_is_seen_again(
    reader: Page, asked: Asked, comment: Comment
) -> None:
    hide(reader, True)
    comment()
    reader.clock.run_for(60 * MINUTES)
    assert asked() == 0
    hide(reader, False)
    reader.clock.run_for(1)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    assert asked() == 1
    for hidden in (True, False) * 5:
        hide(reader, hidden)
    reader.clock.run_for(29 * SECONDS)
    assert asked() == 0
    reader.clock.run_for(1 * SECONDS)
    assert asked() == 1


def test_where_the_discussion_is_gone_nobody_asks_again(
    reader: Page, asked: Asked, comment: Comment, article: Article, watch: Watch
) -> None:
    comment()
    Discussion.objects.of(article).update(state=DiscussionState.HIDDEN)
    reader.clock.run_for(30 * SECONDS)
    assert asked() == 1
    Discussion.objects.of(article).update(state=DiscussionState.OPEN)
    for hidden in (True, False):
        hide(reader, hidden)
        reader.clock.run_for(60 * MINUTES)
    assert asked() == 0
    expect(reader.locator(NOTICE)).to_have_text("")
    watch.faults.clear()


def test_a_server_in_trouble_is_asked_less_and_not_given_up(
    reader: Page, asked: Asked, comment: Comment, watch: Watch
) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=503)

    comment()
    reader.route(NEWS, fail)
    reader.clock.run_for(30 * SECONDS)
    assert asked() == 1
    reader.clock.run_for(59 * SECONDS)
    assert asked() == 0
    reader.clock.run_for(1 * SECONDS)
    assert asked() == 1
    reader.unroute(NEWS)
    reader.clock.run_for(2 * MINUTES)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    watch.faults.clear()


def test_the_readers_own_comment_is_no_news(
    reader: Page, asked: Asked, settings: Any, comment: Comment
) -> None:
    set_limits(settings, MODE="post", RULES=rules(first_comment=None, too_fast=None))
    fill(reader)
    reader.click(POST)
    own = ReaderComment.objects.get
    expect(reader.locator(".nc-comment")).to_be_focused()
    reader.clock.run_for(30 * SECONDS)
    assert (asked(), reader.inner_text(NOTICE)) == (1, "")
    other = comment("Another.")
    reader.clock.run_for(1 * MINUTES)
    expect(reader.locator(NOTICE)).to_have_text("1 new comment Show")
    reader.click(SHOW)
    expect(reader.locator(f"#c{other.pk}")).to_be_focused()
    expect(reader.locator(f"#c{own(source=WORDS).pk}")).to_have_count(1)
    expect(reader.locator(".nc-comment")).to_have_count(2)


def test_what_came_to_another_page_is_shown_there(
    page: Page, article: Article, comment: Comment, settings: Any
) -> None:
    set_limits(settings, THREADS_PER_PAGE=2)
    for number in range(2):
        comment(f"Number {number}.")
    page.clock.install()
    page.goto(article.get_absolute_url())
    new = comment("On page 2.")
    page.clock.run_for(30 * SECONDS)
    page.click(SHOW)
    page.wait_for_url(f"**/?comments=2#c{new.pk}")
    expect(page.locator(f"#c{new.pk}")).to_be_visible()


def test_what_the_reader_opened_closed_and_wrote_stays_where_it_was(
    page: Page, article: Article, comment: Comment, settings: Any
) -> None:
    set_limits(settings, REPLIES_PER_THREAD=2)
    ids = crowd(article, [None, 0, 0, 0, None, 4, None, 6])
    page.clock.install()
    page.goto(article.get_absolute_url())
    page.click(".nc-more a")
    expect(page.locator(f"#c{ids[3]}")).to_be_focused()
    page.click(f"#c{ids[4]} ~ details summary")
    page.click(f"#c{ids[7]} .nc-actions a")
    fill(page, comment="To the seventh.")
    page.click(POST)
    own = page.locator(f"#c{ids[7]} ~ .nc-list .nc-own")
    expect(own).to_be_focused()
    page.click(f"#c{ids[7]} .nc-actions a")
    page.fill("#reply-comment", "And to it again.")

    looks: list[str] = []
    page.on("request", lambda request: "/yours/" in request.url and looks.append(request.url))
    new = comment("At last.")
    page.clock.run_for(30 * SECONDS)
    page.click(SHOW)
    expect(page.locator(f"#c{new.pk}")).to_be_focused()
    expect(page.locator(f"#c{ids[3]}")).to_be_visible()
    expect(page.locator(f"#c{ids[5]}")).to_be_hidden()
    expect(own).to_be_visible()
    expect(own).to_have_count(1)
    # It was made on this page: what became of it is asked on the next one.
    assert looks == []
    expect(page.locator(f"#c{ids[7]} + #respond #reply-comment")).to_have_value("And to it again.")
    page.click("#respond .nc-cancel")
    expect(page.locator("#comments-threads #respond")).to_have_count(0)


def test_threads_shown_whole_are_no_older_than_the_list_and_take_no_key_from_who_types(
    page: Page, article: Article, settings: Any
) -> None:
    set_limits(settings, REPLIES_PER_THREAD=2, MODE="post", RULES=rules(first_comment=None, too_fast=None))
    ids = crowd(article, [None, 0, 0, 0])
    page.goto(article.get_absolute_url())
    page.click(".nc-more a")
    expect(page.locator(f"#c{ids[3]}")).to_be_focused()
    page.click(f"#c{ids[3]} .nc-actions a")
    fill(page, comment="To the third.")
    page.click(POST)
    expect(page.locator("#comments-heading")).to_have_text("5 comments")
    mine = ReaderComment.objects.get(source="To the third.")

    held_up: list[Route] = []
    page.route("**thread=**", lambda route: held_up.append(route))
    fill(page, comment="A thread of its own.")
    with page.expect_request("**thread=**") as request:
        page.click(POST)
    expect(page.locator("#comments-heading")).to_have_text("6 comments")
    page.click(f"#c{ids[0]} .nc-actions a")
    page.keyboard.type("And to the")
    held_up[0].continue_()
    expect(page.locator(f"#c{mine.pk}")).to_be_visible()
    page.keyboard.type(" first.")
    expect(page.locator("#reply-comment")).to_have_value("And to the first.")
    discussion = Discussion.objects.get()
    assert parse_qs(urlsplit(request.value.url).query)["version"] == [str(discussion.version)]


def test_a_thread_stays_closed_with_the_readers_own_held_reply_in_it(
    page: Page, article: Article, comment: Comment
) -> None:
    root, reply = crowd(article, [None, 0])
    page.clock.install()
    page.goto(article.get_absolute_url())
    page.click(f"#c{root} .nc-actions a")
    fill(page, comment="To the first.")
    page.click(POST)
    own = page.locator(f"#c{root} ~ details .nc-own")
    expect(own).to_be_focused()
    page.click(f"#c{root} ~ details summary")
    new = comment("At last.")
    page.clock.run_for(30 * SECONDS)
    page.click(SHOW)
    expect(page.locator(f"#c{new.pk}")).to_be_focused()
    expect(own).to_have_count(1)
    expect(own).to_be_hidden()
    expect(page.locator(f"#c{reply}")).to_be_hidden()


# --- Threads ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripted", [True, False])
def test_more_replies_of_a_long_thread_are_a_click_away(
    new_page: NewPage, article: Article, settings: Any, scripted: bool
) -> None:
    set_limits(settings, REPLIES_PER_THREAD=2)
    ids = crowd(article, [None, *[0] * 5, None])
    page = new_page(java_script_enabled=scripted)
    page.goto(article.get_absolute_url())
    path = page.url
    expect(page.locator(".nc-comment")).to_have_count(4)
    page.click("text=3 more replies in this thread")
    expect(page.locator(f"#c{ids[5]}")).to_be_visible()
    if scripted:
        expect(page.locator(f"#c{ids[3]}")).to_be_focused()
        expect(page.locator(".nc-comment")).to_have_count(7)
        assert page.url == path
    else:
        expect(page.locator(".nc-comment")).to_have_count(6)
        assert page.url == f"{path}?thread={ids[0]}#comments"
        page.click("text=All comments")
        expect(page.locator(".nc-comment")).to_have_count(4)


def test_the_rest_of_a_very_long_thread_stands_behind_its_own_link(
    page: Page, article: Article, settings: Any
) -> None:
    set_limits(settings, REPLIES_PER_THREAD=2, COMMENTS_PER_PAGE=4, THREADS_PER_PAGE=3)
    ids = crowd(article, [None, *[0] * 5])
    page.goto(article.get_absolute_url())
    page.click("text=3 more replies in this thread")
    expect(page.locator(f"#c{ids[3]}")).to_be_focused()
    page.click("text=More replies")
    page.wait_for_url(f"**/?thread={ids[0]}&after={ids[3]}#comments")
    expect(page.locator(".nc-comment")).to_have_count(2)


def test_where_no_answer_comes_the_link_is_followed(
    page: Page, article: Article, settings: Any, watch: Watch
) -> None:
    set_limits(settings, REPLIES_PER_THREAD=1)
    crowd(article, [None, 0, 0])
    page.goto(article.get_absolute_url())
    page.route("**/?thread=*", lambda route: route.fulfill(status=500), times=1)
    page.click(".nc-more a")
    page.wait_for_url("**/?thread=*")
    expect(page.locator(".nc-comment")).to_have_count(3)
    watch.faults.clear()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_thread_closes_and_opens_by_key_and_a_link_into_it_shows_its_comment(
    new_page: NewPage, article: Article, scripted: bool
) -> None:
    root, reply = crowd(article, [None, 0])
    page = new_page(java_script_enabled=scripted)
    page.goto(f"{article.get_absolute_url()}#c{reply}")
    expect(page.locator(f"#c{reply}")).to_be_in_viewport()
    page.focus("summary")
    page.keyboard.press("Enter")
    expect(page.locator(f"#c{reply}")).to_be_hidden()
    expect(page.locator(f"#c{root}")).to_be_visible()
    page.goto(reverse("newsroom_comments:permalink", args=[reply]))
    expect(page.locator(f"#c{reply}")).to_be_in_viewport()


def test_paper_shows_a_closed_thread_too(page: Page, article: Article) -> None:
    ids = crowd(article, [None, 0])
    page.goto(article.get_absolute_url())
    page.click("summary")
    height = f"document.getElementById('c{ids[1]}').getBoundingClientRect().height"
    assert page.evaluate(f"document.getElementById('c{ids[1]}').checkVisibility()") is False
    page.emulate_media(media="print")
    assert page.evaluate(f"document.getElementById('c{ids[1]}').checkVisibility()") is True
    assert page.evaluate(height) > 0


def test_one_button_closes_all_threads_and_opens_them(page: Page, article: Article) -> None:
    ids = crowd(article, [None, 0, None, 2])
    page.goto(article.get_absolute_url())
    replies = [page.locator(f"#c{pk}") for pk in (ids[1], ids[3])]
    page.get_by_role("button", name="Collapse all").click()
    for reply in replies:
        expect(reply).to_be_hidden()
    page.get_by_role("button", name="Expand all").click()
    for reply in replies:
        expect(reply).to_be_visible()


def test_a_date_says_how_long_ago_it_is_for_a_week(page: Page, publish: Callable[..., Article]) -> None:
    article = publish(language="fr", slug="port")
    first, second = crowd(article, [None, None])
    now = timezone.now()
    for pk, days in ((first, 3), (second, 8)):
        ReaderComment.objects.filter(pk=pk).update(submit_date=now - timedelta(days=days, minutes=1))
    page.goto(article.get_absolute_url())
    with translation.override("fr"):
        old = date_format(timezone.localtime(now - timedelta(days=8, minutes=1)), "DATE_FORMAT")
    expect(page.locator(".nc-date")).to_have_text(["il y a 3 jours", old])


# --- Order ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripted", [True, False])
def test_the_newest_come_first_for_who_wants_it(new_page: NewPage, article: Article, scripted: bool) -> None:
    ids = crowd(article, [None, 0, None])
    page = new_page(java_script_enabled=scripted)
    page.goto(article.get_absolute_url())
    page.click("text=Newest first")
    page.wait_for_url("**/?order=newest#comments")
    shown = page.locator(".nc-comment").evaluate_all("all => all.map(one => one.id)")
    assert shown == [f"c{pk}" for pk in (ids[2], ids[0], ids[1])]
    expect(page.locator(".nc-order [aria-current=true]")).to_have_text("Newest first")


def test_a_readers_own_thread_stands_where_new_ones_do(page: Page, article: Article) -> None:
    crowd(article, [None, None])
    page.goto(f"{article.get_absolute_url()}?order=newest")
    fill(page)
    page.click(POST)
    expect(page.locator("#comments-threads > .nc-list > :first-child .nc-own")).to_be_focused()
