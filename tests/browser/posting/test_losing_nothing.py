"""What stands between a reader and the newsroom answers late, wrongly or not at all: no word is lost."""

import json
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from comments.mail import signed_links
from comments.models import ReaderComment, Status
from comments.posting import new_comments
from tests.conftest import Comment
from tests.rules import rules

from .. import axe
from ..conftest import NewPage
from ..form import AWAITING, POST, WORDS, fill, kept, kept_kinds, stored, text
from ..watch import Watch

pytestmark = pytest.mark.usefixtures("unlimited")
DAY = 24 * 3600 * 1000


@pytest.fixture
def reader(page: Page, article: Article) -> Page:
    page.goto(article.get_absolute_url())
    return page


@pytest.fixture
def held_up(reader: Page) -> list[Route]:
    """Posts that are on their way until they are let through."""
    routes: list[Route] = []
    reader.route("**/post/", lambda route: routes.append(route))
    return routes


def forgive(watch: Watch, status: int) -> None:
    watch.faults[:] = [found for found in watch.faults if f"status of {status}" not in found]


# --- On the way ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body"),
    [(502, {"error": "busy"}), (502, None), (200, {"login": "https://wifi.example/"}), (200, "{")],
)
def test_an_answer_in_json_that_is_not_ours_is_no_receipt(
    reader: Page, watch: Watch, status: int, body: Any
) -> None:
    said = body if isinstance(body, str) else json.dumps(body)
    answer = {"status": status, "content_type": "application/json", "body": said}
    reader.route("**/post/", lambda route: route.fulfill(**answer))
    fill(reader)
    reader.click(POST)
    expect(reader.locator("#reply-problems")).to_contain_text("Something went wrong on the site.")
    expect(text(reader)).to_have_value(WORDS)
    assert (kept_kinds(reader), reader.locator(".nc-comment").count()) == (["draft"], 0)
    reader.unroute("**/post/")
    reader.get_by_role("button", name="Try again").click()
    expect(reader.locator(".nc-own")).to_be_focused()
    assert stored() == [(WORDS, Status.PENDING)]
    forgive(watch, status)


def test_a_host_with_a_headline_of_its_own_does_not_hide_ours(reader: Page, watch: Watch) -> None:
    page = "<h1>The Daily Host</h1><main><div class='nc'><h1>Comments are closed.</h1></div></main>"
    reader.route("**/post/", lambda route: route.fulfill(status=403, content_type="text/html", body=page))
    fill(reader)
    reader.click(POST)
    expect(reader.locator("#reply-problems")).to_contain_text("Comments are closed.")
    forgive(watch, 403)


def test_until_the_answer_is_here_the_form_is_the_one_that_was_sent(
    reader: Page, held_up: list[Route], comment: Comment
) -> None:
    other = comment(name="Grace")
    reader.reload()
    reply = reader.locator(f"#c{other.pk} .nc-actions a").first
    reply.click()
    text(reader).fill("To Grace, later.")
    reader.click(".nc-cancel")
    fill(reader)
    reader.click(POST)
    expect(reader.locator("#reply-announced")).to_have_text("Sending …")
    for name in ("comment", "name", "email", "url"):
        expect(reader.locator(f"#reply-{name}")).not_to_be_editable()
    reply.click()
    expect(reader.locator(f"#c{other.pk} + #respond")).to_have_count(0)
    held_up[0].continue_()
    expect(reader.locator("#comments-threads > .nc-list > .nc-item > .nc-own")).to_be_focused()
    expect(text(reader)).to_be_editable()
    reply.click()
    expect(text(reader)).to_have_value("To Grace, later.")
    assert ReaderComment.objects.get(source=WORDS).is_root


def test_what_is_refused_can_be_mended_and_sent(reader: Page, held_up: list[Route]) -> None:
    fill(reader, email="ada@host")
    reader.click(POST)
    expect(text(reader)).not_to_be_editable()
    held_up[0].continue_()
    expect(reader.locator("#reply-problems")).to_be_focused()
    text(reader).fill("Better words.")
    reader.unroute("**/post/")
    reader.fill("#reply-email", "ada@example.org")
    reader.click(POST)
    expect(reader.locator(".nc-own .nc-body")).to_have_text("Better words.")


def test_who_repeats_or_hurries_is_told_and_keeps_the_words(
    reader: Page, settings: Any, comment: Comment, watch: Watch
) -> None:
    comment(WORDS, name="Ada", email="ada@example.org")
    fill(reader)
    reader.click(POST)
    problem = reader.locator("#reply-problems")
    expect(problem).to_contain_text("Duplicate comment detected")
    expect(text(reader)).to_have_value(WORDS)
    flood = rules(flood={"person": (1, 3600), "network": (1, 3600)}, too_fast=None)
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": True, "RULES": flood}
    fill(reader, comment="Something else.")
    reader.click(POST)
    expect(problem).to_contain_text("You are posting comments too quickly.")
    expect(text(reader)).to_have_value("Something else.")
    assert ReaderComment.objects.count() == 1
    forgive(watch, 409)
    forgive(watch, 429)


# --- What the browser keeps ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 200])
def test_a_held_comment_outlives_an_answer_that_is_not_its_page(
    reader: Page, watch: Watch, status: int
) -> None:
    fill(reader)
    reader.click(POST)
    expect(reader.locator(".nc-own")).to_be_focused()
    asked: list[Route] = []

    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>Back in a minute</h1>")
        asked.append(route)

    reader.route("**/yours/**", answer)
    with reader.expect_response("**/yours/**"):
        reader.reload()
    expect(reader.locator(".nc-own .nc-state")).to_have_text(AWAITING)
    assert (len(asked), kept_kinds(reader)) == (1, ["own"])
    reader.unroute("**/yours/**")
    reader.click(".nc-own-page")
    expect(reader.locator(".nc-body")).to_have_text(WORDS)
    forgive(watch, status)


def test_a_link_older_than_thirty_days_is_not_kept(reader: Page, article: Article) -> None:
    entry = f"newsroom-comments-own-newsroom_articles.article:{article.pk}"
    reader.evaluate(
        "([name, when]) => localStorage.setItem(name, JSON.stringify([{ when, html: '<p>Old</p>' }]))",
        [entry, reader.evaluate("Date.now()") - 31 * DAY],
    )
    assert [*kept(reader)] == [entry]
    reader.reload()
    # The script that forgets it may come after the form.
    reader.wait_for_function("key => localStorage.getItem(key) === null", arg=entry)
    assert kept(reader) == {}


@pytest.mark.parametrize("scripted", [True, False])
def test_the_proof_of_an_address_is_forgotten_too(
    new_page: NewPage, comment: Comment, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted)
    mine = comment(status=Status.PENDING)
    page.goto(signed_links.confirmation(mine))
    page.get_by_role("button", name="Yes, I wrote this").click()
    assert [cookie.get("name") for cookie in page.context.cookies()] == ["newsroom_reader"]
    page.goto(mine.target.get_absolute_url())
    page.get_by_role("button", name="Clear data saved in this browser").click()
    said = page.locator("[role=status], .nc-state").filter(
        has_text="The data saved in this browser has been cleared"
    )
    expect(said).to_be_visible()
    assert page.context.cookies() == []
    page.goto(mine.target.get_absolute_url())
    fill(page, comment="By whoever sits here now.")
    page.click(POST)
    expect(page.get_by_text(AWAITING)).to_be_visible()
    assert ReaderComment.objects.latest("pk").identity_verified is False


def test_the_page_of_a_database_that_is_down_has_the_words_and_posts_them(
    new_page: NewPage, article: Article, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_page()
    page.goto(article.get_absolute_url())
    fill(page)
    monkeypatch.setattr(new_comments, "submit", Mock(side_effect=OperationalError("the connection is lost")))
    # As where there is no script, which would stay on the page.
    page.evaluate("document.getElementById('reply-form').submit()")
    form = page.locator("#unsent-form")
    expect(form.get_by_label("Comment")).to_have_value(WORDS)
    expect(form.get_by_label("Name")).to_be_editable()
    assert axe.violations(page) == []
    monkeypatch.undo()
    form.get_by_role("button", name="Try again").click()
    expect(page.locator(".nc-state")).to_contain_text(AWAITING)
    assert stored() == [(WORDS, Status.PENDING)]
    forgive(watch, 503)
