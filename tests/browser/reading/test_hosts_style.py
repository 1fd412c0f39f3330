"""The section in a foreign page: whatever the host's sheet takes away or leaves, it can be read and used."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from comments.models import ReaderComment
from tests import pseudo
from tests.project.sources import ROOT

from .. import axe
from ..conftest import NewPage
from ..form import fill
from ..scene import Scene

HOST = ROOT / "tests" / "host"
BRIDGE = """{% extends "base.html" %}
{% block headline %}{% block title %}{% endblock %}{% endblock %}
{% block main %}{% block content %}{% endblock %}{% endblock %}
"""
# The pages of links and text that stand in a sentence or a reader's words need no room of their own.
CONTROLS = ".nc :is(a, button, summary, input:not([type=hidden]), select, textarea)"
ROOMLESS = ".nc-body a, .nc-aside *"
SMALL = """(all, roomless) => all.filter(one => one.checkVisibility() && !one.matches(roomless))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width < 24 || box.height < 24).map(([one]) => one.outerHTML)"""
# Each text's own boxes; two texts that share more than a sliver of a line lie on each other.
OVERLAPS = """root => {
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (words.nextNode()) {
    const text = words.currentNode, range = document.createRange();
    if (!text.data.trim() || text.parentElement.closest(".nc-unseen, .nc-aside, textarea")) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) boxes.push([text, box]);
  }
  const shared = (from, to, other, otherTo) => Math.min(to, otherTo) - Math.max(from, other);
  return boxes.flatMap(([text, one], number) => boxes.slice(number + 1)
    .filter(([other, two]) => other !== text && shared(one.left, one.right, two.left, two.right) > 1
      && shared(one.top, one.bottom, two.top, two.bottom) > Math.min(one.height, two.height) / 3)
    .map(([other]) => `${text.data.trim()} / ${other.data.trim()}`));
}"""
FOCUSED = "one => { one.focus({focusVisible: true}); return getComputedStyle(one).outlineStyle; }"


@pytest.fixture(params=["everything", "nothing"])
def sheet(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """The name of a sheet of the host's; our pages stand in the host's ``base.html`` as README says."""
    for app in ("newsroom_articles", "newsroom_comments"):
        (tmp_path / app).mkdir()
        (tmp_path / app / "base.html").write_text(BRIDGE)
    (engine,) = settings.TEMPLATES
    folders = [tmp_path, HOST / "templates", *engine["DIRS"]]
    settings.TEMPLATES = [{**engine, "DIRS": folders}]
    return str(request.param)


@pytest.mark.parametrize("language", ["en", pseudo.CODE])
def test_any_host_gets_a_section_that_can_be_read_and_used(
    new_page: NewPage, sheet: str, scene: Scene, language: str, tmp_path: Path
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.route("**/static/host.css", lambda route: _style(route, sheet))
    page.goto(scene.discussed[language].get_absolute_url())
    _expect_in_order(page, sheet, language)
    page.click(f"#c{ReaderComment.objects.public().earliest('pk').pk} .nc-actions a")
    page.wait_for_selector(".nc-item > .nc-respond")
    fill(page, comment=" ", email="ada@host")
    page.click("#reply-form .nc-post")
    page.wait_for_selector("#reply-problems")
    _expect_in_order(page, f"{sheet}-errors", language)


def _style(route: Route, sheet: str) -> None:
    route.fulfill(path=HOST / "sheets" / f"{sheet}.css", content_type="text/css")


def _expect_in_order(page: Page, name: str, language: str) -> None:
    for width in (320, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        if "SCREENSHOTS" in os.environ:
            page.screenshot(
                path=Path(os.environ["SCREENSHOTS"]) / f"host-{name}-{language}-{width}.png", full_page=True
            )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(CONTROLS).evaluate_all(SMALL, ROOMLESS) == []
        assert page.locator(".nc").evaluate(OVERLAPS) == []
        for field in page.locator(".nc-field:visible").all():
            label, control = (
                field.locator(part).bounding_box() for part in ("label", "input, select, textarea")
            )
            assert label
            assert control
            assert label["y"] + label["height"] <= control["y"]
            ends = label["x"] + label["width"], control["x"] + control["width"]
            assert ends[0] == ends[1] if language == pseudo.CODE else label["x"] == control["x"]
    outlines = f"all => all.filter(one => one.checkVisibility()).map({FOCUSED})"
    assert page.locator(CONTROLS).evaluate_all(outlines).count("none") == 0
    assert axe.violations(page, ".nc") == []
