"""From what an editor typed or pasted to a body as it is stored: pure, knows no database.

Where it holds no block of HTML it is a text: it is read as an imported one is (``plaintext``), but for its
inline markup, which stays.  A line break within a paragraph is a space, as in HTML; ``<br>`` keeps one.
"""

import re

from . import plaintext, sanitizing

_ATTRIBUTES = r"(?:\s[^<>]*)?/?>"
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(sanitizing.BLOCKS - {'br'}))}){_ATTRIBUTES}", re.IGNORECASE)
_FOREIGN = rf"(/?)({'|'.join(sorted(sanitizing.FOREIGN_BLOCKS))}){_ATTRIBUTES}"
_FOREIGN_BLOCK = re.compile(f"<{_FOREIGN}", re.IGNORECASE)
_NEAREST = {"h1": "h2", "h5": "h4", "h6": "h4"}
_CELLS = ("td", "th")
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
    paragraph = r"<\1p>" if _BLOCK.search(headed) else "\n\n"
    parted = _FOREIGN_BLOCK.sub(
        lambda tag: " " if tag[2].lower() in _CELLS else tag.expand(paragraph), headed
    )
    return _EMPTY.sub("", sanitizing.clean(parted))
