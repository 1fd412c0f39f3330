"""What an article's body may hold.

Editors write HTML.  nh3 cleans it when it is saved and again when it is shown, so that a body that came
into the database by another way is as harmless.  A picture is a figure that names it by its key alone, and
holds nothing but its caption: ``img`` is left out.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import nh3

TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
FIGURES = {"figure", "figcaption"}
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "br"} | TABLES | FIGURES
# The blocks of the HTML Standard that an article can't hold; the words of each stay, apart from the next's.
# fmt: off
FOREIGN_BLOCKS = {
    "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "footer", "form", "h1", "h5", "h6", "header", "hgroup", "html", "legend", "main",
    "menu", "nav", "search", "section", "summary",
}
# fmt: on
TAGS = BLOCKS | {"a", "em", "strong", "b", "i", "q", "cite", "abbr", "code", "sub", "sup"}
_CELL = {"colspan", "rowspan"}
ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "figure": {"data-picture"},
    "td": _CELL,
    "th": {*_CELL, "scope"},
}
# What the value of an attribute must be, or it is left out.
VALUES = {
    "data-picture": re.compile("[1-9][0-9]{0,17}"),
    "colspan": re.compile("[1-9][0-9]?"),
    "rowspan": re.compile("[1-9][0-9]?"),
    "scope": re.compile("col|row|colgroup|rowgroup"),
}
URL_SCHEMES = {"http", "https", "mailto"}

# XML, and so a feed, can't hold these in any spelling.
CONTROLS: dict[int, str | None] = dict.fromkeys({*range(32), 127, 0xFFFE, 0xFFFF} - {9, 10, 13})
# Some of them, and their likes in Unicode, part lines (str.splitlines) or paragraphs: words stay apart.
CONTROLS |= dict.fromkeys((0x0B, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028), "\n")
CONTROLS |= dict.fromkeys((0x0C, 0x2029), "\n\n")
_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, CONTROLS)))}]")


# A parser drops a line break that follows the tag (HTML Standard, "in body"), and nh3 writes it as any other.
_PRE_BEFORE_BREAK = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)\n')


def clean(html: str) -> str:
    """``html`` reduced to the allow-list; what is clean stays as it is."""
    # It is quicker to look for them than to replace them.
    held = html.translate(CONTROLS) if _CONTROL.search(html) else html
    cleaned = _cleaner.clean(held)
    return _arranged(_PRE_BEFORE_BREAK.sub(r"\1\n\n", cleaned))


def plain(html: str) -> str:
    """The words of ``html`` without markup, on one line."""
    return words(clean(html))


def words(cleaned: str) -> str:
    """``plain`` of what nh3 wrote already, with whatever tags."""
    return " ".join(unescape(_TAG.sub(_apart, cleaned)).split())


def _apart(tag: re.Match[str]) -> str:
    return " " if tag[2] in BLOCKS else ""


def removed(html: str) -> list[str]:
    """What ``clean`` leaves out of ``html``, named for the editor: tags, attributes, text."""
    before, after = _Inventory.of(html), _Inventory.of(clean(html))
    names = list(before.parts - after.parts)
    # Neither where a gap is, nor what stands after what else was in a figure, is a loss.
    if sorted("".join(before.words)) != sorted("".join(after.words)):
        names.append("text")
    return names


def _value(tag: str, name: str, value: str) -> str | None:
    if tag in FIGURES and name == "lang":
        return None
    return value if name not in VALUES or VALUES[name].fullmatch(value) else None


# Made once: that costs several times what it takes to clean a short text.
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_value, url_schemes=URL_SCHEMES, link_rel=None
)

# In what nh3 wrote, a "<" outside a tag is escaped.
_TAG = re.compile(r'<(/?)([a-z0-9]+)(?: [a-z-]+="[^"]*")*>')
_PICTURE = '<figure data-picture="'


@dataclass
class _Figure:
    """One that is open: what stands in it, and of that its caption."""

    tag: str = ""
    rest: list[str] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    captions: int = 0
    captioned: bool = False

    def add(self, text: str) -> None:
        (self.caption if self.captioned else self.rest).append(text)

    def take(self, match: re.Match[str]) -> None:
        """A tag within it; a caption holds no block."""
        if match[2] == "figcaption":
            self.captioned = not match[1] and self.tag.startswith(_PICTURE)
            self.captions += self.captioned
        else:
            self.add(" " if self.captioned and match[2] in BLOCKS - {"br"} else match[0])

    def html(self) -> str:
        """The picture, then what else was in it; of another figure, its words alone."""
        rest = "".join(self.rest)
        if not self.tag.startswith(_PICTURE):
            return rest
        caption = f"<figcaption>{''.join(self.caption)}</figcaption>" if self.captions else ""
        return f"{self.tag}{caption}</figure>{rest}"


def _arranged(html: str) -> str:
    """Clean ``html`` in which each figure is one of a picture, with a caption or empty."""
    if "<fig" not in html:
        return html
    figures, end = [_Figure()], 0
    for match in _TAG.finditer(html):
        figures[-1].add(html[end : match.start()])
        end = match.end()
        if match[2] != "figure":
            figures[-1].take(match)
        elif not match[1]:
            figures.append(_Figure(match[0]))
        else:
            closed = figures.pop()
            figures[-1].rest.append(closed.html())
    return figures[0].html() + html[end:]


class _Inventory(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: Counter[str] = Counter()
        self.text = ""

    @classmethod
    def of(cls, html: str) -> "_Inventory":
        inventory = cls()
        inventory.feed(html)
        inventory.close()
        return inventory

    @property
    def words(self) -> list[str]:
        return self.text.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.update([f"<{tag}>"])
        self.parts.update(f"{name} (<{tag}>)" for name, _value in attrs)
        self.text += " " if tag in BLOCKS else ""

    def handle_endtag(self, tag: str) -> None:
        self.text += " " if tag in BLOCKS else ""

    def handle_comment(self, data: str) -> None:
        self.parts.update(["<!-- -->"])

    def handle_data(self, data: str) -> None:
        self.text += data
