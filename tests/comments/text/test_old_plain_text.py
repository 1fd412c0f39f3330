"""Plain text that takes the shorter way: the same HTML, and the same words, as by the longer one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text import normalizing, sanitizing
from comments.text.autolinks import ADDRESS, may_hold_autolinks
from comments.text.marks import UNMARKED
from comments.text.markup import MENDS, printable
from comments.text.normalizing import fold, fold_words, replaced
from comments.text.reading.syntax import Syntax
from comments.text.search import plain
from comments.text.search.terms import terms_in

LINES = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", "\n \n", " ", "\t", "\u00a0", "\u3000", "\x0b", "\u2028"]
)
SIGNS = st.sampled_from(
    [*"<>&\"'’;", "&amp;", "&#60;", "&amp", "<b>", "</p>", "<p>", "<br>", "<p/>", "<", "\u00ad"]
)
ADDRESSES = st.sampled_from(
    ["www.", "WWW.a.b", "http://", "https://a.example/?b=1&c", "://", "ſ://", "www.é"]
)
LETTERS = st.sampled_from([*"aéßİﬁ½ʼ漢か한कि❤👍\u0301\ufe0f\u200d\u202e", "\u0301" * 5, "words "])
PIECES = st.one_of(LINES, SIGNS, ADDRESSES, LETTERS, st.text(max_size=4))
TEXTS = st.lists(PIECES, max_size=25).map("".join)
# Of one in two nothing has to be mended.
UNMENDED = TEXTS.map(lambda text: "".join(char for char in text if UNMARKED.fullmatch(char)))


@given(st.one_of(TEXTS, UNMENDED))
def test_either_way_makes_the_same_html(text: str) -> None:
    assert sanitizing.escape_plain(text) == sanitizing._clean(text, Syntax.PLAIN)


@given(st.one_of(TEXTS, UNMENDED))
def test_bleach_would_leave_it_as_it_is(text: str) -> None:
    stored = sanitizing.escape_plain(text)
    assert sanitizing._bleach(stored) == stored


@given(st.one_of(TEXTS, UNMENDED))
def test_its_characters_are_shown_as_they_would_be(text: str) -> None:
    mended = text
    for pattern, shown in MENDS:
        mended = pattern.sub(shown, mended)
    assert printable(text) == mended


def test_what_is_shown_as_it_was_typed_holds_no_mark_and_nothing_to_mend() -> None:
    taken = "".join(char for char in map(chr, range(0x110000)) if UNMARKED.fullmatch(char))
    assert [char for char in taken if unicodedata.category(char)[0] == "M"] == []
    assert [pattern.search(taken) for pattern, _shown in MENDS[:-1]] == [None] * 3


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\r\ntwo\r\n\r\nthree ", "<p>One<br>two</p><p>three </p>"),
        ("1 < 2 & <b>3</b> &lt; «été» 한", "<p>1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt; &amp;lt; «été» 한</p>"),
        (" \n\u00a0\u00ad\n", ""),
    ],
)
def test_the_shorter_way_reads_no_tokens(text: str, html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sanitizing, "_clean")
    assert sanitizing.escape_plain(text) == html


@pytest.mark.parametrize(
    "text", ["www.a.example", "HTTP://a.example", "T" + "\u0301" * 9, "a\u202eb", "a\rb"]
)
def test_whatever_else_takes_the_longer_way(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitizing, "_clean", lambda _text, _syntax: "read")
    assert sanitizing.escape_plain(text) == "read"


@given(TEXTS)
def test_no_address_is_missed(text: str) -> None:
    assert may_hold_autolinks(text) or ADDRESS.search(text) is None


@given(st.one_of(TEXTS, TEXTS.map(sanitizing.escape_plain)))
def test_its_words_are_those_that_a_parser_reads(stored: str) -> None:
    text, links = plain._parsed(stored)
    assert plain.plain_text(stored) == (text, links)


@given(TEXTS)
def test_few_characters_are_replaced_as_many_are(text: str) -> None:
    few = fold(text), fold_words(text), terms_in(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(normalizing, "FEW", -1)
        assert (fold(text), fold_words(text), terms_in(text)) == few


def test_a_part_is_not_replaced_again() -> None:
    assert replaced("a☂b-☂", {"☂": " ☂ ", "-": " "}) == "a ☂ b  ☂ "
