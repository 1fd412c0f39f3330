"""A reader without a mouse: everything is reached in reading order, and it shows where they are."""

import pytest
from playwright.sync_api import Page

from ..conftest import NewPage
from ..scene import Scene
from ..visits import Act, article, closed, errors, in_place, news, private, report

STOPS = "a[href], button, summary, textarea, select, input:not([type=hidden])"
# Where Tab should stop, in order; of a group of radio buttons at one.
EXPECTED = f"""within => {{
  const groups = new Set();
  return [...document.querySelectorAll(`${{within}} :is({STOPS})`)].filter(element => {{
    if (element.tabIndex < 0 || !element.checkVisibility()) return false;
    const first = element.type !== "radio" || !groups.has(element.name);
    groups.add(element.name);
    return first;
  }}).map(element => (window.stops ??= []).push(element) && element.outerHTML);
}}"""
# What is wrong with the focus where it is now; "" for nothing, null outside of what is walked through.
SEEN = """within => {
  const element = document.activeElement;
  if (!element.closest(within)) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const shown = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const { top, bottom, left, height } = element.getBoundingClientRect();
  const inside = bottom > 0 && top < innerHeight;
  const middle = top + Math.min(height, 20) / 2;
  const there = document.elementFromPoint(left + 2, Math.min(Math.max(middle, 1), innerHeight - 1));
  const free = there === element || element.contains(there) || there?.contains(element);
  const faults = Object.entries({ shown, inside, free }).filter(([, holds]) => !holds).map(([name]) => name);
  return { stop: element.outerHTML, faults };
}"""


@pytest.mark.parametrize(
    ("act", "within", "width"),
    [
        (article, "#comments", 390),
        (news, "#comments", 390),
        (errors, "#comments", 1280),
        (in_place, "#comments", 390),
        (closed, "#comments", 1280),
        (private, ".nc", 390),
        (report, ".nc", 1280),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_tab_stops_at_everything_once_and_the_focus_is_seen(
    new_page: NewPage, scene: Scene, act: Act, within: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    act(page, scene, "en")
    expected = page.evaluate(EXPECTED, within)
    assert expected
    assert walk(page, within) == [{"stop": stop, "faults": []} for stop in expected]


def walk(page: Page, within: str) -> list[dict[str, object]]:
    """Press Tab from before the first stop until the focus has left."""
    page.evaluate(
        "window.stops[0].parentElement.insertAdjacentHTML('beforebegin', '<p id=start tabindex=-1>')"
    )
    page.focus("#start")
    seen: list[dict[str, object]] = []
    while len(seen) < 200:
        page.keyboard.press("Tab")
        found = page.evaluate(SEEN, within)
        if found is None:
            break
        seen.append(found)
    return seen
