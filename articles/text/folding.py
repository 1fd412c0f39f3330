"""What an article is found by: one way to take apart into words what is stored and what is asked.

``searchable`` holds words in their order, each between two spaces: letters without case, accents and
ligatures, cut down to their stems.  Elided words go ("l’eau" is "eau").  Without ``snowballstemmer``, which
the extra ``articles`` brings, words are folded and keep their ends.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

try:
    import snowballstemmer  # type: ignore[import-untyped]
except ImportError:  # pragma: no cover - a host that leaves the extra out
    snowballstemmer = None

STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# PostgreSQL takes words of 2 KB, and 1 MB of them a row; a letter has four bytes at most.
LONGEST_WORD = 100
MOST_LETTERS = 200_000
# Of what somebody looks for, so many words count.
MOST_TERMS = 12
# Letters that no normalization takes apart.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
ACCENTS = re.compile("[\u0300-\u036f]")
APOSTROPHES = "'’‘ʼ′＇"
ELIDED = re.compile(
    rf"(?<!\w)(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|dell|all|nell|un)[{APOSTROPHES}](?=\w)", re.IGNORECASE
)
ELIDING = {"fr", "it", "ca"}
BETWEEN_WORDS = re.compile(r"[\W_]+")
# Of Chinese and Japanese each letter is a word, so that whatever part of a sentence is asked, it is found.
WITHOUT_SPACES = re.compile("([\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


def fold(text: str) -> str:
    """``text`` without case, accents and ligatures."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return ACCENTS.sub("", parted).translate(LIGATURES)


def words(text: str, language: str) -> list[str]:
    """The stems of ``text``, in their order."""
    base = language.partition("-")[0]
    if base in ELIDING:
        text = ELIDED.sub(" ", text)
    parted = WITHOUT_SPACES.sub(r" \1 ", BETWEEN_WORDS.sub(" ", fold(text)))
    name = STEMMERS.get(base, "")
    return [_stem(name, word[:LONGEST_WORD]) for word in parted.split()]


def searchable(language: str, *texts: str) -> str:
    """What a search looks through."""
    found = words("\n".join(texts), language)
    return f" {' '.join(found)} "[:MOST_LETTERS] if found else ""


def terms(query: str, language: str) -> list[str]:
    """What ``query`` asks for, as parts of ``searchable``: words, and what stands in quotation marks."""
    found = []
    for place, part in enumerate(re.split('["«»“”„]', query)):
        stems = words(part, language)
        found += [" ".join(stems)] if place % 2 and stems else stems
    return [f" {term} " for term in list(dict.fromkeys(found))[:MOST_TERMS]]


# Most words of an article were in the one before it, and a stem costs a hundred times a look.
@lru_cache(maxsize=2**16)
def _stem(name: str, word: str) -> str:
    stemmer = _stemmer(name)
    return fold(stemmer.stemWord(word)) if stemmer else word


@cache
def _stemmer(name: str) -> Any:
    if snowballstemmer is None or not name or name not in snowballstemmer.algorithms():
        return None
    return snowballstemmer.stemmer(name)
