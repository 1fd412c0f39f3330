"""What a comment is found by: one way to take apart into words what is stored and what is asked.

``searchable`` holds the words of a comment in their order, each between two spaces.  So a term of a search,
begun by a space and open at its end, is a part of it where one of its words begins like that: ``d’hiv`` is
" d hiv", and found in " d hiver ", whichever apostrophe the text has.
"""

import re
import unicodedata
from functools import lru_cache

from ..normalizing import fold, replaced
from .plain import plain_text

MOST_TERMS = 10
# Of what is longer, the beginning is compared: PostgreSQL's index takes words of 2 KB.
LONGEST_WORD = 100
# Its index takes 1 MB of words a comment, and a letter has four bytes at most.
MOST_LETTERS = 200_000
# Begins a word of the author's name, so that people are found by their names alone; no word has it.
OF_NAME = "@"

# Letters (Lm) that stand for an apostrophe: look-alikes of U+0027 (UTS #39).
APOSTROPHES = "\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u0559\u07f4\u07f5\ua78b\ua78c"
BETWEEN_WORDS = re.compile(rf"[\W_{APOSTROPHES}]")
# Of scripts that part no words: Thai, Lao, Myanmar, Khmer and their like (class SA of UAX #14), kana, and
# the ideographs.  Each letter is a word, so that whatever part of a sentence is seen, it is found.
WITHOUT_SPACES = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3041-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    r"\U00011700-\U0001174f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


def searchable(name: str, stored: str) -> str:
    """What the desk's search looks through: the author's name, and what readers see of ``stored`` HTML."""
    text, links = plain_text(stored)
    # A bare address is its own words.
    hidden = [link for link in links if link not in text]
    names = _words(name)
    words = [*names, *map(OF_NAME.__add__, names), *_words(" ".join([text, *hidden]))]
    return f" {' '.join(words)} "[:MOST_LETTERS] if words else ""


def terms_in(search: str) -> list[str]:
    """What a search is for: of each part between spaces the words, as ``searchable`` holds them."""
    return _terms(search, "")


def name_terms_in(search: str) -> list[str]:
    """``terms_in`` of a search for a person."""
    return _terms(search, OF_NAME)


def _terms(search: str, mark: str) -> list[str]:
    parts = (_words(part) for part in search.split())
    terms = ("".join(f" {mark}{word}" for word in words) for words in parts if words)
    return list(dict.fromkeys(terms))[:MOST_TERMS]


def _words(text: str) -> list[str]:
    """The words, folded: letters and digits between whatever is neither; an emoji is a word."""
    folded = fold(text)
    # A text has few different characters.
    parts = {char: part for char in {*folded} if (part := _parted(char)) != char}
    words = replaced(folded, parts).split()
    if max(map(len, words), default=0) > LONGEST_WORD:
        return [word[:LONGEST_WORD] for word in words]
    return words


@lru_cache(maxsize=4096)
def _parted(char: str) -> str:
    """A character of a word as it is, and whatever parts words with spaces around it, or as one."""
    return WITHOUT_SPACES.sub(r" \g<0> ", BETWEEN_WORDS.sub(_part, char))


def _part(match: re.Match[str]) -> str:
    """A vowel sign is of the word around it, though Python's ``\\w`` knows no marks."""
    category = unicodedata.category(match[0])
    if category[0] == "M":
        return match[0]
    return f" {match[0]} " if category == "So" else " "
