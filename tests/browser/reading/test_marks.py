"""Marks stacked upon a letter: however many were typed, they stay with their comment."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from articles.models import Article
from comments.models import ReaderComment
from tests.conftest import Comment

from ..conftest import NewPage

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOUR = "\u0300\u0316\u0301\u0317"
# In Thai, which the fonts here don't have: such marks stand side by side, and no line breaks between them.
THAI = "\u0e47"
STACKED = [
    (f"T{FOUR * 12}", f"T{FOUR * 200} T" + f"<b>{FOUR[::2]}</b>" * 10),
    (f"ก{THAI * 48}", f"ก{THAI * 100}"),
]


@pytest.mark.usefixtures("unlimited")
def test_stacked_marks_lie_upon_no_neighbour_and_nothing_scrolls_sideways(
    new_page: NewPage, publish: Callable[..., Article], comment: Comment
) -> None:
    # Nothing of a comment changes while its picture is taken.
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    seen = []
    for slug, middle in (("plain", [("T", "T T"), ("T", "T")]), ("stacked", STACKED)):
        article = publish(slug=slug)
        written = [("Grace", "Before."), *middle, ("Tom", "After.")]
        rows = [comment(text, name=name, target=article) for name, text in written]
        ReaderComment.objects.update(submit_date=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        page.goto(article.get_absolute_url())
        assert page.evaluate(SIDEWAYS) == 0
        seen.append([_picture(page, row) for row in (rows[0], rows[-1])])
        assert [row.source for row in rows] == [text for _, text in written]
    assert seen[0] == seen[1]


def _picture(page: Page, row: ReaderComment) -> bytes:
    return page.locator(f"#c{row.pk}").screenshot()
