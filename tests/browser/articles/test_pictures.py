"""An editor fills the library and an article shows it, under the site’s policy and as axe measures it."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Picture
from tests.articles.photographs import encoded, image

from .. import axe
from ..conftest import log_in
from ..watch import Watch

LIST = "/admin/newsroom_articles/picture/"
COLUMN = "#main .body"


def file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def breaches(page: Page, watch: Watch, within: str) -> list[str]:
    """Of axe’s rules, and before that of the policy: axe makes a style of what the admin’s sheets import."""
    found = [*watch.faults, *axe.violations(page, within)]
    watch.faults.clear()
    return found


@pytest.mark.usefixtures("editor")
def test_pictures_from_the_upload_to_the_article(page: Page, article: Article, watch: Watch) -> None:
    log_in(page, f"{LIST}add/")
    assert breaches(page, watch, "#content") == []
    page.set_input_files(
        "input[type=file]",
        [
            file("harbour.jpg", encoded(image(1200, 800, color="teal"))),
            file("quay.jpg", encoded(image(600, 1200, color="brown"))),
            file("chart.svg.jpg", b"<svg/>"),
        ],
    )
    page.click("text=Upload")
    expect(page.get_by_role("alert")).to_contain_text("“chart.svg.jpg”: This is no picture")
    assert breaches(page, watch, "#content") == []

    page.goto(f"{LIST}?alternative=missing")
    assert breaches(page, watch, "#changelist-form") == []
    described, decorative = page.locator("#result_list tbody tr").all()
    described.get_by_label("Alternative text").fill("A quay")
    decorative.get_by_label("Decorative").check()
    page.click("input[name=_save]")
    assert [*Picture.objects.values_list("alt", "decorative")] == [("A quay", False), ("", True)]

    quay = Picture.objects.get(alt="A quay")
    page.goto(f"{LIST}{quay.pk}/change/")
    assert breaches(page, watch, "#content") == []
    page.get_by_label("bottom right").check()
    page.click("input[name=_save]")
    quay.refresh_from_db()
    assert quay.focus == (2, 2)

    article.body += f'<figure data-picture="{quay.pk}"><figcaption>At low water</figcaption></figure>'
    article.save()
    page.goto(article.get_absolute_url())
    shown = page.get_by_role("figure", name="At low water").get_by_role("img", name="A quay")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.images].every((one) => one.complete && one.naturalWidth)")
    width = page.locator(COLUMN).evaluate("(column) => column.clientWidth")
    assert shown.evaluate("(one) => [one.clientWidth, one.clientHeight]") == [width, 2 * width]
    assert breaches(page, watch, COLUMN) == []
