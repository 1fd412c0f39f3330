"""What a typed text is made of: characters to be shown, and tags."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..markup import TAG

Span = tuple[int, int]
NAME = re.compile(r"</?([a-z]+)", re.IGNORECASE)


class Token(NamedTuple):
    """``text[start:end]`` is characters to be shown, or stands for a tag, written out in ``tag``.

    ``name`` is that of the tag's element, in lower case, "" for characters.  Characters that are ``verbatim``
    hold no entity.  A tag is ``made`` by Markdown, or typed as it is; one that is made of no character, such
    as the end of a list, has ``start == end``.  What no token covers is not shown.
    """

    start: int
    end: int
    name: str = ""
    tag: str = ""
    verbatim: bool = False
    made: bool = False

    @property
    def closes(self) -> bool:
        return self.tag[1:2] == "/"


def name_of(tag: str) -> str:
    found = NAME.match(tag)
    return found[1].lower() if found else ""


def typed_tag(start: int, end: int, tag: str) -> Token:
    return Token(start, end, name_of(tag), tag)


def made_tag(start: int, end: int, name: str, attributes: str = "") -> Token:
    return Token(start, end, name, f"<{name}{attributes}>", made=True)


def made_end(start: int, end: int, name: str) -> Token:
    return Token(start, end, name, f"</{name}>", made=True)


class Allowance:
    """How many elements a text of so many characters may have, and how many marks that may begin or end one.

    An element costs bleach as much as some lines of prose, an item of a list three quarters of it, a mark
    costs us as much as some words.  What exceeds either is shown as it was typed.  benchmarks/cleaning.py
    says what comes of these numbers.
    """

    LEAST = 15
    CHARACTERS = 150  # for each element more
    MARKS = 3  # for each element

    def __init__(self, length: int) -> None:
        self.elements: float = self.LEAST + length // self.CHARACTERS
        self.marks = self.MARKS * self.elements

    def take(self, elements: float = 1) -> bool:
        """Whether there are so many elements left, which then are gone; if not, so is the rest."""
        is_paid = elements <= self.elements
        self.elements = self.elements - elements if is_paid else 0
        return is_paid

    def take_mark(self) -> bool:
        """Whether there was a mark left, and elements that may be marked."""
        self.marks -= 1
        return self.marks >= 0 and self.elements > 0

    @property
    def is_spent(self) -> bool:
        return self.marks <= 0 or self.elements <= 0


def read_html(text: str, allowance: Allowance, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tags of the allow-list in a part of a text, and what stands between them."""
    end = len(text) if end is None else end
    while (tag := TAG.search(text, start, end)) and allowance.take_mark():
        if start < tag.start():
            yield Token(start, tag.start())
        yield typed_tag(tag.start(), tag.end(), tag[0])
        start = tag.end()
    if start < end:
        yield Token(start, end)


def as_html(text: str, tokens: Iterable[Token]) -> tuple[str, list[Span]]:
    """Tokens of ``text`` as the HTML that means the same, and where in ``text`` each of its characters stood.

    Nothing in it looks like a tag but tags, and like an entity but entities.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    for token in tokens:
        if token.tag:
            whole = (min(token.start, max(token.end - 1, 0)), max(token.end, 1))
            pieces.append(token.tag)
            spans += [whole] * len(token.tag)
        else:
            for place in range(token.start, token.end):
                written = _written(text[place], token.verbatim)
                pieces.append(written)
                spans += [(place, place + 1)] * len(written)
    return "".join(pieces), spans


def _written(char: str, verbatim: bool) -> str:
    return html.escape(char, quote=False) if verbatim or char == "<" else char
