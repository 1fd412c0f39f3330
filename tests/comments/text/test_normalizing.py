"""What counts where two texts or names are compared."""

import pytest

from comments.text.normalizing import fold, fold_words, name_digest, text_digest


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
        *(("राम", "रमा"), ("मीरा", "मेरा"), ("李明", "李鸣"), ("Ali", "All"), ("Reader 2", "Reader 3")),
    ],
)
def test_names_that_look_different_are_two(name: str, other: str) -> None:
    assert name_digest(name) != name_digest(other)


@pytest.mark.parametrize("name", ["", " ", "…", "★ ★", "\u200b\u3164", "\u0301"])
def test_a_name_without_a_letter_has_no_digest(name: str) -> None:
    assert name_digest(name) == ""


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        *(("Été", "ete"), ("Ệ", "e"), ("ΐ", "ι"), ("Ѐ ё", "е е"), ("v⃗", "v"), ("❤️", "❤")),
        *(("שָׁלוֹם", "שלום"), ("שּׁ", "ש"), ("مُحَمَّدٌ", "محمد"), ("أحمد", "احمد"), ("ܒ݁ܪܺܝܬ", "ܒܪܝܬ")),
        *((letters, letters) for letters in ("चूत", "है", "কৃষ্ণ", "தமிழ்", "ที่", "ភាសា", "ကျွန်ုပ်", "བོད", "ދިވެހި")),
        *(("ज़", "ज\u093c"), ("が", "か\u3099"), ("ｶﾞ", "カ\u3099"), ("กำ", "กํา")),
        ("क\u094d\u034f\u093c", "क\u093c\u094d"),
    ],
)
def test_accents_and_points_go_and_a_mark_that_is_part_of_a_letter_stays(typed: str, folded: str) -> None:
    assert fold(typed) == fold(folded) == folded


def test_words_keep_their_vowels_and_other_words_are_other_texts() -> None:
    assert fold_words("«यह चेत है», isn’t it_?") == "यह चेत है isn t it_"
    assert text_digest("यह चेत है") == text_digest("यह चेत है!") != text_digest("यह चूत है")
