"""Apostrophes, quotation marks and spaces: "~" is a no-break space, "_" a narrow one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import bodies, sanitizing, typography

FRENCH = {
    "L'été d'Anne, aujourd'hui": "L’été d’Anne, aujourd’hui",
    'l\'"Aurora"': "l’«_Aurora_»",
    'Il dit : "Oui !" puis partit...': "Il dit~: «_Oui_!_» puis partit…",
    "« Oui », «Non»": "«_Oui_», «_Non_»",
    '« il a dit "non" »': "«_il a dit “non”_»",
    '("oui")': "(«_oui_»)",
    "Oui! Quoi ?! (Ah !)": "Oui_! Quoi_?! (Ah_!)",
    "Note: a ; b": "Note~: a_; b",
    "50 % ? Bien…!": "50 %_? Bien…_!",
    # What may be meant otherwise.
    "https://a.fr/?a=1;b! www.x.fr/a! moi@x.fr, x?y": "https://a.fr/?a=1;b! www.x.fr/a! moi@x.fr, x?y",
    "10:30 :) ;) 5'10 ....": "10:30 :) ;) 5'10 ....",
    'un écran de 15" et "un': 'un écran de 15" et "un',
}
ENGLISH = {
    'It\'s "Oui" — "so" he said...': "It’s “Oui” — “so” he said…",
    'Why? a : b; 5" by 7"': 'Why? a : b; 5" by 7"',
}
BODIES = {
    "<p>Il dit <strong>oui</strong> ! <em>Non</em>; l'<em>eau</em></p>": (
        "<p>Il dit <strong>oui</strong>_! <em>Non</em>_; l’<em>eau</em></p>"
    ),
    '<p>"<em>Oui</em>"</p>\n<p>"Non</p>': '<p>«<em>_Oui</em>_»</p>\n<p>"Non</p>',
    '<pre>"x" ; l\'y</pre><p>a <code>l\'x ; "</code> ?</p>': (
        '<pre>"x" ; l\'y</pre><p>a <code>l\'x ; "</code>_?</p>'
    ),
    '<p><a href="/?a;b" title="l\'a ; b">l\'a</a> &amp; b ; x&nbsp;: &lt;3&nbsp;;</p>': (
        '<p><a href="/?a;b" title="l\'a ; b">l’a</a> &amp; b_; x&nbsp;: &lt;3_;</p>'
    ),
    '<figure data-picture="7"><figcaption>L\'eau !</figcaption></figure>': (
        '<figure data-picture="7"><figcaption>L’eau_!</figcaption></figure>'
    ),
}


def signed(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


@pytest.mark.parametrize("text", FRENCH)
def test_a_french_text_is_set_as_in_france(text: str) -> None:
    assert typography.text(text, "fr") == signed(FRENCH[text])
    assert typography.text(signed(FRENCH[text]), "fr") == signed(FRENCH[text])


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_text_keeps_its_spaces(text: str) -> None:
    assert typography.text(text, "en-gb") == ENGLISH[text]


@pytest.mark.parametrize("html", BODIES)
def test_a_body_is_set_but_for_code_and_what_stands_in_tags(html: str) -> None:
    assert typography.html(html, "fr") == signed(BODIES[html])


@given(st.text(st.sampled_from("ab' \"«».!?;:<>&\u00a0")) | st.text())
def test_no_word_and_no_tag_changes_and_setting_twice_changes_nothing(text: str) -> None:
    before = bodies.stored(text)
    after = typography.html(before, "fr")
    assert re.findall(r"<[^>]*>", after) == re.findall(r"<[^>]*>", before)
    assert re.findall(r"\w+", sanitizing.plain(after)) == re.findall(r"\w+", sanitizing.plain(before))
    assert typography.html(after, "fr") == after == bodies.stored(after)
    for one, other in zip(typography.paragraphs(before), typography.paragraphs(after), strict=True):
        assert len(typography.changes(one, other)) > 0 or one == other == ""


def test_what_would_change_is_shown_with_its_spaces() -> None:
    assert typography.changes("L'eau !", "L’eau\u202f!") == [
        ("L", "L"),
        ("'", "’"),
        ("eau", "eau"),
        (" !", "⍽!"),
    ]


def test_other_languages_have_no_rules() -> None:
    assert [typography.sets(language) for language in ("fr", "fr-ca", "en", "de", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
