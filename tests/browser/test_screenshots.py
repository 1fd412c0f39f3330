"""The pages that people meet, on a phone and on a desk, light, dark and from right to left; axe looks too.

``.ci/screenshots DIR`` keeps the pictures.
"""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests import pseudo

from . import axe
from .conftest import NewPage
from .scene import LANGUAGES, Scene
from .visits import READERS, STAFF, Act, admin, article, correction, desk, errors

WIDTHS = {390: 844, 1280: 800}
FOLDER = os.environ.get("SCREENSHOTS", "")
# French has the longer words; in the other languages the same is asked where pictures are kept.
SPOKEN = (*LANGUAGES, pseudo.CODE) if FOLDER else ("fr",)
SHOTS = [(act, language) for act in READERS for language in SPOKEN] + [
    (act, language) for act in STAFF for language in SPOKEN if language in LANGUAGES
]
if not FOLDER:
    SHOTS += [(act, pseudo.CODE) for act in (article, errors)]
# What is ours of Django's own pages; its form for a correction is Django's throughout.
MEASURED = {admin: "#newsroom-comments-waiting", desk: "#desk", correction: None}
# Each width and each scheme once; axe looks at either in turn, and at both where pictures are kept.
TELLING = [(390, "light"), (1280, "dark")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(FOLDER or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("act", "language"), SHOTS, ids=lambda part: getattr(part, "__name__", part))
def test_a_page_fits_its_window_and_breaks_no_rule(
    new_page: NewPage, editor: User, scene: Scene, folder: Path, act: Act, language: str
) -> None:
    """Nothing sticks out sideways, axe finds nothing; the pictures are kept for people to look at."""
    page, wide, found = new_page(locale=language), [], {}
    page.set_viewport_size({"width": 390, "height": WIDTHS[390]})
    act(page, scene, language)
    within = MEASURED.get(act, "html")
    telling = TELLING if FOLDER else [TELLING[SHOTS.index((act, language)) % 2]]
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if FOLDER:
                name = f"{act.__name__}-{language}-{scheme}-{width}.png"
                page.screenshot(path=folder / name, full_page=True)
            if within and (width, scheme) in telling:
                found[f"{scheme} at {width}"] = axe.violations(page, within)
        wide.extend([width] * (page.evaluate("document.documentElement.scrollWidth") > width))
    assert (wide, {where: faults for where, faults in found.items() if faults}) == ([], {})


# How many characters the longest line of a paragraph's first text has.
LONGEST = """all => Math.max(...all.map(({ firstChild }) => firstChild).filter(Boolean).map(text => {
  const range = document.createRange(), lines = {};
  for (let place = 0; place < text.length; place++) {
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    const { top } = range.getBoundingClientRect();
    lines[top] = (lines[top] ?? 0) + 1;
  }
  return Math.max(...Object.values(lines));
}))"""
PAIRS = "all => all.map(one => getComputedStyle(one)).map(style => [style.color, style.backgroundColor])"


def test_a_line_is_as_long_as_an_eye_can_follow(page: Page, scene: Scene) -> None:
    page.set_viewport_size({"width": 1600, "height": 900})
    article(page, scene, "en")
    assert 55 <= page.locator(".body p").evaluate_all(LONGEST) <= 72
    assert 55 <= page.locator(".nc-body p").evaluate_all(LONGEST) <= 75


def test_forced_colours_leave_words_on_the_button_and_the_badge(page: Page, scene: Scene) -> None:
    page.emulate_media(forced_colors="active")
    article(page, scene, "en")
    pairs = page.locator(".nc-post, .nc-badge").evaluate_all(PAIRS)
    assert len(pairs) == 3
    assert [colour for colour, ground in pairs if colour == ground] == []


def test_paper_gets_the_article_and_its_comments_without_the_form(
    page: Page, scene: Scene, folder: Path
) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    article(page, scene, "en")
    page.screenshot(path=folder / "article-en-print.png", full_page=True)
    expect(page.locator("form:visible, button:visible, nav:visible, .nc-actions:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    # Printers leave grounds out.
    assert page.locator(".nc-badge").evaluate_all(PAIRS) == [["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]] * 2
    expect(page.locator(".nc-body").first).to_be_visible()
