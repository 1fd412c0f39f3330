"""From what an editor typed or pasted to a body as it is stored: pure, knows no database.

Where it holds no block of HTML it is a text: it is read as an imported one is (``plaintext``), but for its
inline markup, which stays.  A line break within a paragraph is a space, as in HTML; ``<br>`` keeps one.
"""

import re

from . import plaintext, sanitizing

_ATTRIBUTES = r"(?:\s[^<>]*)?/?>"
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(sanitizing.BLOCKS - {'br'}))}){_ATTRIBUTES}", re.IGNORECASE)
# A cell is foreign outside a table, and a figure that isn't a picture's.
_CONDITIONAL = sanitizing.TABLES | sanitizing.FIGURES
_FOREIGN = rf"(/?)({'|'.join(sorted(sanitizing.FOREIGN_BLOCKS | _CONDITIONAL))}){_ATTRIBUTES}"
_FOREIGN_BLOCK = re.compile(f"<{_FOREIGN}", re.IGNORECASE)
_OF_A_PICTURE = re.compile(r"""\sdata-picture\s*=\s*["']?[1-9][0-9]{0,17}["'\s>]""", re.IGNORECASE)
_NEAREST = {"h1": "h2", "h5": "h4", "h6": "h4"}
_EMPTY = re.compile(r"<p>\s*</p>\s*")
# "–" and "—" open a line of dialogue in French, and "-word" is how some type a dash.
_BULLET = re.compile(r"[-•]\s+(?=\S)")
# In a text, "a<b and c>d" compares: a tag's attributes have values.
_TAG = r"""/?[a-z][a-z0-9]*(?:\s+[a-z:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))*\s*/?>"""
_TEXTUAL = re.compile(rf"<(?!{_TAG}|{_FOREIGN}|!--[^<]*-->)", re.IGNORECASE)


def stored(typed: str) -> str:
    """``typed`` as clean HTML in blocks; what this gave already stays as it is."""
    html = sanitizing.clean(_held(markup(typed)))
    if _BLOCK.search(html):
        return html
    lines = plaintext.lines(html.replace("&nbsp;", "\u00a0"))
    return sanitizing.clean(plaintext.html(plaintext.blocks(lines, _BULLET)))


def removed(typed: str) -> list[str]:
    """What ``stored`` leaves out, named for the editor."""
    return sanitizing.removed(markup(typed))


def markup(typed: str) -> str:
    """``typed`` as HTML: in a text, each "<" that opens no tag is escaped."""
    return typed if _BLOCK.search(typed) else _TEXTUAL.sub("&lt;", typed)


def _held(html: str) -> str:
    """``html`` with a paragraph, or in a text a blank line, for each block that an article can't hold."""
    if not _FOREIGN_BLOCK.search(html):
        return html
    headed = re.sub(
        r"(</?)(h[156])(?=[\s/>])", lambda tag: tag[1] + _NEAREST[tag[2].lower()], html, flags=re.IGNORECASE
    )
    parted = _Parting(r"<\1p>" if _BLOCK.search(headed) else "\n\n").part(headed)
    return _EMPTY.sub("", sanitizing.clean(parted))


class _Parting:
    """Puts a paragraph for each foreign block; knows which tables and figures are open."""

    def __init__(self, paragraph: str) -> None:
        self.paragraph = paragraph
        self.tables = 0
        self.figures: list[bool] = []  # whether each is a picture's

    def part(self, html: str) -> str:
        return _FOREIGN_BLOCK.sub(self._parted, html)

    def _parted(self, tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _CONDITIONAL and self._is_in_place(name, tag[0], closing=bool(tag[1])):
            return tag[0]
        return " " if name in {"td", "th"} else tag.expand(self.paragraph)

    def _is_in_place(self, name: str, tag: str, *, closing: bool) -> bool:
        if name == "figcaption":
            return self.figures[-1:] == [True]
        if name == "figure":
            if closing:
                return self.figures.pop() if self.figures else False
            self.figures.append(bool(_OF_A_PICTURE.search(tag)))
            return self.figures[-1]
        if name != "table":
            return self.tables > 0
        if closing and not self.tables:
            return False
        self.tables += -1 if closing else 1
        return True
