"""Text as a search or a comparison sees it: without case, accents or what can't be seen."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from .marks import ACCENT, limit_marks

# What NFKD can't take apart, by the letters that people type for it.
WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}
)
# Combining marks and format characters, zero-width ones among them.
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
# Of other categories: the Hangul fillers, and what every browser hides though it has no meaning yet.
HIDDEN = frozenset("\u115f\u1160\u3164\uffa0\u2065\ufff0\ufff1\ufff2\ufff3\ufff4\ufff5\ufff6\ufff7\ufff8")
# What only draws out a word: of Arabic and its neighbours, of N'Ko, and of Mongolian.
STRETCHES = frozenset("\u0640\u07fa\u180a")

# Unicode's Default_Ignorable_Code_Point, but for the format characters among them.
IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


def fold(text: str) -> str:
    """Compatibility decomposition (NFKD, UAX #15), case folded, without accents and format characters.

    What draws out a word goes, too.  A mark that is a part of a letter, such as the vowels of Hindi and Thai,
    stays (``marks.ACCENT``).
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in decomposed if not is_passed_over(char))
    # Once more: what stood between two marks kept them out of their order.
    return unicodedata.normalize("NFKD", kept).translate(WITHOUT_DECOMPOSITION)


@lru_cache(maxsize=4096)
def is_passed_over(char: str) -> bool:
    """Whether a comparison does without it: an accent, a stretch, or what can't be seen."""
    return char in HIDDEN | STRETCHES or ACCENT.match(char) is not None or unicodedata.category(char) == "Cf"


def without_format(text: str) -> str:
    """The text without format characters (Cf), and without what else nobody sees wherever it stands."""
    return "".join(char for char in IGNORABLE.sub("", text) if unicodedata.category(char) != "Cf")


def is_invisible(char: str) -> bool:
    """Whether it is seen as nothing, or only upon another character."""
    return char in HIDDEN or unicodedata.category(char) in INVISIBLE


def fold_words(text: str) -> str:
    """The folded words, one space between two: equal for texts that say the same."""
    return " ".join("".join(char if _is_in_words(char) else " " for char in fold(text)).split())


@lru_cache(maxsize=4096)
def _is_in_words(char: str) -> bool:
    return char == "_" or char.isalnum() or unicodedata.category(char)[0] == "M"


def text_digest(text: str) -> str:
    """SHA-256 of the folded words, in hex; "" where there is no word."""
    # Marks are sorted (UAX #15), which takes the square of their number where they all stand upon one letter.
    words = fold_words(limit_marks(text))
    return hashlib.sha256(words.encode()).hexdigest() if words else ""
