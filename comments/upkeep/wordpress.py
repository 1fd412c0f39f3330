"""The comments of a WordPress export (WXR, an RSS 2.0 with namespaces), in memory that doesn't grow with it.

Pure.  Of all else only each post's number and guid are read, which stand before its comments.  A document
type is refused, and with it every entity that a file could declare.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

CHUNK = 1 << 16
# WordPress's own column takes 65,535 bytes.
LONGEST = 1_000_000
# What XML can't hold, and WordPress writes all the same.
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_OF_POST = {"post_id", "guid"}
_PREFIX = "comment_"


class SupportsRead(Protocol):
    """A file of bytes, as far as it is read here."""

    def read(self, size: int, /) -> bytes: ...


class Refused(ValueError):
    """It is no export that can be read; the message says why in one line."""


@dataclass(frozen=True)
class WordPressComment:
    """One comment; ``said`` is what it says of itself, by WordPress's names without "comment_"."""

    post: str
    guid: str
    said: dict[str, str]

    @property
    def number(self) -> str:
        return self.said.get("id", "")


def read(file: SupportsRead) -> Iterator[WordPressComment]:
    """The comments of an export, in its order.

    :raises Refused: it is no export, or has a document type, or a field of more than a million characters.
    """
    reader = _Reader()
    try:
        while chunk := file.read(CHUNK):
            reader.parser.Parse(chunk.translate(None, _CONTROLS))
            while reader.done:
                yield reader.done.popleft()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(f"it is no well-formed XML: {error}") from None
    if not reader.is_rss:
        raise Refused("it is no export of WordPress: it has no <rss>")


@dataclass
class _Reader:
    """Follows the path from the root; collects the text of what is asked for, and of nothing else."""

    done: deque[WordPressComment] = field(default_factory=deque)
    is_rss: bool = False
    path: list[str] = field(default_factory=list)
    post: dict[str, str] = field(default_factory=dict)
    comment: dict[str, str] = field(default_factory=dict)
    text: list[str] | None = None
    length: int = 0

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_declared: object) -> None:
        raise Refused("it declares a document type, which no export of WordPress does")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        # The namespace has the version of WordPress's format in it, 1.0 to 1.2.
        name = name.rpartition(" ")[2]
        if not self.path:
            self.is_rss = name == "rss"
        self.path.append(name)
        if self.path == ["rss", "channel", "item"]:
            self.post = {}
        if self._is_comment(4):
            self.comment = {}
        self.text = [] if self._is_asked_for(name) else None
        self.length = 0

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.length += len(text)
            if self.length > LONGEST:
                raise Refused(f"one of its fields is longer than {LONGEST} characters")
            self.text.append(text)

    def _end(self, _name: str) -> None:
        if self.text is not None:
            kept = self.comment if self._is_comment(5) else self.post
            kept[self.path[-1].removeprefix(_PREFIX)] = "".join(self.text).strip()
            self.text = None
        elif self._is_comment(4):
            self.done.append(
                WordPressComment(self.post.get("post_id", ""), self.post.get("guid", ""), self.comment)
            )
        self.path.pop()

    def _is_comment(self, depth: int) -> bool:
        return len(self.path) == depth and self.path[:4] == ["rss", "channel", "item", "comment"]

    def _is_asked_for(self, name: str) -> bool:
        of_post = len(self.path) == 4 and self.path[2] == "item" and name in _OF_POST
        return of_post or (self._is_comment(5) and name.startswith(_PREFIX))
