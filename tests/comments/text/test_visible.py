"""What readers will see of a text, and where it was typed."""

import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text.markup import printable
from comments.text.sanitizing import clean
from comments.text.visible import read

ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
MARKUP = st.sampled_from(
    ["<b>", "</b>", "<a href='http://a.example'>", "</a>", "<br>", "&eacute;", "&#105;", "&lt;", "<x>"]
)
TYPED = st.lists(st.one_of(MARKUP, ANYTHING), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("a < b & c", "a < b & c"),
        ("vi<b>ag</b>ra", "viagra"),
        ("v&#105;agra &eacute; &nosuch; &lt;b&gt;", "viagra é &nosuch; <b>"),
        ("one<br>two<p>three</p>", "one\ntwo\nthree\n"),
        ("<script>x</script>", "<script>x</script>"),
        ("vi</li>ag</b>ra, <b>vi</b></b>agra", "vi</li>ag</b>ra, vi</b>agra"),
        ("a</p>b</br>c", "a</p>b\nc"),
        ("a\r\nb\x00\u202ec\x0cd\x1ee", "a\nbc\nd-e"),
        ("e\u0301" + "\u0302" * 20 + "t", "e\u0301\u0302\u0302t"),
        ("", ""),
    ],
)
def test_a_text_is_read_as_cleaning_will_leave_it(typed: str, seen: str) -> None:
    assert read(typed).text == seen


@given(TYPED)
def test_nothing_that_readers_see_is_missed(typed: str) -> None:
    stored = entities.unescape(re.sub(r"<[^>]*>", " ", clean(typed)))
    assert "".join(stored.split()) in {"".join(read(typed).text.split()), ""}


@given(TYPED)
def test_every_character_was_typed_somewhere_and_in_order(typed: str) -> None:
    shown = read(typed)
    assert len(shown.offsets) == len(shown.text)
    assert all(0 <= start < end <= len(typed) for start, end in shown.offsets)
    assert shown.offsets == sorted(shown.offsets)


@given(ANYTHING.filter(lambda text: "<" not in text and "&" not in text))
def test_what_is_seen_as_it_was_typed_is_marked_where_it_stands(typed: str) -> None:
    shown = read(typed)
    same = [(char, typed[start:end]) for char, (start, end) in zip(shown.text, shown.offsets, strict=True)]
    assert [(char, text) for char, text in same if char not in printable(text)] == []


def test_a_marked_word_takes_in_the_tags_inside_it() -> None:
    typed = "so vi<b>ag</b>ra!"
    assert read(typed).typed(3, 9) == (3, 16)
    assert typed[3:16] == "vi<b>ag</b>ra"
