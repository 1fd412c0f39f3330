"""A host whose script sends forms and follows links itself, as Turbo and htmx do: one click is one post."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from comments.models import Status
from tests.conftest import Comment

from ..boosting import SCRIPTS, boost
from ..form import AWAITING, POST, WORDS, fill, stored, text
from ..watch import Watch

pytestmark = pytest.mark.usefixtures("unlimited")
LIBRARIES = ["as Turbo", "as htmx"]


def paths(addresses: list[str]) -> list[str]:
    return [urlsplit(address).path for address in addresses]


def leave_a_mark(page: Page) -> None:
    """On the document: it goes with a page that the browser itself leaves."""
    page.evaluate("document.isTheSame = true")


def is_the_same(page: Page) -> bool:
    return bool(page.evaluate("document.isTheSame === true"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_click_is_one_post(script: str, page: Page, article: Article) -> None:
    posts = boost(page, script)
    page.goto(article.get_absolute_url())
    fill(page)
    page.click(POST)
    expect(page.get_by_text(AWAITING)).to_be_visible()
    assert (paths(posts), stored()) == (["/comments/post/"], [(WORDS, Status.PENDING)])


@pytest.mark.parametrize("script", LIBRARIES)
def test_where_our_script_is_missing_it_is_one_post_too(
    script: str, page: Page, article: Article, watch: Watch
) -> None:
    posts = boost(page, script, without_ours=True)
    page.goto(article.get_absolute_url())
    leave_a_mark(page)
    fill(page)
    page.click(POST)
    expect(page.get_by_text(AWAITING)).to_be_visible()
    assert (paths(posts), is_the_same(page)) == (["/comments/post/"], False)
    watch.faults.clear()


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_the_browser_keeps_is_cleared_once(script: str, page: Page, article: Article) -> None:
    posts = boost(page, script)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Clear data saved in this browser").click()
    expect(page.get_by_text("has been cleared")).to_be_visible()
    assert paths(posts) == [f"/comments/forget/newsroom_articles.article/{article.pk}/"]


@pytest.mark.parametrize("script", LIBRARIES)
def test_links_and_forms_of_ours_are_the_browsers(script: str, page: Page, comment: Comment) -> None:
    """A permalink keeps its place, and the answer to a form is a page."""
    first = comment("Above")
    posts = boost(page, script)
    page.goto("/en/harbour/")
    leave_a_mark(page)
    page.click(f"#c{first.pk} .nc-date")
    expect(page).to_have_url(re.compile(f"/en/harbour/#c{first.pk}$"))
    leave_a_mark(page)
    page.click(".nc-report")
    page.check("#report-reason_0")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("The newsroom has your report.")).to_be_visible()
    assert (paths(posts), is_the_same(page)) == ([f"/comments/{first.pk}/report/"], False)


@pytest.mark.parametrize("script", LIBRARIES)
def test_a_page_that_the_hosts_script_has_exchanged_posts_and_replies_once(
    script: str, page: Page, comment: Comment, publish: Callable[..., Article]
) -> None:
    """Our scripts have run for two pages then, in one document."""
    parent, other = comment("Above", name="Grace"), publish(slug="other", headline="Another story")
    posts = boost(page, script)
    page.goto(other.get_absolute_url())
    leave_a_mark(page)
    page.fill("#reply-comment", "Begun elsewhere.")
    page.click(".masthead .site-name a")
    page.get_by_role("link", name="The harbour opens on Monday").first.click()
    page.click(f"#c{parent.pk} .nc-actions a >> nth=0")
    expect(page.locator("#respond")).to_have_count(1)
    expect(page.locator(f"#c{parent.pk} + #respond #respond-heading")).to_have_text("Leave a Reply to Grace")
    fill(page)
    page.click(POST)
    expect(page.locator(f"#c{parent.pk} ~ .nc-list .nc-own")).to_be_focused()
    page.get_by_role("button", name="Clear data saved in this browser").click()
    expect(page.get_by_text("has been cleared")).to_be_visible()
    assert is_the_same(page)
    assert [path.split("/")[2] for path in paths(posts)] == ["post", "forget"]
    assert stored()[1:] == [(WORDS, Status.PENDING)]


def test_a_page_that_the_hosts_script_has_kept_is_as_it_was(page: Page, comment: Comment) -> None:
    parent = comment("Above", name="Grace")
    posts = boost(page, "as Turbo")
    page.goto("/en/harbour/")
    fill(page, comment="Not sent yet.")
    page.click(f"#c{parent.pk} .nc-actions a >> nth=0")
    fill(page, comment="A reply, not sent yet.")
    page.evaluate("showKept()")
    for part in ("#respond", "#reply-count", "#reply-announced"):
        expect(page.locator(part)).to_have_count(1)
    expect(page.locator(f"#c{parent.pk} + #respond textarea")).to_have_value("A reply, not sent yet.")
    fill(page)
    page.click(POST)
    expect(page.locator(f"#c{parent.pk} ~ .nc-list .nc-own")).to_be_focused()
    assert paths(posts) == ["/comments/post/"]
    expect(page.locator("#comments > #respond #respond-heading")).to_have_text("Leave a Reply")
    expect(text(page)).to_have_value("Not sent yet.")
