"""Each paragraph of a comment runs in its own direction, in Chromium, wherever the comment is shown."""

import pytest
from django.urls import reverse

from articles.models import Article
from comments.models import Status
from tests.conftest import Comment

from ..conftest import NewPage, log_in

TYPED = """First in English.

هل تعود العبارة؟

- one
- هل تعود

> مرحبا

Two lines.
وهذا سطر

```
if هل: return
```"""
DIRECTIONS = {
    "First in English.": "ltr",
    "هل تعود العبارة؟": "rtl",
    "one": "ltr",
    "هل تعود": "rtl",
    "مرحبا": "rtl",
    "Two lines.وهذا سطر": "ltr",
    "if هل: return": "ltr",
}
# By the text of each block that holds nothing but text.
SHOWN = """body => Object.fromEntries([...body.querySelectorAll("p, li, pre")]
  .map(block => [block.textContent.trim(), getComputedStyle(block).direction]))"""
# On which side of its paragraph each line of the one that has two begins.
SIDES = """body => {
  const paragraph = body.querySelector("p:has(br)"), edges = paragraph.getBoundingClientRect();
  return [...paragraph.childNodes].filter(node => node.nodeName === "#text").map(text => {
    const range = document.createRange();
    range.selectNode(text);
    const line = range.getBoundingClientRect();
    return [line.left - edges.left, edges.right - line.right].map(gap => Math.round(gap) === 0);
  });
}"""
LEFT, RIGHT = [True, False], [False, True]
STICKS_OUT = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.usefixtures("unlimited", "editor")
def test_each_paragraph_runs_in_its_own_direction(
    new_page: NewPage, article: Article, comment: Comment
) -> None:
    comment(TYPED)
    held = comment(TYPED + "\n\nHeld.", status=Status.PENDING)
    page = new_page(viewport={"width": 320, "height": 800})
    page.goto(article.get_absolute_url())
    for around in ("ltr", "rtl"):
        page.locator(".nc").first.evaluate("(section, around) => { section.dir = around; }", around)
        assert page.locator(".nc-body").evaluate(SHOWN) == DIRECTIONS
        assert page.locator(".nc-body").evaluate(SIDES) == [LEFT, RIGHT]
        assert page.evaluate(STICKS_OUT) == 0

    page.locator("#reply-comment").fill(TYPED)
    page.get_by_role("button", name="Preview").click()
    assert page.locator("#reply-preview .nc-body").evaluate(SHOWN) == DIRECTIONS

    log_in(page)
    page.goto(reverse("admin:newsroom_comments_readercomment_changelist") + f"?comment={held.pk}")
    assert page.locator(".nc-html").evaluate(SHOWN) == DIRECTIONS | {"Held.": "ltr"}
    page.locator("details:has(> .nc-html)").evaluate("shown => { shown.open = true; }")
    assert page.locator(".nc-html").evaluate(SIDES) == [LEFT, RIGHT]
