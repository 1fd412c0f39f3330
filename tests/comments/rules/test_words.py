"""Whole words of any script."""

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comments.models import ListedWord, ReaderComment, Status, WordList
from comments.rules import words
from comments.rules.words import BadPattern, Entry, Glob, find, split_words
from comments.text.normalizing import fold

ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
# Letters that no folding can change or take for a part of something else.
LETTERS = st.text(alphabet="abcdefghzабвгдшαβγδω一二三かきاب0123456789", min_size=1, max_size=12)


def found(text: str, *patterns: str | Entry) -> list[str]:
    entries = [Entry(pattern) if isinstance(pattern, str) else pattern for pattern in patterns]
    return [text[match.start : match.end] for match in find(text, entries)]


@pytest.mark.parametrize(
    ("text", "pattern", "hits"),
    [
        ("A specialist.", "cialis", []),
        ("cialis, Cialis; CIALIS", "cialis", ["cialis", "Cialis", "CIALIS"]),
        ("Éte été ete\u0301", "ete", ["Éte", "été", "ete\u0301"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ΜΆΪΟΣ Μάϊος", "μαιος", ["ΜΆΪΟΣ", "Μάϊος"]),
        ("İstanbul istanbul", "istanbul", ["İstanbul", "istanbul"]),
        ("Ｖｉａｇｒａ 𝓿𝓲𝓪𝓰𝓻𝓪", "viagra", ["Ｖｉａｇｒａ", "𝓿𝓲𝓪𝓰𝓻𝓪"]),
        (
            "via\u200dgra via\u00adgra \u200bviagra\u200b",
            "viagra",
            ["via\u200dgra", "via\u00adgra", "viagra"],
        ),
        ("l’arnaque, l'arnaque-là", "arnaque", ["arnaque", "arnaque"]),
        ("Don't! don’t", "don't", ["Don't", "don’t"]),
        ("buy\n now; buy, (now)", "buy now", ["buy\n now", "buy, (now"]),
        ("buy it now", "buy now", []),
        ("now buy", "buy now", []),
        ("buy buy now", "buy now", ["buy now"]),
        ("snake_case", "case", []),
        ("हिन्दी में", "में", ["में"]),
        ("हिन्दी", "हिन", []),
        ("यह चेत है, चूत", "चूत", ["चूत"]),
        ("কলা কালা কোলা", "কালা", ["কালা"]),
        ("இது படம், பாடம்", "படம்", ["படம்"]),
        ("มี มา มึ ม", "ม", ["ม"]),
        ("ကို ကု က", "က", ["က"]),
        ("かん がん カン", "かん", ["かん"]),
        ("كَتَبَ كتب كُتِبَ كاتب", "كتب", ["كَتَبَ", "كتب", "كُتِبَ"]),
        ("كـتـب كـاتب", "كتب", ["كـتـب"]),
        ("שָׁלוֹם שלום שָׁלֵם", "שלום", ["שָׁלוֹם", "שלום"]),
        ("海賊 海", "海", ["海"]),
        ("viagra", "v*", ["viagra"]),
        ("viagra via", "via*", ["viagra", "via"]),
        ("viagra", "*agr*", ["viagra"]),
        ("viagra", "v*g*a", ["viagra"]),
        ("via gra", "v*gra", []),
        ("aba", "ab*ba", []),
        ("abba", "ab*ba", ["abba"]),
        ("cheap pills cheap", "cheap *", ["cheap pills"]),
        ("a*b", "a*b", []),
        ("", "word", []),
        ("!!", "word", []),
    ],
)
def test_words_and_phrases_are_found_whole(text: str, pattern: str, hits: list[str]) -> None:
    assert found(text, pattern) == hits


def test_a_post_is_refused_for_a_listed_word_and_not_for_one_with_other_vowels(
    reply: Any, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": [{"NAME": "banned_words"}],
    }
    ListedWord.objects.create(list=WordList.BANNED, pattern="चूत")
    for text in ("यह चेत है", "यह चूत है"):
        assert reply(comment=text).status_code == 302
    stored = ReaderComment.objects.order_by("pk").values_list("source", "status")
    assert [*stored] == [("यह चेत है", Status.PUBLISHED), ("यह चूत है", Status.REJECTED)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [("Été", ["Été"]), ("E\u0301te\u0301", ["E\u0301te\u0301"]), ("été", []), ("Ete", []), ("É\u200dté", [])],
)
def test_an_entry_that_does_not_fold_is_exact_but_for_normal_form(text: str, hits: list[str]) -> None:
    assert found(text, Entry("Été", folds=False)) == hits


def test_matches_come_in_the_order_of_the_text() -> None:
    entries = [Entry("c*"), Entry("a"), Entry("B", folds=False), Entry("a b")]
    assert [(match.pattern, match.start) for match in find("a B c", entries)] == [
        ("a", 0),
        ("a b", 0),
        ("B", 2),
        ("c*", 4),
    ]


@pytest.mark.parametrize(
    "pattern", ["", " ", "*", "* *", "* x", "...", "\u200d", "\u0301", "x" * 201, "x " * 9]
)
def test_a_pattern_that_would_find_nothing_or_everything_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        find("x", [Entry(pattern)])


def test_more_than_can_be_looked_at_in_good_time_is_refused() -> None:
    assert find("x " * 10_000, []) == []
    with pytest.raises(ValueError, match="20001 characters"):
        find("x" * 20_001, [])
    with pytest.raises(ValueError, match="5001 entries"):
        find("x", [Entry(f"x{number}") for number in range(5_001)])
    with pytest.raises(ValueError, match=r"501 beginning with \*"):
        find("x", [Entry(f"x{number}*") for number in range(501)])


# --- Any Unicode ------------------------------------------------------------------------------------------


@given(before=ANYTHING, word=LETTERS, after=ANYTHING)
def test_a_word_between_spaces_is_found_just_there(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    start = len(before) + 1
    assert (start, start + len(word)) in [(match.start, match.end) for match in find(text, [Entry(word)])]


@given(before=LETTERS, word=LETTERS, after=LETTERS)
def test_a_word_inside_a_longer_one_is_not_found(before: str, word: str, after: str) -> None:
    assert find(f"{before}{word}{after} {before}{word} {word}{after}", [Entry(word)]) == []


@given(text=ANYTHING, data=st.data())
def test_every_word_of_any_text_is_found_by_itself_and_what_is_marked_folds_to_it(
    text: str, data: Any
) -> None:
    typed = [word for word in split_words(text) if fold(word.text)]
    assume(typed)
    word = data.draw(st.sampled_from(typed))
    matches = find(text, [Entry(word.text)])
    assert (word.start, word.end) in [(match.start, match.end) for match in matches]
    assert {fold(text[match.start : match.end]) for match in matches} == {fold(word.text)}


@given(text=ANYTHING)
def test_case_and_accents_of_text_and_pattern_do_not_count(text: str) -> None:
    typed = [word.text for word in split_words(text) if fold(word.text)]
    assume(typed)
    entries = [Entry(typed[0])]
    number = len(find(text, entries))
    assert len(find(unicodedata.normalize("NFD", text), entries)) == number
    assert len(find(text, [Entry(unicodedata.normalize("NFC", typed[0]))])) == number
    # ¼ folds to two words.
    if len(list(split_words(fold(typed[0])))) == 1:
        assert len(find(text, [Entry(fold(typed[0]))])) == number


@given(text=ANYTHING)
def test_words_stand_in_order_and_hold_all_letters(text: str) -> None:
    typed = list(split_words(text))
    assert [text[word.start : word.end] for word in typed] == [word.text for word in typed]
    assert all(word.end < after.start for word, after in pairwise(typed))
    inside = {number for word in typed for number in range(word.start, word.end)}
    assert [char for number, char in enumerate(text) if number not in inside and char.isalnum()] == []


@given(text=ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    pieces=st.lists(st.text(alphabet="ab", max_size=3), min_size=1, max_size=5), word=st.text(alphabet="ab")
)
def test_an_asterisk_is_any_part_of_a_word(pieces: list[str], word: str) -> None:
    assert Glob("*".join(pieces)).matches(word) == _matches_slowly("*".join(pieces), word)


def _matches_slowly(pattern: str, word: str) -> bool:
    """What an asterisk means, by trying everything."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(_matches_slowly(pattern[1:], word[start:]) for start in range(len(word) + 1))
    return word[:1] == pattern[0] and _matches_slowly(pattern[1:], word[1:])


# --- Nothing runs away ------------------------------------------------------------------------------------


class Counted(str):
    """A word that counts how often it is searched."""

    searches = 0

    def find(self, *arguments: Any) -> int:
        self.searches += 1
        return super().find(*arguments)


def test_a_word_is_searched_once_for_each_asterisk_at_most() -> None:
    word = Counted("a" * 20_000)
    assert Glob("*a" * 90 + "*b").matches(word) is False
    assert word.searches <= 90
    assert Glob("*a" * 90 + "*").matches(word) is True


def test_a_long_list_tries_a_phrase_only_where_its_first_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    compare = words._all_match
    monkeypatch.setattr(words, "_all_match", lambda *asked: tried.append(asked) or compare(*asked))
    entries = [Entry(f"listed{number}") for number in range(1000)]
    entries += [Entry(f"any{number}*thing") for number in range(500)]
    assert len(find("unlisted " * 1000 + "listed7 any8thing", entries)) == 2
    assert len(tried) == 2
