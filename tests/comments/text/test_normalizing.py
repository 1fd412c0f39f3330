"""What counts where two texts are compared."""

import pytest

from comments.text.normalizing import name_digest, without_format


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
        *("\u0410d\u0430 Lovelace", "Ada L\u03bfvelace", "Ada L0ve1ace"),
    ],
)
def test_names_that_a_reader_takes_for_each_other_are_one(look_alike: str) -> None:
    assert name_digest(look_alike) == name_digest("Ada Lovelace")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("Ada", "Adam"), ("Ada L.", "Ada M."), ("Anna", "Ana"), ("Иван", "Ivan")),
        *(("राम", "रमा"), ("李明", "李鸣"), ("Ali", "All"), ("Reader 2", "Reader 3")),
    ],
)
def test_names_that_look_different_are_two(name: str, other: str) -> None:
    assert name_digest(name) != name_digest(other)


@pytest.mark.parametrize("name", ["", " ", "…", "★ ★", "\u200b\u3164", "\u0301"])
def test_a_name_without_a_letter_has_no_digest(name: str) -> None:
    assert name_digest(name) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u00adb\u200bc\u200dd\u2060e\u2066f\ufeffg\U000e0041h", "abcdefgh"),
        ("a\u034f\u115f\u17b4\u180b\u2065\u3164\ufe0f\uffa0\ufff0\U000e0100\U000e01ffb", "ab"),
        ("é e\u0301 か\u3099 चूत 漢字 🦜 a b\n", "é e\u0301 か\u3099 चूत 漢字 🦜 a b\n"),
        ("", ""),
    ],
)
def test_what_is_never_seen_is_dropped_and_nothing_else(text: str, kept: str) -> None:
    assert without_format(text) == kept
