"""What counts where two texts are compared."""

import pytest

from comments.text.markup import printable
from comments.text.normalizing import fold, fold_words, text_digest, without_format


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


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        *(("Þórður", "thordur"), ("Ħaż-Żebbuġ", "haz-zebbug"), ("Bogegeaŧŧi", "bogegeatti")),
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


def test_marks_that_are_never_shown_are_not_compared() -> None:
    heaped = "བ" + "\u0f71\u0f72\u0f74" * 200
    assert text_digest(heaped) == text_digest(printable(heaped)) != text_digest("བ\u0f71")
