"""The editor of an article's body, under the site's policy."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from articles.admin import widgets
from articles.models import Article

from .. import axe
from ..conftest import log_in
from ..watch import Watch
from .test_article_form import ADD, FOLDER, LIST, change, expire, kept, leave, notice, save

PASTES = Path(__file__).parent / "pastes"
# As another program would: what a page writes with ``navigator.clipboard`` is cleaned by the browser.
COPY = """items => {
    addEventListener("copy", (event) => {
        for (const [type, text] of Object.entries(items)) event.clipboardData.setData(type, text);
        event.preventDefault();
        event.stopImmediatePropagation();
    }, { capture: true, once: true });
}"""

pytestmark = pytest.mark.usefixtures("editor")


def body(page: Page) -> Any:
    return page.locator(".ProseMirror")


@pytest.fixture
def form(page: Page) -> Page:
    log_in(page, ADD)
    page.fill("#id_headline", "Sail")
    page.select_option("#id_language", "fr")
    body(page).click()
    return page


def paste(page: Page, text: str, kind: str = "text/html") -> None:
    page.evaluate(COPY, {kind: text})
    body(page).press("Control+c")
    body(page).press("Control+v")


# The browser tells of a moved caret in its own time, and a key pressed before acts upon the former selection.
HEARD = """() => {
    const { editor } = document.querySelector(".ProseMirror");
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    const { anchor, head } = editor.state.selection;
    return editor.view.posAtDOM(anchorNode, anchorOffset) === anchor
        && editor.view.posAtDOM(focusNode, focusOffset) === head;
}"""


def move(page: Page, key: str) -> None:
    """Move the caret, and wait until the editor has heard of it."""
    page.keyboard.press(key)
    page.wait_for_function(HEARD)


def collapse(page: Page, key: str) -> None:
    """Move the caret out of a selection: until that is no more, nothing tells the one from the other."""
    page.keyboard.press(key)
    page.wait_for_function("getSelection().isCollapsed")
    page.wait_for_function(HEARD)


def written(page: Page) -> str:
    return page.locator("#id_body").input_value()


def tool(page: Page, name: str) -> Any:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def test_what_is_typed_is_sent_and_stored(form: Page) -> None:
    keyboard = form.keyboard
    keyboard.type("It sails")
    keyboard.press("Control+b")
    keyboard.type(" fast")
    keyboard.press("Control+b")
    keyboard.press("Enter")
    keyboard.type("- one")
    keyboard.press("Enter")
    keyboard.type("two")
    expect(tool(form, "List")).to_have_attribute("aria-pressed", "true")
    save(form)
    form.wait_for_url(LIST)
    assert Article.objects.get().body == (
        "<p>It sails<strong> fast</strong></p>\n<ul><li>one</li><li>two</li></ul>"
    )


@pytest.mark.parametrize("name", ["word", "google_docs"])
def test_a_paste_comes_out_as_a_careful_person_would_have_typed_it(form: Page, name: str) -> None:
    paste(form, (PASTES / f"{name}.html").read_text())
    assert written(form) == (PASTES / f"{name}.expected.html").read_text().strip()


def test_a_paste_into_a_sentence_glues_no_word_and_says_what_it_left_out(form: Page) -> None:
    form.keyboard.type("One four")
    for _step in range(5):
        move(form, "ArrowLeft")
    paste(form, "<meta charset='utf-8'><span style='color:red'>\u00a0two <img src='/x.png'>three</span>")
    assert written(form) == "<p>One two three four</p>"
    said = form.locator(".newsroom-left")
    expect(said).to_have_text("Left out of what you pasted: pictures (pick them from the library).")
    move(form, "End")
    paste(form, " five &", "text/plain")
    assert written(form) == "<p>One two three four five &amp;</p>"
    move(form, "Control+a")
    form.keyboard.press("Control+c")
    move(form, "End")
    form.keyboard.press("Enter")
    form.keyboard.press("Control+v")
    assert written(form) == "<p>One two three four five &amp;</p>\n<p>One two three four five &amp;</p>"


def test_a_plain_text_keeps_its_paragraphs_and_lists(form: Page) -> None:
    text = "We saw:\r\n- a ship\r\n- a train\r\n\r\nThen\r\nhome <3.\r\n\r\n1. one\r\n2. two"
    paste(form, text, "text/plain")
    assert written(form) == (
        "<p>We saw:</p>\n<ul><li>a ship</li><li>a train</li></ul>\n<p>Then home &lt;3.</p>\n"
        "<ol><li>one</li><li>two</li></ol>"
    )


# All that an article may hold.
EVERYTHING = (
    "<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four</h4>\n"
    '<p lang="fr">A <em>b</em> <strong>c</strong> <code>d</code> H<sub>2</sub>O m<sup>2</sup> <q>e</q> '
    '<cite>f</cite> <abbr title="g">h</abbr><br>i&nbsp;: <a href="/en/x/" title="j">k</a></p>\n'
    "<ul><li>l<ol><li>m</li></ol></li></ul>\n<blockquote><p>n</p></blockquote>\n"
    "<pre><code>o  p\nq</code></pre>\n<hr>\n"
    '<figure data-picture="7"><figcaption>r <em>s</em></figcaption></figure>\n'
    '<table><caption>t</caption><thead><tr><th colspan="2" scope="col">u</th></tr></thead>'
    '<tbody><tr><td>v</td><td rowspan="2">w</td></tr></tbody></table>'
)


def test_what_an_article_may_hold_is_as_it_was_after_an_edit(page: Page, draft: Article) -> None:
    draft.body = EVERYTHING
    draft.save()
    assert draft.body == EVERYTHING
    log_in(page, change(draft))
    body(page).locator("h2").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert written(page) == EVERYTHING.replace("Two", "Two!")
    page.keyboard.press("Control+z")
    assert leave(page, LIST) == ""


def test_restored_words_are_in_the_editor(page: Page, draft: Article) -> None:
    log_in(page, change(draft))
    body(page).click()
    move(page, "Control+End")
    page.keyboard.type(" More.")
    expire()
    save(page)
    log_in(page, change(draft))
    expect(body(page)).to_have_text(re.compile(r"More\.$"))
    notice(page).get_by_role("button", name="Discard it").click()
    expect(body(page)).not_to_contain_text("More.")
    assert kept(page) == []
    # As a textarea without script would have it.
    page.locator("#id_body").evaluate(
        "(area) => { area.value = 'One\\n\\nTwo & <em>three</em>'; area.dispatchEvent(new Event('change')) }"
    )
    expect(body(page).locator("p")).to_have_text(["One", "Two & three"])


def test_links_and_tables_are_made_with_the_buttons(form: Page) -> None:
    form.keyboard.type("read")
    move(form, "Control+a")
    form.keyboard.press("Control+k")
    form.get_by_role("textbox", name=re.compile("Address of the link")).fill("example.org/a")
    form.get_by_role("button", name="Apply").click()
    expect(body(form)).to_be_focused()
    collapse(form, "ArrowRight")
    form.keyboard.press("Enter")
    tool(form, "Table").click()
    form.keyboard.type("Port")
    tool(form, "Caption").click()
    form.get_by_role("textbox", name="Caption").fill("Miles")
    form.keyboard.press("Enter")
    for name in ("Delete row", "Delete column", "Delete column"):
        body(form).locator("td").last.click()
        tool(form, name).click()
    assert written(form) == (
        '<p><a href="https://example.org/a">read</a></p>\n'
        "<table><caption>Miles</caption><thead><tr><th>Port</th></tr></thead>"
        "<tbody><tr><td></td></tr></tbody></table>"
    )
    body(form).locator("a").click()
    expect(tool(form, "Link")).to_have_attribute("aria-pressed", "true")
    form.keyboard.press("Control+k")
    address = form.get_by_role("textbox", name=re.compile("Address of the link"))
    expect(address).to_have_value("https://example.org/a")
    address.fill("javascript:alert(1)")
    form.keyboard.press("Enter")
    expect(address).to_have_js_property("validationMessage", "An address begins with https://, mailto: or /.")
    address.fill("")
    form.keyboard.press("Enter")
    expect(body(form).locator("a")).to_have_count(0)
    form.get_by_label("Paragraph style").select_option("heading3")
    assert written(form).startswith("<h3>read</h3>\n<table>")


LIBRARY = "/admin/library/"
PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@pytest.fixture
def library(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's pictures, as many pages as are asked for."""

    def answer(route: Route) -> None:
        pk = 7 if "pk=7" in route.request.url or "page=1" in route.request.url else 8
        picture = {
            "pk": pk,
            "thumbnail": f"/admin/{pk}.gif",
            "alt": f"Boat {pk}",
            "caption": "",
            "credit": "",
        }
        route.fulfill(json={"pictures": [picture], "more": pk == 7})

    address = widgets._address
    monkeypatch.setattr(
        widgets, "_address", lambda name: LIBRARY if name == widgets.LIBRARY else address(name)
    )
    page.route(f"**{LIBRARY}*", answer)
    page.route("**/*.gif", lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))


@pytest.mark.usefixtures("library")
def test_a_picture_is_picked_from_the_library_and_captioned_in_place(form: Page, draft: Article) -> None:
    form.keyboard.type("Before.")
    tool(form, "Picture").click()
    form.get_by_role("button", name="More pictures").click()
    form.get_by_role("button", name="Boat 8").click()
    expect(body(form)).to_be_focused()
    expect(body(form).locator("figure img")).to_have_attribute("src", "/admin/8.gif")
    form.keyboard.type("A boat")
    form.keyboard.press("Enter")
    form.keyboard.type("After.")
    assert written(form) == (
        '<p>Before.</p>\n<figure data-picture="8"><figcaption>A boat</figcaption></figure>\n<p>After.</p>'
    )
    for _step in range(3):
        move(form, "ArrowLeft")
    tool(form, "Picture").click()
    form.get_by_role("button", name="Boat 7").click()
    # The window that closes gives the focus back before the picture is put in.
    expect(body(form).locator("figure")).to_have_count(2)
    expect(body(form)).to_be_focused()
    hint = "figure => getComputedStyle(figure.querySelector('figcaption'), '::after').content"
    assert [figure.evaluate(hint) != "none" for figure in body(form).locator("figure").all()] == [False, True]
    form.keyboard.type("In between")
    assert [figure.evaluate(hint) != "none" for figure in body(form).locator("figure").all()] == [
        False,
        False,
    ]
    assert written(form) == (
        '<p>Before.</p>\n<figure data-picture="8"><figcaption>A boat</figcaption></figure>\n<p>Aft</p>\n'
        '<figure data-picture="7"><figcaption>In between</figcaption></figure>\n<p>er.</p>'
    )
    draft.body = '<figure data-picture="7"></figure><p>Text</p>'
    draft.save()
    leave(form, change(draft))
    expect(body(form).get_by_alt_text("Boat 7")).to_have_attribute("src", "/admin/7.gif")


def test_typography_shows_what_it_would_change_before_it_does(form: Page) -> None:
    form.fill("#id_headline", "L'eau!")
    body(form).click()
    form.keyboard.type('Il dit : "Oui" ; puis')
    form.get_by_role("button", name="Typography").click()
    dialog = form.get_by_role("dialog")
    expect(dialog.locator("ins")).to_have_text(["’", "⍽!", "⍽: «⍽", "⍽»⍽; "])
    assert written(form) == '<p>Il dit : "Oui" ; puis</p>'
    dialog.get_by_role("button", name="Apply").click()
    expect(form.locator("#id_headline")).to_have_value("L’eau\u202f!")
    assert written(form) == "<p>Il dit&nbsp;: «\u202fOui\u202f»\u202f; puis</p>"
    expect(body(form)).to_have_text("Il dit\u00a0: «\u202fOui\u202f»\u202f; puis")
    form.get_by_role("button", name="Typography").click()
    expect(form.get_by_text("Nothing to change.")).to_be_visible()


def test_the_length_is_counted_in_the_editors_language(new_page: Any, draft: Article) -> None:
    page = new_page(locale="fr")
    log_in(page, change(draft))
    expect(page.locator(".field-body .newsroom-count")).to_have_text("3 mots · 1 minute de lecture")
    expect(page.locator(".field-headline .newsroom-count")).to_contain_text("7 caractères")
    body(page).click()
    move(page, "Control+End")
    page.keyboard.insert_text(" mot" * 2000)
    expect(page.locator(".field-body .newsroom-count")).to_have_text("2 003 mots · 9 minutes de lecture")


def test_without_script_the_field_is_a_textarea(new_page: Any, draft: Article) -> None:
    page = new_page(java_script_enabled=False)
    log_in(page, change(draft))
    page.fill("#id_body", "One\n\n- two")
    save(page)
    assert Article.objects.get().body == "<p>One</p>\n<ul>\n<li>two</li>\n</ul>"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_editor_fits_and_breaks_no_rule(page: Page, draft: Article, watch: Watch, width: int) -> None:
    draft.body = EVERYTHING
    draft.save()
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, change(draft))
    body(page).locator("td").first.click()
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if FOLDER:
            page.screenshot(path=Path(FOLDER) / f"editor-{scheme}-{width}.png", full_page=True)
        assert watch.faults == []
        found[scheme] = axe.violations(page, ".field-body")
        watch.faults.clear()  # axe makes a style of the sheet that stock admin’s forms.css imports
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {scheme: faults for scheme, faults in found.items() if faults} == {}
