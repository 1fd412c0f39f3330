"""Our styles on top of the admin's, which differ from one Django to the next: so in every cell."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from comments.models import Status

from ..conftest import log_in
from ..keyboard import DESK

pytestmark = pytest.mark.smoke
LOG = "/admin/newsroom_comments/decision/"


@pytest.fixture
def waiting(comment: Any, unlimited: None) -> Any:
    return comment(status=Status.PENDING)


def test_tabs_and_chips_are_told_from_links_in_a_text(page: Page, editor: User, waiting: Any) -> None:
    log_in(page, DESK)
    page.goto(f"{DESK}?discussion={waiting.discussion_id}")
    lines = "links => [...new Set(links.map(link => getComputedStyle(link).textDecorationLine))]"
    places = [".nc-tabs a", ".nc-chips a", ".nc-where a"]
    found = [page.locator(place).evaluate_all(lines) for place in places]
    assert found == [["none"], ["none"], ["underline"]]


def test_beside_the_navigation_a_lists_filters_stand_below_it(page: Page, editor: User, waiting: Any) -> None:
    page.set_viewport_size({"width": 900, "height": 700})
    log_in(page, LOG)
    boxes = [page.locator(place).bounding_box() for place in ("#changelist-form", "#changelist-filter")]
    rows, filters = (box for box in boxes if box)
    assert (filters["x"], filters["width"]) == (rows["x"], rows["width"])
    assert filters["y"] >= rows["y"] + rows["height"]
