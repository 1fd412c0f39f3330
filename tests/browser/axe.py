"""Accessibility as axe-core measures it."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Evaluated rather than loaded by a script tag, which the site's policy would refuse.
SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RUN = "([within, rules]) => axe.run(within, {runOnly: rules})"
# Half-way from one colour to the next, contrast means nothing.
SETTLED = "() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))"


def violations(page: Page, within: str = "html") -> list[str]:
    """What of WCAG 2.2 AA the page breaks: ``rule: element``, nothing when it is clean."""
    page.evaluate(SETTLED)
    page.evaluate(SOURCE)
    result = page.evaluate(RUN, [within, RULES])
    return [f"{found['id']}: {node['html']}" for found in result["violations"] for node in found["nodes"]]
