"""A comment's text as readers will see it, and the way back to the text as typed.

``v&#105;a<b>gra</b>`` is read as “viagra”: rules look at what is read, and highlight what was typed.
"""

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from .hostnames import host_of
from .markup import ATTRIBUTE, ENTITY, MENDS, TAG, decoded
from .reading import read_tokens
from .reading.nesting import BLOCKS
from .reading.safe_urls import safe_url
from .reading.syntax import Syntax
from .reading.tokens import Allowance, as_html

Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of the text that no tag interrupts; ``verbatim`` in a link or in code, where none is made."""

    start: int
    end: int
    verbatim: bool


class Anchor(NamedTuple):
    """A link written as a tag: the host it leads to, and where it begins and ends in the text as typed.

    ``words`` are its address and its title, which readers see too: it is enough to point at the link.
    ``is_link`` where they see one at all: cleaning leaves it its address, and it has words of its own.
    """

    host: str
    start: int
    end: int
    words: str
    is_link: bool


@dataclass(frozen=True)
class VisibleText:
    """What readers will see of a text; ``offsets`` says for each character where it was typed."""

    text: str
    offsets: list[Span]
    pieces: list[Piece]
    anchors: list[Anchor]

    def typed(self, start: int, end: int) -> Span:
        """Where text[start:end], which isn't empty, was typed."""
        return self.offsets[start][0], self.offsets[end - 1][1]


def read(source: str, syntax: Syntax = Syntax.HTML) -> VisibleText:
    """What cleaning will leave of ``source`` for a reader to see."""
    text, offsets = source, [(number, number + 1) for number in range(len(source))]
    text, offsets = _mend(text, offsets)
    text, spans = as_html(text, read_tokens(text, syntax, Allowance(len(text))))
    offsets = [(offsets[start][0], offsets[end - 1][1]) for start, end in spans]
    reader = _Reader()
    end = 0
    for tag in TAG.finditer(text):
        reader.read_text(text[end : tag.start()], offsets[end : tag.start()])
        reader.read_tag(tag[0], (offsets[tag.start()][0], offsets[tag.end() - 1][1]))
        end = tag.end()
    reader.read_text(text[end:], offsets[end:])
    return reader.shown()


def _mend(text: str, offsets: list[Span]) -> tuple[str, list[Span]]:
    """What ``markup.printable`` does to a text, character by character."""
    for pattern, shown in MENDS:
        text, offsets = _rewrite(text, offsets, pattern, shown)
    return text, offsets


def _rewrite(
    text: str, offsets: list[Span], pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]
) -> tuple[str, list[Span]]:
    """Replace what ``pattern`` matches; each new character was typed where the whole match was."""
    end, texts, spans = 0, [], []
    for match in pattern.finditer(text):
        written = write(match)
        if written == match[0]:
            continue
        whole = (offsets[match.start()][0], offsets[match.end() - 1][1])
        texts += [text[end : match.start()], written]
        spans += [offsets[end : match.start()], [whole] * len(written)]
        end = match.end()
    if not texts:
        return text, offsets
    return "".join([*texts, text[end:]]), [*chain.from_iterable(spans), *offsets[end:]]


class _Reader:
    """Collects what a ``VisibleText`` is made of."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.offsets: list[Span] = []
        self.pieces: list[Piece] = []
        self.anchors: list[Anchor] = []
        # The first piece inside the link that is open, and whether there are words in it by now.
        self.opened: int | None = None
        self.has_words = False
        # How many elements of each name are open.
        self.elements: Counter[str] = Counter()

    def read_text(self, text: str, offsets: list[Span]) -> None:
        text, offsets = _rewrite(text, offsets, ENTITY, decoded)
        text, offsets = _mend(text, offsets)
        self.texts.append(text)
        self.offsets += offsets
        self.has_words |= bool(text.strip())

    def read_tag(self, tag: str, where: Span) -> None:
        name, closes = re.findall(r"\w+", tag)[0].lower(), tag.startswith("</")
        if closes and not self.elements[name] and name not in {"p", "br"}:
            # Parsers pass over an end tag without a beginning (HTML); the words around it join.
            return
        self._end_piece()
        self.elements[name] += -1 if closes and self.elements[name] else 1
        if closes and name in BLOCKS - {"pre"}:
            # It takes with it what was left open inside; at worst a link is counted that nobody sees.
            self.elements["pre"] = 0
        if name == "a":
            self._read_anchor(tag, where)
        elif name in BLOCKS or name == "br":
            # No word runs over it.
            self.texts.append("\n")
            self.offsets.append(where)

    def _read_anchor(self, tag: str, where: Span) -> None:
        if tag.startswith("</"):
            self._close(where)
            return
        # A second link closes the first (HTML); of two addresses the first one counts.
        self._close((where[0], where[0]))
        values: dict[str, str] = {}
        for name, value in ATTRIBUTE.findall(tag):
            values.setdefault(name.lower(), html.unescape(value.strip("\"'")))
        words = "\n".join(values.get(name, "") for name in ("href", "title"))
        address = values.get("href", "")
        if safe_url(address):
            self.opened, self.has_words = len(self.pieces), False
        if safe_url(address) or host_of(address):
            self.anchors.append(Anchor(host_of(address), *where, words, is_link=False))

    def _end_piece(self) -> None:
        start = self.pieces[-1].end if self.pieces else 0
        verbatim = self.elements["code"] + self.elements["pre"] > 0
        self.pieces.append(Piece(start, len(self.offsets), verbatim))

    def _close(self, where: Span) -> None:
        if self.opened is None:
            return
        self.anchors[-1] = self.anchors[-1]._replace(end=where[1], is_link=self.has_words)
        inside = self.pieces[self.opened :]
        self.pieces[self.opened :] = [piece._replace(verbatim=True) for piece in inside]
        self.opened = None

    def shown(self) -> VisibleText:
        self._end_piece()
        if self.offsets:
            self._close((self.offsets[-1][1], self.offsets[-1][1]))
        return VisibleText("".join(self.texts), self.offsets, self.pieces, self.anchors)
