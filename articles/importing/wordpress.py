"""Reading a WordPress export (WXR, an RSS 2.0 with namespaces), in memory that doesn't grow with the file.

Pure.  A document type is refused, and with it every entity that a file could declare.  Characters that XML
can't hold, and that WordPress writes all the same, are left out before the parser sees them.
"""

import re
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO
from urllib.parse import unquote

from .entries import ImportRefused, line, moment

CHUNK = 1 << 16
# More than any article; WordPress itself keeps no more in one request.
MOST_BYTES_OF_AN_ITEM = 16_000_000
_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_NAMESPACE = re.compile(r"\{([^}]*)\}")
_KINDS = {"author", "category", "tag", "term", "item"}


@dataclass(frozen=True)
class Author:
    login: str
    name: str


@dataclass(frozen=True)
class Category:
    """A category or a tag, by the slug ("nicename") that posts name it with."""

    kind: str
    slug: str
    name: str
    parent: str = ""


@dataclass
class Item:
    """A post, a page, an attachment or whatever else WordPress keeps as a "post"."""

    kind: str
    id: int
    guid: str
    link: str
    title: str
    slug: str
    status: str
    creator: str
    content: str
    excerpt: str
    date: datetime | None
    parent: int
    protected: bool
    sticky: bool
    attachment_url: str
    comments: int
    terms: list[Category] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)


Record = Author | Category | Item


def read(file: IO[bytes]) -> Iterator[Record]:
    """The authors, terms and items of an export, in its order.

    :raises ImportRefused: it is no XML, or has a document type, or an item of more than 16 MB.
    """
    channel = _Channel()
    parser = ET.XMLParser(target=channel)  # noqa: S314  # a document type is refused, see ``doctype``
    try:
        while chunk := file.read(CHUNK):
            channel.unread += len(chunk)
            if channel.unread > MOST_BYTES_OF_AN_ITEM:
                raise ImportRefused("one of its items is larger than 16 MB")
            parser.feed(chunk.translate(None, _CONTROLS))
            while channel.done:
                kind, element = channel.done.popleft()
                yield from _RECORDS[kind](element)
        parser.close()
    except ET.ParseError as error:
        raise ImportRefused(f"it is no well-formed XML: {error}") from None
    if not channel.is_rss:
        raise ImportRefused("it is no export of WordPress: it has no <rss>")


class _Channel(ET.TreeBuilder):
    """Collects the children of the channel, and lets go of each as soon as it is complete."""

    def __init__(self) -> None:
        super().__init__()
        self.done: deque[tuple[str, ET.Element]] = deque()
        self.unread = 0
        self.is_rss = False
        self._path: list[ET.Element] = []

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ImportRefused("it declares a document type, which no export of WordPress does")

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:  # type: ignore[override]
        # What another one of WordPress's versions is called, 1.0 to 1.2, is in the namespace.
        element = super().start(_local(tag), attrs)
        if not self._path:
            self.is_rss = element.tag == "rss"
        self._path.append(element)
        return element

    def end(self, tag: str) -> ET.Element:
        element = super().end(_local(tag))
        self._path.pop()
        if len(self._path) == 2:
            self.unread = 0
            kind = element.tag.removeprefix("wp:")
            if kind in _KINDS and (kind == "item" or kind != element.tag):
                self.done.append((kind, element))
            self._path[-1].clear()
        return element


def _local(tag: str) -> str:
    """``{http://wordpress.org/export/1.2/}post_id`` as ``wp:post_id``."""
    found = _NAMESPACE.match(tag)
    if not found:
        return tag
    space, name = found[1], tag[found.end() :]
    if space.rstrip("/").endswith("/excerpt"):
        return f"excerpt:{name}"
    return (
        f"wp:{name}" if "wordpress.org/export/" in space else name if name != "encoded" else f"content:{name}"
    )


def _text(element: ET.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0


def _author(element: ET.Element) -> Iterator[Author]:
    login = line(_text(element, "wp:author_login"))
    whole = f"{_text(element, 'wp:author_first_name')} {_text(element, 'wp:author_last_name')}"
    names = (line(name) for name in (_text(element, "wp:author_display_name"), whole, login))
    # Whoever never chose a name to show is shown by an address, which is nobody's business.
    name = next((name for name in names if name and "@" not in name), login.partition("@")[0])
    if name:
        yield Author(login, name)


def _category(element: ET.Element) -> Iterator[Category]:
    yield Category(
        "category",
        unquote(_text(element, "wp:category_nicename")),
        line(_text(element, "wp:cat_name")),
        unquote(_text(element, "wp:category_parent")),
    )


def _tag(element: ET.Element) -> Iterator[Category]:
    yield Category("post_tag", unquote(_text(element, "wp:tag_slug")), line(_text(element, "wp:tag_name")))


def _term(element: ET.Element) -> Iterator[Category]:
    yield Category(
        line(_text(element, "wp:term_taxonomy")),
        unquote(_text(element, "wp:term_slug")),
        line(_text(element, "wp:term_name")),
        unquote(_text(element, "wp:term_parent")),
    )


def _item(element: ET.Element) -> Iterator[Item]:
    yield Item(
        kind=_text(element, "wp:post_type") or "post",
        id=_number(_text(element, "wp:post_id")),
        guid=_text(element, "guid"),
        link=_text(element, "link"),
        title=line(_text(element, "title")),
        slug=unquote(_text(element, "wp:post_name")),
        status=_text(element, "wp:status") or "draft",
        creator=line(_text(element, "creator")),
        content=element.findtext("content:encoded") or "",
        excerpt=_text(element, "excerpt:encoded"),
        date=_date(element),
        parent=_number(_text(element, "wp:post_parent")),
        protected=bool(_text(element, "wp:post_password")),
        sticky=_text(element, "wp:is_sticky") == "1",
        attachment_url=_text(element, "wp:attachment_url"),
        comments=len(element.findall("wp:comment")),
        terms=[
            Category(term.get("domain", ""), unquote(term.get("nicename", "")), line(term.text or ""))
            for term in element.findall("category")
        ],
        meta={
            _text(meta, "wp:meta_key"): _text(meta, "wp:meta_value")
            for meta in element.findall("wp:postmeta")
        },
    )


def _date(element: ET.Element) -> datetime | None:
    """In GMT; a draft that has none there is dated by its site's clock, whose zone the file doesn't name."""
    told = (moment(_text(element, name), UTC) for name in ("wp:post_date_gmt", "wp:post_date"))
    return next(filter(None, told), None)


_RECORDS: dict[str, Callable[[ET.Element], Iterator[Record]]] = {
    "author": _author,
    "category": _category,
    "tag": _tag,
    "term": _term,
    "item": _item,
}
