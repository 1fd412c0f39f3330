"""Text as a search or a comparison sees it: without case, accents or what can't be seen."""

import hashlib
import re
import unicodedata

# What NFKD can't take apart, by the letters that people type for it.
WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
# Combining marks and format characters, zero-width ones among them.
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
# Cyrillic and Greek letters, and two digits, that look like Latin letters, large or small: those of Unicode's
# confusables (UTS #39) that a keyboard has.
LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕһӏԁԛԝαβεζηικμνορτυχ01",
    "abekmhopctyxijshldqwabezhikmnoptyxol",
)
# Of other categories: the Hangul fillers, and what every browser hides though it has no meaning yet.
HIDDEN = frozenset("\u115f\u1160\u3164\uffa0\u2065\ufff0\ufff1\ufff2\ufff3\ufff4\ufff5\ufff6\ufff7\ufff8")


def fold(text: str) -> str:
    """Compatibility decomposition (NFKD, UAX #15), case folded, without marks and format characters."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (char for char in decomposed if not is_invisible(char))
    return "".join(kept).translate(WITHOUT_DECOMPOSITION)


def is_invisible(char: str) -> bool:
    """Whether it is seen as nothing, or only upon another character."""
    return char in HIDDEN or unicodedata.category(char) in INVISIBLE


def fold_words(text: str) -> str:
    """The folded words, one space between two: equal for texts that say the same."""
    return " ".join(re.findall(r"\w+", fold(text)))


def text_digest(text: str) -> str:
    """SHA-256 of the folded words, in hex; "" where there is no word."""
    words = fold_words(text)
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def name_digest(name: str) -> str:
    """SHA-256 of a name's letters and digits, in hex; "" where it has none.

    Equal for names that look the same: case, accents, width, spaces and signs don't count, nor from which
    alphabet a letter is.
    """
    letters = "".join(char for char in fold(name) if unicodedata.category(char)[0] in "LNM")
    return hashlib.sha256(letters.translate(LOOK_ALIKES).encode()).hexdigest() if letters else ""
