"""Accessibility as axe-core measures it."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Evaluated rather than loaded by a script tag, which the site's policy would refuse.
SOURCE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
# Only what is wrong comes back: all that axe has seen is megabytes.  The style sheets, which it would fetch
# anew, serve no rule among these.
RUN = """async ([within, rules]) => {
    const how = { runOnly: rules, resultTypes: ["violations"], preload: { assets: ["media"] } };
    const { violations } = await axe.run(within, how);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
# Half-way from one colour to the next, contrast means nothing.
SETTLED = "() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))"


def violations(page: Page, within: str = "html") -> list[str]:
    """What of WCAG 2.2 AA the page breaks: ``rule: element``, nothing when it is clean."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    found: list[str] = page.evaluate(RUN, [within, RULES])
    return found
