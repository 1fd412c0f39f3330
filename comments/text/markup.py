"""What of a typed text is markup: the tags readers may write, entities, and characters that nobody sees."""

import html
import re
from collections.abc import Callable
from html.entities import html5 as ENTITIES  # noqa: N812 (a constant, whatever its home calls it)

from .marks import MAYBE_STACK, UNMARKED, limit_marks

ALLOWED_TAGS = frozenset(
    "a b strong em i q cite blockquote code pre p br ul ol li del s".split()  # noqa: SIM905  as documented
)

# A whole tag of the allow-list, every attribute with its value.  Any other `<` is a character: `a<b`, `<3`.
TAG = re.compile(
    rf"""</?(?:{"|".join(sorted(ALLOWED_TAGS))})
    (?>(?:\s++[a-z][a-z0-9-]*+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'`=<>]++))*)\s*+/?>""",
    re.IGNORECASE | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""\s([a-z][a-z0-9-]*+)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|([a-z][a-z0-9]{1,31}));", re.IGNORECASE)
# What ends a line, wherever it is pasted from (UAX #14): Word writes VT in a paragraph and FF for a new page.
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Word's hyphen at which no line may break.  What is shown is the plain one: it is copied, searched and linked
# as the key that everybody has; U+2011 would make another word of it for all three.
HYPHEN = re.compile("\x1e")
# Controls but tab and newline, surrogates, noncharacters; and the bidirectional embeddings and overrides
# (U+202A-202E), which show one text to the reader and another to the rules.  The isolates, which Unicode
# advises instead, stay: they can't turn letters round, and end with their paragraph.  The place of an object
# that no text holds (U+FFFC), which dictation leaves behind.  And what no version of Unicode has given a
# meaning, but every browser hides (Default_Ignorable_Code_Point, unassigned).
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2065\ufff0-\ufff8\ufffc\ud800-\udfff\ufdd0-\ufdef"
    r"\U000e0000\U000e0002-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
# What is shown for what can't be shown as it was typed, in this order.
MENDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (LINE_END, lambda _match: "\n"),
    (HYPHEN, lambda _match: "-"),
    (UNPRINTABLE, lambda _match: ""),
    (MAYBE_STACK, lambda run: limit_marks(run[0])),
)


def printable(text: str) -> str:
    """The text, which may have tags, as it is shown, whose ``source`` stays as it was typed.

    Every line end is LF; what can't be shown, or turns letters round, is left out; no letter has more marks
    than any orthography puts there.
    """
    # Most texts need no more than this.
    lines = text.replace("\r\n", "\n")
    if UNMARKED.fullmatch(lines):
        return lines
    for pattern, shown in MENDS:
        text = pattern.sub(shown, text)
    return text


def decoded(entity: re.Match[str]) -> str:
    """What a match of ENTITY stands for; itself where HTML knows no such name."""
    # html.unescape reads `&notit;` as `&not` and `it;`: only names that exist are its business.
    return html.unescape(entity[0]) if not entity[1] or f"{entity[1]};" in ENTITIES else entity[0]
