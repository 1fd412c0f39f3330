"""What a single line of text may hold, and when two names are one to a reader."""

import re
import unicodedata
from functools import lru_cache

from .look_alikes import LOOK_ALIKES
from .markup import printable
from .normalizing import fold, is_passed_over

# Unicode's bidirectional formatting characters (UAX #9): in a name they would turn the words around it.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters or symbols by category that nevertheless are invisible: fillers, the empty braille cell, a note
# without a head, two hieroglyphs.
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159\U00013441\U00013442")
ADDRESS = re.compile(r"\S+@\S+\.\S+")
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def single_line(text: str) -> str:
    """The text on one line: as it is shown, white space folded, bidi controls left out.

    "" where nothing of it is visible.
    """
    kept = (char for char in printable(text) if char.isspace() or not _is_control(char))
    line = " ".join("".join(kept).split())
    return line if any(is_visible(char) for char in line) else ""


def public_name(text: str) -> str:
    """A stored name as everybody may see it: on one line, and without what looks like an email address.

    The form lets in neither; rows from before us hold whatever django-comments took, usernames among it.
    """
    return single_line(ADDRESS.sub("", text))


def _is_control(char: str) -> bool:
    return char in BIDI_CONTROLS or unicodedata.category(char) in {"Cc", "Cs"}


def is_visible(char: str) -> bool:
    """Whether a reader sees anything of the character."""
    return unicodedata.category(char)[0] in "LNPS" and char not in BLANK_LETTERS


def fold_name(name: str) -> str:
    """A name's letters and digits, folded, and Latin where their capitals look so; "" where it has none.

    Case, accents, width, spaces and signs don't count, nor what can't be seen.  Idempotent.
    """
    return _letters(fold(name).upper())


def skeleton(name: str) -> str:
    """A name's letters and digits by their looks (UTS #39), then folded: equal where no difference is seen.

    So it is with a Greek ι in "Marιn", and with "CIaire" and "C1aire", for I, l and 1 are one stroke.
    """
    return _letters(WORD.sub(_as_meant, in_latin(name)))


@lru_cache(maxsize=2048)
def readings(name: str) -> frozenset[str]:
    """What a name is compared by: two names are one to a reader where these have any in common.

    One of them is said ("claire" is "CLAIRE"), the other is seen.
    """
    return frozenset({fold_name(name), skeleton(name)} - {""})


def in_latin(name: str) -> str:
    """The name with a Latin letter for each character that looks like one; decomposed, without accents."""
    # Before, too: what looks like one letter may be made of another.
    decomposed = unicodedata.normalize("NFKD", name.translate(LOOK_ALIKES))
    return "".join(char for char in decomposed if not is_passed_over(char)).translate(LOOK_ALIKES)


def _letters(text: str) -> str:
    folded = fold(text.translate(LOOK_ALIKES))
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LNM")


def _as_meant(word: re.Match[str]) -> str:
    """A word's strokes as they are read: I at its beginning and among capitals, l among small letters."""
    first, rest = word[0][0], word[0][1:]
    has_small = any(char.islower() and char != "l" for char in word[0])
    return ("I" if first == "l" else first) + (
        rest.replace("I", "l") if has_small else rest.replace("l", "I")
    )
