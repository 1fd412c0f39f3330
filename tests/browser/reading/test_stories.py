"""A story with all that can belong to one, on a phone and on a desk."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Route

from articles.models import Article
from articles.pictures import library
from tests.articles.newspaper import newspaper
from tests.articles.photographs import encoded, image, upload

from .. import axe
from ..conftest import NewPage

Publish = Callable[..., Article]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_a_full_story_fits_its_window_and_breaks_no_rule(
    width: int, scheme: str, new_page: NewPage, publish: Publish
) -> None:
    paper = newspaper(publish)
    photograph = library.add(upload(encoded(image(960, 640))), alt="A quay", caption="Empty", credit="Bea")
    revised = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
    Article.objects.filter(pk=paper.article.pk).update(lead_picture=photograph, revised_at=revised)
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 844})

    def without_a_file(route: Route) -> None:
        # The pictures of the scene are rows alone.
        route.fulfill(body=encoded(image()), content_type="image/jpeg")

    page.route("**/media/newsroom/pictures/*-*.jpg", without_a_file)
    page.goto("/en/harbour/")
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Français").last.click()
    page.wait_for_url("**/fr/port/")
