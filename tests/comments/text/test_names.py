"""What a single line of text may hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text.names import BIDI_CONTROLS, single_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("Ada\r\nLovelace\x0b\x0c\x85\u2028\u2029!", "Ada Lovelace !"),
        ("A\x00d\x1b[0ma\x7f\x9f", "Ad[0ma"),
        ("a \u202e b", "a b"),
        ("\u202e\u2066Ada\u2069\u200f", "Ada"),
        ("\ud800Ada\udfff", "Ada"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("\u200b \u2060", ""),
        ("", ""),
    ],
)
def test_a_line_keeps_what_people_read(text: str, line: str) -> None:
    assert single_line(text) == line


@given(st.text(st.characters()))
def test_any_text_becomes_one_clean_line_at_once(text: str) -> None:
    line = single_line(text)
    assert single_line(line) == line
    assert not BIDI_CONTROLS & {*line}
    assert not {"Cc", "Cs", "Zl", "Zp"} & {*map(unicodedata.category, line)}
