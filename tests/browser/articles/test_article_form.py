"""An editor's words survive a session that ran out, a colleague, the back button and a closed tab."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Page, expect

from articles.admin import widgets
from articles.models import Article

from .. import axe
from ..conftest import PASSWORD, NewPage, log_in
from ..watch import Watch

LIST = "/admin/newsroom_articles/article/"
ADD = f"{LIST}add/"
WORDS = "A first paragraph.\n\nA second one & more."
RESTORED = "Your unsaved text of"

pytestmark = pytest.mark.usefixtures("editor", "textarea")


@pytest.fixture
def textarea(monkeypatch: pytest.MonkeyPatch) -> None:
    """The body's field as a host has it that left the editor out."""
    monkeypatch.setattr(widgets, "_bundle", str)


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


@pytest.fixture
def form(page: Page, draft: Article) -> Page:
    """The draft's form, opened by the editor; whoever leaves it answers what the browser asks."""
    log_in(page, change(draft))
    return page


def body(page: Page) -> Any:
    return page.locator("#id_body")


def notice(page: Page) -> Any:
    return page.locator("[role=status] .messagelist li")


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('newsroom-articles-'))")


def save(page: Page, button: str = "_save") -> None:
    page.click(f"input[name={button}]")


def expire() -> None:
    Session.objects.all().delete()


def come_back(page: Page, name: str = "edith") -> None:
    """Log in on the page to which Django's admin leads."""
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")


def leave(page: Page, path: str) -> str:
    """Go to ``path``; what the browser asked before it did so."""
    asked: list[Dialog] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.accept()

    page.once("dialog", answer)
    page.evaluate("path => { location.href = path }", path)
    page.wait_for_url(path)
    page.remove_listener("dialog", answer) if not asked else None
    return asked[0].type if asked else ""


# --- The session ran out ------------------------------------------------------------------------------------


@pytest.mark.smoke
def test_after_the_log_in_the_words_are_there(form: Page, draft: Article) -> None:
    body(form).fill(WORDS)
    form.fill("#id_headline", "Better")
    expire()
    save(form)
    come_back(form)
    form.wait_for_url(change(draft))
    expect(body(form)).to_have_value(WORDS)
    expect(form.locator("#id_headline")).to_have_value("Better")
    expect(notice(form)).to_contain_text(RESTORED)
    assert Article.objects.get().headline == "Not yet"
    save(form)
    form.wait_for_url(LIST)
    assert Article.objects.values_list("headline", "body").get() == (
        "Better",
        "<p>A first paragraph.</p>\n<p>A second one &amp; more.</p>",
    )
    assert kept(form) == []
    form.goto(change(draft))
    expect(form.locator("#id_headline")).to_have_value("Better")
    expect(notice(form)).to_have_count(0)


def test_a_new_articles_words_are_there_too(page: Page) -> None:
    log_in(page, ADD)
    page.fill("#id_headline", "Brand new")
    body(page).fill(WORDS)
    page.select_option("#id_language", "fr")
    expire()
    save(page)
    come_back(page)
    page.wait_for_url(ADD)
    expect(body(page)).to_have_value(WORDS)
    expect(page.locator("#id_language")).to_have_value("fr")
    save(page, "_addanother")
    page.wait_for_url(ADD)
    expect(page.locator(".success")).to_have_count(1)
    expect(body(page)).to_have_value("")
    assert Article.objects.values_list("headline", "language").get() == ("Brand new", "fr")
    assert kept(page) == []


def test_restored_words_are_discarded_by_a_button(form: Page, draft: Article) -> None:
    body(form).fill(WORDS)
    leave(form, LIST)
    form.goto(change(draft))
    expect(body(form)).to_have_value(WORDS)
    notice(form).get_by_role("button", name="Discard it").click()
    expect(body(form)).to_have_value(draft.body)
    expect(notice(form)).to_have_count(0)
    assert kept(form) == []
    assert leave(form, LIST) == ""
    form.goto(change(draft))
    expect(notice(form)).to_have_count(0)


def test_restored_words_replace_no_newer_version_unasked(form: Page, draft: Article) -> None:
    body(form).fill(WORDS)
    leave(form, LIST)
    Article.objects.update(author="A colleague")
    form.goto(change(draft))
    expect(notice(form)).to_contain_text(RESTORED)
    save(form)
    expect(form.locator(".errorlist.nonfield")).to_contain_text("This article was changed on")
    expect(body(form)).to_have_value(WORDS)
    assert Article.objects.get().body == draft.body
    save(form)
    form.wait_for_url(LIST)
    assert "A second one" in Article.objects.get().body
    assert kept(form) == []


# --- Leaving ------------------------------------------------------------------------------------------------


def test_leaving_with_unsaved_words_warns(form: Page) -> None:
    body(form).press_sequentially("More. ")
    assert leave(form, LIST) == "beforeunload"


def test_leaving_without_any_does_not(form: Page, draft: Article) -> None:
    body(form).press("End")
    assert leave(form, LIST) == ""
    form.goto(change(draft))
    body(form).press("x")
    body(form).press("Backspace")
    assert leave(form, LIST) == ""
    assert kept(form) == []


def test_words_that_came_back_unsaved_are_warned_of_too(form: Page) -> None:
    form.fill("#id_headline", "")
    body(form).press_sequentially("More. ")
    save(form)
    expect(form.locator(".errornote")).to_be_visible()
    form.click("#id_author")
    assert leave(form, LIST) == "beforeunload"


def test_a_closed_tabs_words_are_restored_in_another(form: Page, draft: Article) -> None:
    body(form).fill(WORDS)
    form.close()
    other = form.context.new_page()
    other.goto(change(draft))
    expect(body(other)).to_have_value(WORDS)
    expect(notice(other)).to_contain_text(RESTORED)


def test_two_tabs_keep_the_words_of_both(form: Page, draft: Article) -> None:
    other = form.context.new_page()
    other.goto(change(draft))
    body(form).fill("One tab.")
    body(other).fill("Another tab.")
    expire()
    save(form)
    come_back(form)
    expect(body(form)).to_have_value("One tab.")
    save(form)
    form.wait_for_url(LIST)
    save(other)  # its token is from before the log-in
    other.goto(change(draft))
    expect(body(other)).to_have_value("Another tab.")
    save(other)
    expect(other.locator(".errorlist.nonfield")).to_contain_text("You saved this article yourself")
    expect(body(other)).to_have_value("Another tab.")


def test_an_open_tabs_words_stay_its_own(page: Page) -> None:
    log_in(page, ADD)
    body(page).fill(WORDS)
    (draft,) = kept(page)
    other = page.context.new_page()
    other.goto(ADD)
    other.wait_for_function("navigator.locks.query().then(({ held }) => held.length === 2)")
    expect(body(other)).to_have_value("")
    expect(notice(other)).to_have_count(0)
    assert kept(other) == [draft]
    page.close()
    other.reload()
    expect(body(other)).to_have_value(WORDS)


# --- Whose words --------------------------------------------------------------------------------------------


def test_a_deliberate_log_out_clears_the_editors_drafts_from_any_page(form: Page, draft: Article) -> None:
    body(form).fill(WORDS)
    leave(form, "/admin/")
    assert len(kept(form)) == 1
    form.click("#logout-form button")
    expect(form.locator("#logout-form")).to_have_count(0)
    assert kept(form) == []
    log_in(form, change(draft))
    expect(body(form)).to_have_value(draft.body)


def test_a_log_out_from_the_form_warns_first(form: Page) -> None:
    body(form).press_sequentially("More. ")
    with form.expect_event("dialog", predicate=lambda dialog: dialog.accept() is None):
        form.click("#logout-form button", no_wait_after=True)
    expect(form.locator("#logout-form")).to_have_count(0)
    assert kept(form) == []


def test_somebody_else_neither_sees_nor_loses_an_editors_words(form: Page, draft: Article) -> None:
    User.objects.create_superuser("zoe", password=PASSWORD)
    body(form).fill(WORDS)
    expire()
    save(form)
    come_back(form, "zoe")
    form.wait_for_url(change(draft))
    expect(body(form)).to_have_value(draft.body)
    expect(notice(form)).to_have_count(0)
    form.click("#logout-form button")
    expect(form.locator("#logout-form")).to_have_count(0)
    log_in(form, change(draft))
    expect(body(form)).to_have_value(WORDS)


# --- A colleague, and the back button -----------------------------------------------------------------------


@pytest.mark.parametrize("scripted", [True, False])
def test_a_stale_save_gives_the_words_back_and_the_next_one_saves(
    new_page: NewPage, draft: Article, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted)
    log_in(page, change(draft))
    body(page).fill(WORDS)
    Article.objects.update(author="A colleague")
    save(page)
    expect(page.locator(".errorlist.nonfield")).to_contain_text("all of your text is below")
    expect(body(page)).to_have_value(WORDS)
    expect(page.locator(".success")).to_have_count(0)
    save(page)
    page.wait_for_url(LIST)
    assert "A second one" in Article.objects.get().body


@pytest.mark.parametrize("scripted", [True, False])
def test_what_the_back_button_shows_never_replaces_silently(
    new_page: NewPage, draft: Article, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted)
    log_in(page, change(draft))
    body(page).fill(WORDS)
    save(page)
    page.wait_for_url(LIST)
    Article.objects.update(author="A colleague")
    stored = Article.objects.get().body
    page.go_back()
    page.wait_for_url(change(draft))
    shown = body(page).input_value()
    if shown != stored:
        save(page)
        expect(page.locator(".errorlist.nonfield")).to_contain_text("all of your text is below")
    assert Article.objects.get().body == stored


# For our scripts alone: stock admin's own don't expect it.
OURS = "new Error().stack.includes('newsroom_articles')"
FAULTS = {
    "full": "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (...item) {"
    f" if ({OURS}) throw new DOMException('', 'QuotaExceededError'); return set.apply(this, item) }}",
    "off": "for (const name of ['localStorage', 'sessionStorage']) { const real = window[name];"
    " Object.defineProperty(window, name, { get() {"
    f" if ({OURS}) throw new DOMException('', 'SecurityError'); return real }} }}) }}",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_without_storage_the_form_works_and_warns(
    page: Page, draft: Article, fault: str, watch: Watch
) -> None:
    page.context.add_init_script(FAULTS[fault])
    log_in(page, change(draft))
    body(page).press_sequentially("More. ")
    assert leave(page, LIST) == "beforeunload"
    page.goto(change(draft))
    body(page).fill(WORDS)
    save(page)
    page.wait_for_url(LIST)
    assert "A second one" in Article.objects.get().body
    assert watch.faults == []


# --- How it looks -------------------------------------------------------------------------------------------

FOLDER = os.environ.get("SCREENSHOTS", "")
# Each scheme once, at the ends of the widths.
TELLING = [(390, "light"), (1280, "dark")]
STATES = {"restored": "[role=status] .messagelist", "stale": ".errorlist.nonfield"}


# French has the longer words.
@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("state", STATES)
def test_what_is_said_fits_the_window_and_breaks_no_rule(
    new_page: NewPage, draft: Article, state: str, language: str
) -> None:
    page, found = new_page(locale=language), {}
    log_in(page, change(draft))
    body(page).fill(WORDS)
    leave(page, LIST)
    if state == "stale":
        Article.objects.update(author="A colleague")
    page.goto(change(draft))
    if state == "stale":
        save(page)
    said = page.locator(STATES[state])
    expect(said).to_be_visible()
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if FOLDER:
                page.screenshot(
                    path=Path(FOLDER) / f"article-{state}-{language}-{scheme}-{width}.png", caret="initial"
                )
            if (width, scheme) in TELLING:
                found[f"{scheme} at {width}"] = axe.violations(page, STATES[state])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {where: faults for where, faults in found.items() if faults} == {}
