"""Pictures of the pages that people meet, on a phone and on a desk: ``.ci/screenshots DIR`` keeps them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import NewPage

WIDTHS = {390: 844, 1280: 800}


def nothing(page: Page) -> None:
    pass


@dataclass(frozen=True)
class Shot:
    """A page, in a browser of ``language``, after ``act`` has brought it into the state to be shown."""

    name: str
    path: str
    language: str
    act: Callable[[Page], None] = nothing


SHOTS = [Shot(f"login-{language}", "/admin/login/", language) for language in ("en", "fr")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_page_fits_its_window(new_page: NewPage, folder: Path, shot: Shot, width: int) -> None:
    """Nothing sticks out sideways, at either width; the picture is kept for people to look at."""
    page = new_page(locale=shot.language, viewport={"width": width, "height": WIDTHS[width]})
    page.goto(shot.path)
    shot.act(page)
    page.screenshot(path=folder / f"{shot.name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
