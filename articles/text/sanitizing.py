"""What an article's body may hold.

Editors write HTML.  nh3 cleans it when it is saved and again when it is shown, so that a body that came
into the database by another way is as harmless.  Pictures wait for a media library: ``img`` is left out.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
# The blocks of the HTML Standard that an article can't hold; the words of each stay, apart from the next's.
# fmt: off
FOREIGN_BLOCKS = {
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h5", "h6", "header",
    "hgroup", "html", "legend", "main", "menu", "nav", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr",
}
# fmt: on
TAGS = BLOCKS | {"a", "em", "strong", "b", "i", "q", "cite", "abbr", "code", "sub", "sup"}
ATTRIBUTES = {"*": {"lang"}, "a": {"href", "title"}, "abbr": {"title"}}
URL_SCHEMES = {"http", "https", "mailto"}

# XML, and so a feed, can't hold these in any spelling.
CONTROLS: dict[int, str | None] = dict.fromkeys({*range(32), 127, 0xFFFE, 0xFFFF} - {9, 10, 13})
# Some of them, and their likes in Unicode, part lines (str.splitlines) or paragraphs: words stay apart.
CONTROLS |= dict.fromkeys((0x0B, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028), "\n")
CONTROLS |= dict.fromkeys((0x0C, 0x2029), "\n\n")


# A parser drops a line break that follows the tag (HTML Standard, "in body"), and nh3 writes it as any other.
_PRE_BEFORE_BREAK = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)\n')


def clean(html: str) -> str:
    """``html`` reduced to the allow-list; what is clean stays as it is."""
    cleaned = nh3.clean(
        html.translate(CONTROLS), tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES, link_rel=None
    )
    return _PRE_BEFORE_BREAK.sub(r"\1\n\n", cleaned)


def plain(html: str) -> str:
    """The words of ``html`` without markup, on one line."""
    return " ".join(_Inventory.of(clean(html)).words)


def removed(html: str) -> list[str]:
    """What ``clean`` leaves out of ``html``, named for the editor: tags, attributes, text."""
    before, after = _Inventory.of(html), _Inventory.of(clean(html))
    names = list(before.parts - after.parts)
    if before.words != after.words:
        names.append("text")
    return names


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
