"""Combining marks: as many as any orthography needs, and no more."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text.marks import limit_marks

# Vietnamese, Lithuanian, Greek with a breathing upon a long vowel, phonetic notation, Abkhaz; Hebrew with
# points and cantillation; the Koran's Arabic; Syriac; Hindi, Vedic, Bengali, Tamil, Telugu, Sinhala;
# Thai, Lao, Khmer; Burmese and Mon; Northern Thai; Tibetan, and a mantra's stack; Japanese, Korean; flags,
# families, a keycap, and what vectors wear.
WORDS = """
Tiếng Việt thường lệ ữ, ė̃ j̃ į̇́, ᾱ̔́ ᾧ ΐ, ə̰̃́ ɔ̰̃́ n̪̊, аԥсшәа ӷ,
בְּרֵאשִׁ֖ית בָּרָ֣א יְרוּשָׁלִַ֗ם שָּׁ֑מֶשׁ, ٱلرَّحْمَٰنِ ٱلَّذِىٓ لَّهُۥٓ ۖ, ܒ݁ܪܺܫܺܝܬ݂,
हिन्दी ज़िन्दगी क्षत्रिय अ॒ग्निमी॑ळे क॒ꣳ, কৃষ্ণ বড়ো, தமிழ் கொ, తెలుగు, മലയാളം, ශ්‍රී ලංකා,
ที่ น้ำ ปิ๊ ก็ กี่, ພ້ອມ ທີ່, ភាសាខ្មែរ ស៊ើប យ៉ាំង,
ကျွန်ုပ် မြွှို့ ကြွှေး, ᨠᩖᩮᩬᩥᩬ, བསྒྲུབས ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ ཧྐྵྨླྺྲྃ,
がんばれ ボックス, ᄒᆞᆫ글, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩🏽‍❤️‍💋‍👨🏿 1️⃣, v⃗̇ x̂̄
"""
MARKS = [char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.category(char)[0] == "M"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_no_real_word_loses_a_mark(form: str) -> None:
    words = unicodedata.normalize(form, WORDS).split()
    assert [*map(limit_marks, words)] == words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("T" + "\u0300\u0316\u0301\u0317" * 200, "T\u0300\u0316\u0301\u0317\u0300\u0316"),
        ("e\u0301" + "\u0302" * 9 + "te\u0301", "e\u0301\u0302\u0302te\u0301"),
        ("\u0300" * 9 + " -" + "\u0301" * 9, "\u0300\u0300\u0300 -\u0301\u0301\u0301"),
        ("ก" + "\u0e47" * 50, "ก\u0e47\u0e47\u0e47"),
        ("T\u0300\u200d\u0300\u00ad\u0300\u2060\u0300", "T\u0300\u200d\u0300\u00ad\u0300\u2060"),
        ("T\u0300\u0300<b>\u0300\u0300</b><i>\u0300", "T\u0300\u0300<b>\u0300</b><i>"),
        ("<b>T\u0300\u0300</b><i>T\u0300\u0300</i>", "<b>T\u0300\u0300</b><i>T\u0300\u0300</i>"),
    ],
)
def test_the_first_marks_stay_and_the_others_go(typed: str, shown: str) -> None:
    assert limit_marks(typed) == shown


@given(
    st.text(alphabet=st.one_of(st.sampled_from(MARKS), st.characters(exclude_characters="<")), max_size=60)
)
def test_no_character_bears_more_than_eight_and_all_else_stays(text: str) -> None:
    shown = limit_marks(text)
    assert limit_marks(shown) == shown
    categories = "".join("M" if unicodedata.category(char)[0] == "M" else "x" for char in shown)
    assert max(map(len, categories.split("x"))) <= 8
    assert [char for char in shown if char not in MARKS] == [char for char in text if char not in MARKS]
