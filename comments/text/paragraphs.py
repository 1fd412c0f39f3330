"""Paragraphs, line breaks and links, made of the tokens of a parsed comment.

An html5lib filter without html5lib: ``sanitizing`` alone knows whose tokens these are.
"""

import html
from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby, takewhile
from typing import Any, NamedTuple

from .autolinks import find_autolinks

Token = dict[str, Any]
LISTS = frozenset({"ul", "ol"})
BLOCKS = LISTS | {"li", "blockquote", "pre", "p"}
# What text stands in when the reader left it straight inside one of these ("" is the comment itself).
WRAPPERS = {"": "p", "blockquote": "p", "ul": "li", "ol": "li"}
# Browsers flatten trees somewhere below 512; nobody quotes a quotation ten times over.
MAX_DEPTH = 10


class _Element(NamedTuple):
    """An element in the path from the comment down to a text; equal means the same one."""

    name: str
    number: int
    attributes: tuple[tuple[tuple[None, str], str], ...] = ()


class Paragraphs:
    """An html5lib filter that writes paragraphs, line breaks and links.

    Only text is written; each text brings the elements it stands in, and those that the next text does not
    share are closed first.  So nothing is empty or left open, blocks never stand in inline elements or
    paragraphs, and an inline element that runs over a blank line continues in the next paragraph.
    """

    def __init__(self, source: Iterable[Token], is_address: Callable[[str], object]) -> None:
        self.source = source
        self.is_address = is_address
        self.read: list[_Element] = []
        self.written: list[_Element] = []
        self.numbers = count(1)
        self.paragraph = 0
        self.breaks = 2  # line breaks since the last text; two or more part paragraphs

    def __iter__(self) -> Iterator[Token]:
        for is_text, tokens in groupby(self.source, lambda token: _text(token) is not None):
            if is_text:
                yield from self._write_lines("".join(_text(token) or "" for token in tokens))
            else:
                for token in tokens:
                    self._read_tag(token)
        yield from self._close(0)

    def _read_tag(self, token: Token) -> None:
        if token["type"] == "StartTag":
            element = _Element(token["name"], next(self.numbers), tuple(token["data"].items()))
            self.read.append(element)
        else:
            self.read.pop()
        if token["name"] in BLOCKS:
            self.breaks = 2

    def _write_lines(self, text: str) -> Iterator[Token]:
        if self._blocks()[-1].name == "pre":
            yield from self._write(text.lstrip("\n") if self.breaks else text)
            return
        for number, line in enumerate(text.split("\n")):
            self.breaks += bool(number)
            yield from self._write(line.lstrip() if self.breaks else line)

    def _write(self, text: str) -> Iterator[Token]:
        if not text:
            return
        self.paragraph += self.breaks > 1
        blocks, inlines = self._blocks(), self._inlines()
        goes_on = blocks == [element for element in self.written if element.name in BLOCKS]
        path = blocks + inlines
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(self.written, path, strict=False))))
        yield from self._close(shared)
        if goes_on:
            line_break = _characters("\n") if blocks[-1].name == "pre" else _tag("EmptyTag", "br")
            yield from [line_break] * min(self.breaks, 2)
        for element in path[shared:]:
            yield _tag("StartTag", element.name, dict(element.attributes))
        self.written, self.breaks = path, 0
        verbatim = any(element.name in {"a", "code", "pre"} for element in path)
        yield from [_characters(text)] if verbatim else self._linked(text)

    def _close(self, kept: int) -> Iterator[Token]:
        for element in reversed(self.written[kept:]):
            yield _tag("EndTag", element.name)
        self.written = self.written[:kept]

    def _linked(self, text: str) -> Iterator[Token]:
        end = 0
        for link in find_autolinks(text):
            if self.is_address(link.href):
                yield _characters(text[end : link.start])
                yield _tag("StartTag", "a", {(None, "href"): link.href.replace("&", "&amp;")})
                yield _characters(text[link.start : link.end])
                yield _tag("EndTag", "a")
                end = link.end
        yield _characters(text[end:])

    def _blocks(self) -> list[_Element]:
        """The blocks the next text stands in, made well-formed; never empty."""
        blocks: list[_Element] = []
        for element in self.read:
            parent = blocks[-1].name if blocks else ""
            if element.name not in BLOCKS - {"p"} or parent == "pre" or len(blocks) >= MAX_DEPTH:
                continue
            is_item, in_list = element.name == "li", parent in LISTS
            if is_item and not in_list:
                continue
            if in_list and not is_item:
                blocks.append(_Element("li", element.number))
            blocks.append(element)
        wrapper = WRAPPERS.get(blocks[-1].name if blocks else "")
        return [*blocks, _Element(wrapper, -self.paragraph)] if wrapper else blocks

    def _inlines(self) -> list[_Element]:
        """The inline elements the next text stands in; an <a> that lost its address is no link any more."""
        inlines = (element for element in self.read if element.name not in BLOCKS)
        return [element for element in inlines if element.name != "a" or _has_href(element)][:MAX_DEPTH]


def _has_href(element: _Element) -> bool:
    return any(name == "href" for (_, name), _ in element.attributes)


def _text(token: Token) -> str | None:
    """The text of a token, or None for a tag; a <br> is a line break like one that was typed."""
    match token["type"]:
        case "Characters" | "SpaceCharacters":
            return str(token["data"])
        case "Entity":
            return html.unescape(f"&{token['name']};")
        case "EmptyTag":
            return "\n"
    return None


def _characters(text: str) -> Token:
    return {"type": "Characters", "data": text}


def _tag(kind: str, name: str, attributes: dict[tuple[None, str], str] | None = None) -> Token:
    return {"type": kind, "name": name, "data": attributes or {}}
