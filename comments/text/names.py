"""What a single line of text may hold."""

import re
import unicodedata

from .markup import printable

# Unicode's bidirectional formatting characters (UAX #9): in a name they would turn the words around it.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters or symbols by category that nevertheless are invisible: fillers, the empty braille cell, a note
# without a head, two hieroglyphs.
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159\U00013441\U00013442")
ADDRESS = re.compile(r"\S+@\S+\.\S+")


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
