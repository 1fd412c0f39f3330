"""One way to take texts apart for the desk's search, for what is stored and for what is asked."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from comments.text import sanitizing
from comments.text.normalizing import STRETCHES, is_invisible
from comments.text.search.terms import (
    APOSTROPHES,
    LONGEST_WORD,
    MOST_LETTERS,
    MOST_TERMS,
    name_terms_in,
    searchable,
    terms_in,
)


def finds(search: str, stored: str) -> bool:
    terms = terms_in(search)
    return bool(terms) and all(term in searchable("", stored) for term in terms)


@pytest.mark.parametrize("mark", "'’ʼ‘‛＇ʹʻˈꞌ`´")
def test_a_word_with_an_apostrophe_is_found_whichever_the_text_has(mark: str) -> None:
    text = f"<p>L{mark}hiver d{mark}O{mark}Neil, aujourd{mark}hui: don{mark}t</p>"
    for asked in "'’ʼ":
        for word in ("l_hiver", "o_neil", "aujourd_hui", "don_t", "aujourd_h"):
            assert finds(word.replace("_", asked), text), (asked, word)
    assert (finds("hiver", text), finds("neil", text)) == (True, True)
    assert (finds("l'neil", text), finds("hiver'd'o", text)) == (False, True)


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", "\ufe63", "\uff0d"])
def test_a_word_with_a_hyphen_is_found_whichever_the_text_has(mark: str) -> None:
    for asked in "-\u2010\u2011":
        assert finds(f"rendez{asked}vous", f"<p>Un rendez{mark}vous.</p>")
    assert not finds("rendez-vous", "<p>vous vous rendez</p>")


@pytest.mark.parametrize(
    ("search", "stored"),
    [
        ("shop", "<p>https://spam-shop.example/a?b=c</p>"),
        ("spam-shop.example/a", "<p>https://spam-shop.example/a?b=c</p>"),
        ("String", "<p>List&lt;String&gt;</p>"),
        ("List<String>", "<p>List&lt;String&gt;</p>"),
        ("33612345678", "<p>+33612345678</p>"),
        ("été", "<p>&eacute;t&eacute;</p>"),
        ("ete", "<p>E\u0301te\u0301</p>"),
        ("viagra", "<p>v<b>ia</b>gra</p>"),
        ("shop", '<p>buy <a href="https://shop.example/">here</a></p>'),
        ("strasse", "<p>STRASSE und Straße</p>"),
        ("東京", "<p>明日は東京タワーへ行きます。</p>"),
        ("タワー", "<p>明日は東京タワーへ行きます。</p>"),
        ("tower", "<p>東京tower</p>"),
        ("ที่นี่", "<p>อยู่ที่นี่ครับ</p>"),
        ("चेत", "<p>यह चेत है</p>"),
        ("서울", "<p>서울에서</p>"),
        ("🤮", "<p>Bravo🤮🤮</p>"),
        ("🇫🇷", "<p>🇧🇪🇫🇷</p>"),
    ],
)
def test_what_is_seen_is_found_by_it(search: str, stored: str) -> None:
    assert finds(search, stored)


@pytest.mark.parametrize(
    ("search", "stored"),
    [
        ("arbour", "<p>harbour</p>"),
        ("eacute", "<p>&eacute;t&eacute;</p>"),
        ("京東", "<p>東京</p>"),
        ("one-three", "<p>one two three</p>"),
        ("href", '<p>buy <a href="https://shop.example/">here</a></p>'),
    ],
)
def test_what_is_not_there_is_not_found(search: str, stored: str) -> None:
    assert not finds(search, stored)


def test_the_words_stand_in_their_order_each_between_two_spaces_and_the_names_once_more() -> None:
    stored = '<p>Un été: <a href="https://a.example/">https://a.example/</a></p>'
    assert searchable("Zoë O’Neil", stored) == " zoe o neil @zoe @o @neil un ete https a example "
    assert (searchable("", "<p>?!</p>"), searchable("", "")) == ("", "")


def test_a_person_is_found_by_the_words_of_the_name_alone() -> None:
    stored = searchable("Zoë O’Neil", "<p>For Ada</p>")
    assert [all(term in stored for term in name_terms_in(name)) for name in ("o'nei zoe", "ada")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("search", "terms"),
    [
        ("  Ships,  ships “Harbour”! ", [" ships", " harbour"]),
        ("?! % _ ' & | \\ @ \0", []),
        ("l’article", [" l article"]),
        ("https://a.example/b_c", [" https a example b c"]),
        (" ".join(f"w{number}" for number in range(50)), [f" w{number}" for number in range(MOST_TERMS)]),
    ],
)
def test_a_search_is_for_words(search: str, terms: list[str]) -> None:
    assert terms_in(search) == terms


def test_no_word_and_no_text_is_more_than_an_index_takes() -> None:
    long = "x" * (LONGEST_WORD + 50)
    assert searchable("", f"<p>{long} end</p>") == f" {'x' * LONGEST_WORD} end "
    assert (finds(long, f"<p>{long}</p>"), finds(f"{long}-end", f"<p>{long} end</p>")) == (True, True)
    assert len(searchable("", f"<p>{'word ' * MOST_LETTERS}</p>")) == MOST_LETTERS


SCRIPTS = st.sampled_from("aé ßİıﬁﷺ½m²’ʼ-‑_&;<>@.\u00a0\u200b\u00ad\u0301कि東はวี่عَ한🇫🇷👍🏽1+=/:")
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
BREAK = re.compile(r"<(/?(?:p|li|ul|ol|blockquote|pre)|br)>")


@given(st.text(st.one_of(st.characters(codec="utf-8", exclude_characters="\0"), SCRIPTS), max_size=60))
def test_each_word_that_readers_see_is_found(source: str) -> None:
    stored = sanitizing.clean(source)
    shown = html.fromstring(f"<div>{BREAK.sub(' ', sanitizing.guard(stored))}</div>").text_content()
    assert [word for word in shown.split() if terms_in(word) and not finds(word, stored)] == []
    assert [word for word in shown.split() if has_letter(word) and not terms_in(word)] == []


def has_letter(word: str) -> bool:
    """Or a digit, that is seen as one; what only draws out a word says nothing by itself."""
    decomposed = unicodedata.normalize("NFKD", word)
    seen = (char for char in decomposed if not is_invisible(char) and char not in STRETCHES)
    return any(unicodedata.category(char)[0] in "LN" and not APOSTROPHE.match(char) for char in seen)
