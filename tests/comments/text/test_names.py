"""What a single line of text may hold, and when two names are one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text.look_alikes import TABLE
from comments.text.names import BIDI_CONTROLS, fold_name, in_latin, readings, single_line, skeleton


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


# --- When two names are one -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "look_alike",
    [
        *("ada lovelace", "ADA LOVELACE", "AdaLovelace", "Ada  Lovelace", "Ada\u00a0Lovelace"),
        *(
            "Àdä Lovelace",
            "Ａｄａ Ｌｏｖｅｌａｃｅ",
            "𝐀𝐝𝐚 𝐋𝐨𝐯𝐞𝐥𝐚𝐜𝐞",
            "Ada\u200b Love\u00adlace",
            "Ada\u2060Lovelace",
        ),
        *("Ada-Lovelace", "Ada_Lovelace.", "«Ada» Lovelace", "★ Ada Lovelace ★", "Ada Lovelace\ufe0f"),
        *(
            "\u0410d\u0430 Lovelace",
            "Ada L\u03bfvelace",
            "Ada L0ve1ace",
            "Ada Lo\u03bdeIace",
            "ADA LOVELACE\u034f",
        ),
    ],
)
def test_names_that_a_reader_takes_for_each_other_are_one(look_alike: str) -> None:
    assert fold_name("Ada Lovelace") in readings(look_alike)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("Ada", "Adam"), ("Ada L.", "Ada M."), ("Anna", "Ana"), ("Иван", "Ivan")),
        *(("राम", "रमा"), ("मीरा", "मेरा"), ("李明", "李鸣"), ("Ali", "All"), ("Reader 2", "Reader 3")),
        *(("Ian", "Lan"), ("Arnie", "Amie"), ("Vivian", "Wivian")),
    ],
)
def test_names_that_look_different_are_two(name: str, other: str) -> None:
    assert readings(name).isdisjoint(readings(other))


@pytest.mark.parametrize("name", ["", " ", "…", "★ ★", "\u200b\u3164", "\u0301"])
def test_a_name_without_a_letter_is_compared_with_none(name: str) -> None:
    assert readings(name) == frozenset()


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Cl\u0430s Royal", "Clas Royal"),
        ("\u03b9 \uff21 \u00e9", "i A e"),
        ("Иван", "Ивaн"),
    ],
)
def test_a_name_in_latin_keeps_its_words(name: str, read: str) -> None:
    assert in_latin(name) == read


# --- Whatever the name ------------------------------------------------------------------------------------

LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STROKES = "Il1|\u0406\u0399\u04cf"
# Each letter with what a reader may take for it.
LOOKS = [
    (letter, look)
    for letter in LATIN
    for look in (
        letter,
        chr(ord(letter) + 0xFEE0),
        *TABLE.get(letter, ""),
        *(STROKES if letter in "Il" else ""),
    )
]
UNSEEN = ["", "", "", "\u200b", "\u00ad", "\u2060", "\u034f", "\ufe0f", "\u0301", "\u3164"]


@given(st.lists(st.tuples(st.sampled_from(LOOKS), st.sampled_from(UNSEEN)), min_size=1, max_size=12))
def test_what_looks_equal_is_equal(letters: list[tuple[tuple[str, str], str]]) -> None:
    name = "".join(letter for (letter, _look), _unseen in letters)
    imitation = "".join(look + unseen for (_letter, look), unseen in letters)
    assert not readings(name).isdisjoint(readings(imitation))


@given(st.text(LATIN + " -'éÅøßœçñ", min_size=1, max_size=20))
def test_case_never_makes_another_name(name: str) -> None:
    assert fold_name(name) == fold_name(name.upper()) == fold_name(name.lower()) == fold_name(name.casefold())


@given(st.text(st.characters()) | st.text(LATIN + "".join(TABLE.values())))
def test_folding_is_idempotent(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert folded in readings(folded) | {""}


@given(st.text(st.characters()))
def test_a_name_is_said_where_it_is_seen(name: str) -> None:
    assert bool(fold_name(name)) == bool(skeleton(name)) == (len(readings(name)) > 0)
