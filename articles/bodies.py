"""From what an editor typed or pasted to a body as it is stored: pure, knows no database.

Where it holds no block of HTML it is a text: it is read as an imported one is (``plaintext``), but for its
inline markup, which stays.  A line break within a paragraph is a space, as in HTML; ``<br>`` keeps one.
"""

import re

from . import plaintext, sanitizing

_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(sanitizing.BLOCKS - {'br'}))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# In a text, "a<b and c>d" compares: a tag's attributes have values.
_TAG = r"""/?[a-z][a-z0-9]*(?:\s+[a-z:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))*\s*/?>"""
_TEXTUAL = re.compile(rf"<(?!{_TAG}|!--[^<]*-->)", re.IGNORECASE)


def stored(typed: str) -> str:
    """``typed`` as clean HTML in blocks; what this gave already stays as it is."""
    html = sanitizing.clean(markup(typed))
    if _BLOCK.search(html):
        return html
    lines = plaintext.lines(html.replace("&nbsp;", "\u00a0"))
    return sanitizing.clean(plaintext.html(plaintext.blocks(lines)))


def removed(typed: str) -> list[str]:
    """What ``stored`` leaves out, named for the editor."""
    return sanitizing.removed(markup(typed))


def markup(typed: str) -> str:
    """``typed`` as HTML: in a text, each "<" that opens no tag is escaped."""
    return typed if _BLOCK.search(typed) else _TEXTUAL.sub("&lt;", typed)
