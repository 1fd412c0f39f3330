"""What only some readers need is loaded once they do; what they did before then counts, too."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from comments.models import Status
from tests.conftest import Comment

from ..form import AWAITING, POST, WORDS, fill, stored, text
from ..watch import Watch

pytestmark = pytest.mark.usefixtures("unlimited")
FOLDER = "**/newsroom_comments/"


def scripts(page: Page) -> list[str]:
    """The names of those that a page has loaded, whichever came first."""
    found = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return sorted(name.rpartition("/")[2] for name in found if name.endswith(".js"))


def test_whoever_only_reads_loads_nothing_else(page: Page, comment: Comment) -> None:
    parent = comment(name="Grace")
    page.goto("/en/harbour/", wait_until="networkidle")
    assert scripts(page) == ["comments.js", "list.js", "storage.js"]
    page.click(f"#c{parent.pk} .nc-actions a")
    expect(page.locator(f"#c{parent.pk} + #respond #reply-comment")).to_be_focused()
    assert scripts(page) == ["comments.js", "list.js", "posting.js", "storage.js"]


def test_what_is_sent_before_the_script_is_there_is_posted_once_and_in_place(
    page: Page, comment: Comment
) -> None:
    comment(name="Grace")
    late: list[Route] = []
    page.route(f"{FOLDER}posting.js", lambda route: late.append(route))
    page.goto("/en/harbour/")
    fill(page)
    page.click(POST)
    expect(text(page)).not_to_be_editable()
    page.locator("#reply-form").evaluate("form => form.requestSubmit()")
    assert len(stored()) == 1
    late[0].continue_()
    expect(page.locator(".nc-own .nc-body")).to_have_text(WORDS)
    assert stored()[1:] == [(WORDS, Status.PENDING)]


def test_what_is_typed_while_the_form_is_on_its_way_stands_below_the_comment(
    page: Page, comment: Comment
) -> None:
    first, second = comment(name="Grace"), comment("Another.", name="Bob")
    late: list[Route] = []
    page.route(f"{FOLDER}posting.js", lambda route: late.append(route))
    page.goto("/en/harbour/")
    page.click(f"#c{first.pk} .nc-actions a")
    expect(text(page)).not_to_be_editable()
    # The last click counts.
    page.click(f"#c{second.pk} .nc-actions a")
    late[0].continue_()
    text(page).fill(WORDS)
    expect(page.locator(f"#c{second.pk} + #respond #reply-comment")).to_have_value(WORDS)


def test_where_the_scripts_never_come_links_lead_on_and_the_browser_sends(
    page: Page, comment: Comment, settings: Any, watch: Watch
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REPLIES_PER_THREAD": 1}
    parent = comment(name="Grace")
    for number in range(2):
        comment(f"Number {number}.", parent=parent)
    for name in ("posting", "threads", "own_comments"):
        page.route(f"{FOLDER}{name}.js", lambda route: route.abort())
    page.goto("/en/harbour/")
    page.click(".nc-more a")
    expect(page).to_have_url(re.compile(r"\?thread="))
    page.click(f"#c{parent.pk} .nc-actions a")
    expect(page).to_have_url(re.compile(rf"reply_to={parent.pk}\b"))
    fill(page)
    page.click("#reply-form [formaction]")
    expect(page.locator("#reply-preview .nc-body")).to_have_text(WORDS)
    page.click(POST)
    expect(page.get_by_text(AWAITING)).to_be_visible()
    assert stored()[3:] == [(WORDS, Status.PENDING)]
    page.goto("/en/harbour/")
    page.get_by_role("button", name="Clear data saved in this browser").click()
    expect(page.get_by_text("has been cleared")).to_be_visible()
    watch.faults.clear()
