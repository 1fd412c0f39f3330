"""Apostrophes, quotation marks, ellipses and spaces as a newspaper sets them: pure.

French: ’ « » … with a narrow no-break space inside « » and before ; ! ?, and a no-break space before a colon
(Imprimerie nationale, « Lexique des règles typographiques »).  English: ’ “ ” ….  A sign that may be meant
otherwise, in an address, in code, or a quotation mark without its partner, stays as it was typed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby

from . import sanitizing

NARROW, FIXED = "\u202f", "\u00a0"
_GAP = f"[ {FIXED}{NARROW}]*"
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_CODE = "\ufffc"

# What is replaced in a text: from, to, by what.
Edit = tuple[int, int, str]
Rule = Callable[[str], Iterator[Edit]]

_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w«“\"])")
_OPENING = re.compile(r'(?<![^\s([{«“’\'—–-])"(?=\S)')
_CLOSING = re.compile(rf'(?<=[^\s(\[{{])"(?![\w{_CODE}])')
_AFTER_OPENING = re.compile(f"(?<=«){_GAP}(?=\\S)")
_BEFORE_CLOSING = re.compile(f"(?<=\\S){_GAP}(?=»)")
_BEFORE = rf"(?<=[\w»)\]}}%”’€…{_CODE}]){_GAP}"
# Elsewhere these signs mean something: "x?y=1", ";)", "10:30".
_BEFORE_HIGH = re.compile(rf"{_BEFORE}(?=(?:[!?]+|;)(?:[\s»”\"’{_CODE}]|$)|[!?]+[)\]}},.…])")
_BEFORE_COLON = re.compile(rf"{_BEFORE}(?=:(?:\s|$))")


def _always(pattern: re.Pattern[str], new: str) -> Rule:
    def rule(text: str) -> Iterator[Edit]:
        return ((found.start(), found.end(), new) for found in pattern.finditer(text))

    return rule


def _quotations(opening: str, closing: str) -> Rule:
    def rule(text: str) -> Iterator[Edit]:
        """In pairs, or none of the paragraph's: then one is an inch, or missing."""
        opened = {found.start() for found in _OPENING.finditer(text)}
        closed = {found.start() for found in _CLOSING.finditer(text)}
        places = [place for place, sign in enumerate(text) if sign == '"']
        pairs = list(zip(places[::2], places[1::2], strict=False))
        if len(places) % 2 or not all(one in opened and other in closed for one, other in pairs):
            return
        for one, other in pairs:
            before = text[:one]
            nested = opening == "«" and before.count("«") > before.count("»")
            yield one, one + 1, "“" if nested else opening
            yield other, other + 1, "”" if nested else closing

    return rule


_COMMON = [_always(_ELLIPSIS, "…"), _always(_APOSTROPHE, "’")]
RULES: dict[str, list[Rule]] = {
    "en": [*_COMMON, _quotations("“", "”")],
    "fr": [
        *_COMMON,
        _quotations("«", "»"),
        _always(_AFTER_OPENING, NARROW),
        _always(_BEFORE_CLOSING, NARROW),
        _always(_BEFORE_HIGH, NARROW),
        _always(_BEFORE_COLON, FIXED),
    ],
}


def sets(language: str) -> bool:
    """Whether there are rules for ``language``, a code such as "fr-ca"."""
    return language.partition("-")[0] in RULES


def text(plain: str, language: str) -> str:
    """A plain text, typeset."""
    pieces = [_Piece(plain, plain)]
    _typeset(pieces, language)
    return pieces[0].shown


def html(clean: str, language: str) -> str:
    """A clean body, typeset but for ``pre``, ``code`` and what is written in tags."""
    made = []
    for _inline, pieces in groupby(_pieces(clean), key=lambda piece: not piece.parts):
        paragraph = list(pieces)
        _typeset(paragraph, language)
        made += [piece.markup for piece in paragraph]
    return "".join(made)


def paragraphs(clean: str) -> list[str]:
    """A body as its reader sees it, or a plain text: the words between two blocks."""
    runs = groupby(_pieces(clean), key=lambda piece: piece.parts)
    return ["".join(piece.shown for piece in run) for parts, run in runs if not parts]


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Two settings of one paragraph side by side; spaces that changed are made visible.

    Typesetting changes no word, so that what stands between two is compared.
    """
    sides = zip(re.split(r"(\w+)", before), re.split(r"(\w+)", after), strict=True)
    return [(old, new) if old == new else (_visible(old), _visible(new)) for old, new in sides if old or new]


def _visible(text: str) -> str:
    return re.sub(f"[{FIXED}{NARROW}]", "⍽", text)


@dataclass
class _Piece:
    """A run of text, or a tag: what a reader sees of it, and how it is written."""

    shown: str
    markup: str
    is_text: bool = True
    parts: bool = False  # one paragraph from another

    def set(self, shown: str) -> None:
        self.shown = shown
        self.markup = escape(shown, quote=False).replace(FIXED, "&nbsp;")


_TOKEN = re.compile(
    r"(?P<code><(?P<name>pre|code)(?: [^<>]*)?>.*?</(?P=name)>)"
    r'|</?(?P<tag>[a-z0-9]+)(?:[^<>"]|"[^"]*")*>'
    r"|[^<]+",
    re.DOTALL,
)


def _pieces(clean: str) -> Iterator[_Piece]:
    for token in _TOKEN.finditer(clean):
        markup = token[0]
        if token["code"]:
            yield _Piece(_CODE, markup, is_text=False, parts=token["name"] == "pre")
        elif token["tag"]:
            parts = token["tag"] in sanitizing.BLOCKS
            yield _Piece("", markup, is_text=False, parts=parts)
        else:
            yield _Piece(unescape(markup), markup)


def _typeset(pieces: list[_Piece], language: str) -> None:
    """Apply each rule to the paragraph as a reader sees it, whatever its tags."""
    for rule in RULES[language.partition("-")[0]]:
        shown = "".join(piece.shown for piece in pieces)
        addresses = [found.span() for found in _ADDRESS.finditer(shown)]
        edits = [
            (start, end, new)
            for start, end, new in rule(shown)
            if shown[start:end] != new and not any(first <= start < last for first, last in addresses)
        ]
        # From the last, so that the places of those before stay.
        for edit in reversed(edits):
            _apply(edit, pieces)


def _apply(edit: Edit, pieces: list[_Piece]) -> None:
    """Into the text where it begins; what it replaces may reach into the next ones."""
    start, end, new = edit
    place = 0
    for piece in pieces:
        length = len(piece.shown)
        first, last = max(start - place, 0), min(end - place, length)
        begins = new and place <= start < place + length
        if piece.is_text and (begins or first < last):
            piece.set(piece.shown[:first] + (new if begins else "") + piece.shown[max(first, last) :])
            new = "" if begins else new
        place += length
