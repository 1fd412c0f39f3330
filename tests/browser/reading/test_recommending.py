"""Two browsers recommend one comment at the same moment, one of them without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import ReaderComment
from tests.conftest import Comment

from ..conftest import NewPage

pytestmark = pytest.mark.usefixtures("unlimited")
THANKS = "You have recommended this comment."


def test_each_counts_once_and_stays_at_the_comment(
    new_page: NewPage, article: Article, comment: Comment, settings: Any
) -> None:
    proxies = {"TRUSTED_PROXIES": ["127.0.0.0/8"]}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **proxies}
    comment("Number 1", name="Bo")
    stored = comment()
    pages = [
        new_page(java_script_enabled=script, extra_http_headers={"X-Forwarded-For": f"198.51.{network}.9"})
        for network, script in enumerate([True, False])
    ]
    buttons = [page.locator(f"#c{stored.pk} .nc-recommend") for page in pages]
    for page in pages:
        page.goto(article.get_absolute_url())
    pages[0].evaluate("window.sameDocument = true")
    for button in buttons:
        button.click(no_wait_after=True)
    for page in pages:
        expect(page.get_by_text(THANKS).locator("visible=true")).to_have_count(1)
    expect(buttons[0]).to_have_attribute("aria-pressed", "true")
    expect(pages[1]).to_have_url(f"{article.get_absolute_url()}#c{stored.pk}-thanks")
    with pages[0].expect_response("**/recommend/") as answer:
        buttons[0].click()
    assert answer.value.json() == {"already": True, "count": "2"}
    expect(buttons[0]).to_have_text("Recommend 2")
    assert pages[0].evaluate("window.sameDocument")
    assert ReaderComment.objects.get(pk=stored.pk).recommended == 2
