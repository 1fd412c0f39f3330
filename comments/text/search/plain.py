"""Stored HTML as plain text: what readers see of it, and where its links lead."""

import html
import re
from html.parser import HTMLParser

from ..reading.nesting import BLOCKS

# No word runs over one of these.
BREAKS = BLOCKS | {"br"}
# What most comments are: paragraphs, and nothing else.
PARAGRAPHS = re.compile(r"(?>(?:[^<]++|</?p>|<br>)*)")
TAG = re.compile("<[^<>]++>")


def plain_text(stored: str) -> tuple[str, list[str]]:
    """The text of stored HTML, its entities decoded, and the addresses and titles of its links.

    Lines and paragraphs are parted by white space.
    """
    if PARAGRAPHS.fullmatch(stored):
        return html.unescape(TAG.sub("\n", stored)), []
    return _parsed(stored)


def _parsed(stored: str) -> tuple[str, list[str]]:
    reader = _Reader()
    reader.feed(stored)
    reader.close()
    return "".join(reader.texts), reader.links


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in {"href", "title"} and value]
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.texts.append("\n")
