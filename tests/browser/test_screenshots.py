"""Pictures of the pages that people meet, on a phone and on a desk: ``.ci/screenshots DIR`` keeps them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from .conftest import NewPage, log_in
from .scene import LANGUAGES, Scene
from .test_form import fill

WIDTHS = {390: 844, 1280: 800}
Act = Callable[[Page, Scene, str], None]


def article(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.discussed[language].get_absolute_url())


def closed(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.closed[language].get_absolute_url())


def errors(page: Page, scene: Scene, language: str) -> None:
    """A reply whose email and text are refused."""
    article(page, scene, language)
    page.click(".nc-actions a")
    page.wait_for_url("**reply_to=**")
    fill(page, comment=" ", name="Ada", email="ada@host")
    page.click("#reply-form .nc-post")
    page.wait_for_selector("#reply-problems")


def private(page: Page, scene: Scene, language: str) -> None:
    article(page, scene, language)
    page.click(".nc-actions a")
    page.wait_for_url("**reply_to=**")
    # One more reader for each window: the same words of the same person are a duplicate.
    name = f"Ada {page.viewport_size['width']}" if page.viewport_size else "Ada"
    fill(page, comment="I never knew that.\n\nDoes the museum?", name=name)
    page.click("#reply-form .nc-post")
    page.wait_for_selector(".nc-state")


def missing(page: Page, scene: Scene, language: str) -> None:
    page.goto(f"/{language}/nowhere/")


def admin(page: Page, scene: Scene, language: str) -> None:
    log_in(page)


def desk(page: Page, scene: Scene, language: str) -> None:
    log_in(page, "/admin/newsroom_comments/readercomment/")


def correction(page: Page, scene: Scene, language: str) -> None:
    desk(page, scene, language)
    page.click(".nc-desk-card a[href$='/change/'] >> nth=0")
    page.wait_for_url("**/change/")


@dataclass(frozen=True)
class Shot:
    """What ``act`` shows a reader of ``language``."""

    act: Act
    language: str
    scheme: str = "light"

    def __str__(self) -> str:
        dark = "" if self.scheme == "light" else f"-{self.scheme}"
        return f"{self.act.__name__}-{self.language}{dark}"


ACTS: list[Act] = [article, errors, private, closed, missing, admin, desk, correction]
SHOTS = [Shot(act, language) for act in ACTS for language in LANGUAGES] + [
    Shot(article, language, "dark") for language in LANGUAGES
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("shot", SHOTS, ids=str)
def test_a_page_fits_its_window(
    new_page: NewPage, editor: User, scene: Scene, folder: Path, shot: Shot
) -> None:
    """Nothing sticks out sideways, at either width; the picture is kept for people to look at."""
    for width, height in WIDTHS.items():
        page = new_page(
            locale=shot.language, color_scheme=shot.scheme, viewport={"width": width, "height": height}
        )
        shot.act(page, scene, shot.language)
        page.screenshot(path=folder / f"{shot}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
