"""What a single line of text may hold."""

import re
import unicodedata

# Unicode's bidirectional formatting characters (UAX #9): in a name they would turn the words around it.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ADDRESS = re.compile(r"\S+@\S+\.\S+")


def single_line(text: str) -> str:
    """The text on one line: white space folded, control characters and bidi controls left out."""
    folded = " ".join(text.split())
    return "".join(char for char in folded if char not in BIDI_CONTROLS and not _is_control(char)).strip()


def public_name(text: str) -> str:
    """A stored name as everybody may see it: on one line, and without what looks like an email address.

    The form lets in neither; rows from before us hold whatever django-comments took, usernames among it.
    """
    return single_line(ADDRESS.sub("", text))


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"}
