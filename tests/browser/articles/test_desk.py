"""The articles' desk on a phone, a tablet and a desk; ``SCREENSHOTS=DIR`` keeps the pictures."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Person, Section, Topic

from .. import axe
from ..conftest import log_in

LIST = "/admin/newsroom_articles/article/"
WIDTHS = (390, 820, 1280)
FOLDER = os.environ.get("SCREENSHOTS", "")
BODY = "<p>Ships were waiting.</p><h2>Why</h2><p>{} and a good deal of other reasons, which follow.</p>"


@pytest.fixture
def released(article: Article, editor: User) -> Article:
    """An article with versions, a next one, a section and topics to choose from."""
    article.section = Section.objects.create(language="en", name="News", slug="news")
    article.body = BODY.format("Cost")
    publishing.revise(article, by=editor, note="As the captain says")
    publishing.keep_next(article, {"headline": "It opens on Tuesday", "body": BODY.format("Wind")}, by=editor)
    Topic.objects.bulk_create(
        Topic(language="en", name=f"Topic {number}", slug=f"t{number}") for number in range(12)
    )
    Person.objects.create(name="Ann Lee", slug="ann")
    return article


def look(page: Page, name: str) -> dict[str, object]:
    """What sticks out sideways at which width, and what axe finds in what is ours."""
    found: dict[str, object] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if FOLDER:
            Path(FOLDER).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(FOLDER) / f"{name}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{name} at {width}"] = "wider than the window"
    return found


def test_the_desks_pages_fit_their_windows(page: Page, released: Article) -> None:
    address = f"{LIST}{released.pk}"
    log_in(page, LIST)
    found = look(page, "list")
    for name, path in {
        "form": f"{address}/change/",
        "new": f"{LIST}add/",
        "versions": f"{address}/versions/?old=0&new=1",
        "withdraw": f"{address}/withdraw/",
        "discard": f"{address}/discard/",
        "delete": f"{address}/delete/",
    }.items():
        page.goto(path)
        page.locator("summary").first.click() if name == "form" else None
        found |= look(page, name)
        if name in {"form", "versions", "discard"}:
            for part in (".difference", ".state"):
                if page.locator(part).count() and (wrong := axe.violations(page, part)):
                    found[f"{name} {part}"] = wrong
    assert found == {}


def test_unsaved_credits_and_topics_survive_a_closed_tab(page: Page, released: Article) -> None:
    log_in(page, f"{LIST}{released.pk}/change/")
    page.get_by_label("Topic 3", exact=False).check()
    page.select_option("#id_credits-0-person", label="Ann Lee")
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate("path => { location.href = path }", LIST)
    page.wait_for_url(LIST)
    page.goto(f"{LIST}{released.pk}/change/")
    expect(page.get_by_label("Topic 3", exact=False)).to_be_checked()
    expect(page.locator("#id_credits-0-person")).to_have_value(str(Person.objects.get().pk))
    page.get_by_role("button", name="Publish the next version").click()
    page.wait_for_url(LIST)
    released.refresh_from_db()
    assert (released.headline, released.pending) == ("It opens on Tuesday", None)
    assert released.credits.count() == 1
    assert [topic.name for topic in released.topics.all()] == ["Topic 3"]
