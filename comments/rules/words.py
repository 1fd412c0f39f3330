"""Whole words of any script, found in a text by lists that editors keep.

A pattern is a word or a phrase; ``*`` stands for any part of a word.  No regular expression is ever made of
one: the work is bounded by the lengths of the text and of the pattern.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text.normalizing import fold

LONGEST_TEXT = 20_000
LONGEST_PATTERN = 200
MOST_ENTRIES = 5_000
# Those are tried at each word of a text; the others only where their first word stands.
MOST_WITH_ANY = 500
LONGEST_PHRASE = 8
ANY = "*"
# A word is made of letters, marks, digits and connectors; format characters inside it are a part of it.
IN_WORDS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc"})


class Word(NamedTuple):
    text: str
    start: int
    end: int


class Entry(NamedTuple):
    """One line of a list; ``folds``: case, accents and invisible characters don't count."""

    pattern: str
    folds: bool = True


class Match(NamedTuple):
    """The pattern that was found, as its editor wrote it, and where."""

    pattern: str
    start: int
    end: int


class BadPattern(ValueError):
    """A pattern that is too long, or whose first word has no letter or digit."""


def split_words(text: str, *, more: str = "") -> Iterator[Word]:
    """The words of a text; whatever is in ``more`` counts as a letter."""
    start = end = -1
    for number, char in enumerate(text):
        if char in more or _is_in_words(char):
            start, end = (number if start < 0 else start), number + 1
        elif start >= 0 and not _is_format(char):
            yield Word(text[start:end], start, end)
            start = -1
    if start >= 0:
        yield Word(text[start:end], start, end)


@lru_cache(maxsize=4096)
def _is_in_words(char: str) -> bool:
    return unicodedata.category(char) in IN_WORDS


@lru_cache(maxsize=4096)
def _is_format(char: str) -> bool:
    return unicodedata.category(char) == "Cf"


class Glob:
    """A word of a pattern: what stands before, between and after its asterisks."""

    def __init__(self, word: str) -> None:
        self.first, *rest = word.split(ANY)
        self.is_literal = not rest
        *self.middle, self.last = rest or [""]
        self.longest = max((self.first, *self.middle, self.last), key=len)

    def matches(self, word: str) -> bool:
        """One ``find`` for each asterisk: what is found first leaves the most for the rest."""
        if self.is_literal:
            return word == self.first
        if not word.startswith(self.first):
            return False
        place, end = len(self.first), len(word) - len(self.last)
        for part in self.middle:
            place = word.find(part, place, end)
            if place < 0:
                return False
            place += len(part)
        return place <= end and word.endswith(self.last)


class Pattern:
    """A phrase to look for, word by word.

    :raises BadPattern: it can't be looked for.
    """

    def __init__(self, entry: Entry) -> None:
        if len(entry.pattern) > LONGEST_PATTERN:
            raise BadPattern(f"longer than {LONGEST_PATTERN} characters")
        self.entry = entry
        words = (as_compared(word.text, entry.folds) for word in split_words(entry.pattern, more=ANY))
        self.globs = [Glob(word) for word in words if word]
        if not self.globs or not self.globs[0].longest:
            raise BadPattern("no letter or digit in the first word")
        if len(self.globs) > LONGEST_PHRASE:
            raise BadPattern(f"longer than {LONGEST_PHRASE} words")

    @property
    def begins_with_any(self) -> bool:
        """Whether the first word has an asterisk, so that many words may be it."""
        return not self.globs[0].is_literal


def as_compared(word: str, folds: bool) -> str:
    return fold(word) if folds else unicodedata.normalize("NFC", word)


class Patterns:
    """A whole list, ready to be looked for: a phrase is tried only where its first word stands."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise ValueError(f"{len(entries)} entries are too many (the limit is {MOST_ENTRIES})")
        self.by_word: dict[tuple[str, bool], list[Pattern]] = defaultdict(list)
        self.with_any: list[Pattern] = []
        for pattern in map(Pattern, entries):
            if pattern.begins_with_any:
                self.with_any.append(pattern)
            else:
                self.by_word[pattern.globs[0].first, pattern.entry.folds].append(pattern)
        if len(self.with_any) > MOST_WITH_ANY:
            raise ValueError(
                f"{len(self.with_any)} beginning with * are too many (the limit is {MOST_WITH_ANY})"
            )

    def find_in(self, text: str) -> Iterator[Match]:
        typed = [word for word in split_words(text) if fold(word.text)]
        for folds in (True, False):
            words = [as_compared(word.text, folds) for word in typed]
            for number, pattern in self._possible(words, folds):
                end = number + len(pattern.globs)
                if _all_match(pattern.globs, words[number:end]):
                    yield Match(pattern.entry.pattern, typed[number].start, typed[end - 1].end)

    def _possible(self, words: list[str], folds: bool) -> Iterator[tuple[int, Pattern]]:
        """Each place with each pattern that may begin there."""
        for number, word in enumerate(words):
            yield from ((number, pattern) for pattern in self.by_word.get((word, folds), ()))
        places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            places[word].append(number)
        everything = " ".join(places)
        for pattern in self.with_any:
            if pattern.entry.folds == folds and all(glob.longest in everything for glob in pattern.globs):
                first = pattern.globs[0]
                for word in filter(first.matches, places):
                    yield from ((number, pattern) for number in places[word])


def _all_match(globs: Sequence[Glob], words: Sequence[str]) -> bool:
    return len(globs) == len(words) and all(
        glob.matches(word) for glob, word in zip(globs, words, strict=True)
    )


@lru_cache(maxsize=32)
def _compiled(entries: tuple[Entry, ...]) -> Patterns:
    return Patterns(entries)


def find(text: str, entries: Sequence[Entry]) -> list[Match]:
    """Where each entry stands in the text, from the text's beginning to its end.

    :raises ValueError: the text, the list or one pattern of it is too long to be looked at in good time.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"{len(text)} characters are too many (the limit is {LONGEST_TEXT})")
    if not entries:
        return []
    matches = _compiled(tuple(entries)).find_in(text)
    return sorted(matches, key=lambda match: (match.start, match.end))
