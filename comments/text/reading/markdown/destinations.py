"""Where a link leads: what stands behind ``[words]`` (CommonMark 0.31.2, 6.3), if it is a web address."""

import html
import re
from typing import NamedTuple

from ...markup import ENTITY, decoded
from ..safe_urls import safe_url

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# A line may end between the parts, but no paragraph does.
SPACE = re.compile(r"[ \t]*+\n?[ \t]*+")
WEB = re.compile("<?https?:", re.IGNORECASE)
BRACKETED = re.compile(r"<((?>(?:[^<>\\\n]|\\.)*))>")
PLAIN = re.compile(r"(?>(?:[^\s\x00-\x1f\x7f()\\<]|\\[!-/:-@\[-`{-~]|\\)+)")
TITLE = re.compile(
    r""""((?>(?:[^"\\]|\\.)*))"|'((?>(?:[^'\\]|\\.)*))'|\(((?>(?:[^()\\]|\\.)*))\)""", re.DOTALL
)
# As CommonMark's own programs have it.
MOST_PARENTHESES = 32


class Destination(NamedTuple):
    """The attributes of the link's tag, and where in the text the parenthesis behind its words ends."""

    attributes: str
    end: int


def read_destination(text: str, start: int, end: int) -> Destination | None:
    """What ``(https://… "title")`` at ``start`` links to; None where it is no such thing."""
    place = _after_space(text, start + 1, end)
    if not (text.startswith("(", start) and WEB.match(text, place, end)):
        return None
    address, place = _read_address(text, place, end)
    url = safe_url(_unescaped(address))
    if not url:
        return None
    title, place = _read_title(text, place, end)
    place = _after_space(text, place, end)
    if place >= end or text[place] != ")":
        return None
    attributes = f' href="{html.escape(url)}"' + (f' title="{html.escape(title)}"' if title else "")
    return Destination(attributes, place + 1)


def _after_space(text: str, start: int, end: int) -> int:
    space = SPACE.match(text, start, end)
    return space.end() if space else start


def _read_address(text: str, start: int, end: int) -> tuple[str, int]:
    """The address as typed, "" where there is none, and where it ends."""
    if bracketed := BRACKETED.match(text, start, end):
        return bracketed[1], bracketed.end()
    place, depth = start, 0
    while place < end:
        if plain := PLAIN.match(text, place, end):
            place = plain.end()
        elif text[place] == "(" and depth < MOST_PARENTHESES:
            place, depth = place + 1, depth + 1
        elif text[place] == ")" and depth:
            place, depth = place + 1, depth - 1
        else:
            break
    return ("" if depth else text[start:place]), place


def _read_title(text: str, start: int, end: int) -> tuple[str, int]:
    """The title, "" where there is none, and where it ends; white space stands before it."""
    place = _after_space(text, start, end)
    title = TITLE.match(text, place, end) if place > start else None
    if title is None:
        return "", start
    return _unescaped(title[1] or title[2] or title[3] or ""), title.end()


def _unescaped(text: str) -> str:
    """Without backslashes before punctuation, entities decoded."""
    # At odd places stands what was escaped.
    parts = ESCAPE.split(text)
    return "".join(part if number % 2 else ENTITY.sub(decoded, part) for number, part in enumerate(parts))
