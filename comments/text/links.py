"""Links, and the hosts they lead to, found in a text as readers will see it."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from .autolinks import find_autolinks
from .hostnames import DOTS, host_of, plain_host
from .reading.safe_urls import safe_url
from .visible import Piece, VisibleText

# What nobody sees, and ``plain_host`` leaves out (Default_Ignorable_Code_Point).
UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0001\U000e0020-\U000e007f"
)
# A host's name without a scheme, where a word begins: a long one would be read again for each of its letters.
NAMED = re.compile(rf"(?<![\w{UNSEEN}-])[\w{UNSEEN}-]++(?:[{DOTS}][\w{UNSEEN}-]++)+")


class Link(NamedTuple):
    """A host, and where in the text as typed it is linked or named."""

    host: str
    start: int
    end: int


def find_links(shown: VisibleText) -> list[Link]:
    """The links that readers will see, in order: tags, and addresses that cleaning makes links of."""
    tagged = (Link(anchor.host, anchor.start, anchor.end) for anchor in shown.anchors if anchor.is_link)
    outside = (piece for piece in shown.pieces if not piece.verbatim)
    written = chain.from_iterable(_written(shown, piece, safe_url) for piece in outside)
    return sorted([*tagged, *written], key=lambda link: link.start)


def find_hosts(shown: VisibleText) -> list[Link]:
    """Every host that a text links or names, in order; some of them twice."""
    tagged = (Link(anchor.host, anchor.start, anchor.end) for anchor in shown.anchors)
    found = (chain(_written(shown, piece, host_of), _named(shown, piece)) for piece in shown.pieces)
    return sorted([*tagged, *chain.from_iterable(found)], key=lambda link: link.start)


def _written(shown: VisibleText, piece: Piece, is_wanted: Callable[[str], object]) -> Iterator[Link]:
    # Cut out, as cleaning cuts it: a link may begin right behind a tag, and a letter before that.
    for link in find_autolinks(shown.text[piece.start : piece.end]):
        if is_wanted(link.href):
            where = shown.typed(piece.start + link.start, piece.start + link.end)
            yield Link(host_of(link.href), *where)


def _named(shown: VisibleText, piece: Piece) -> Iterator[Link]:
    for match in NAMED.finditer(shown.text[piece.start : piece.end]):
        where = shown.typed(piece.start + match.start(), piece.start + match.end())
        yield Link(plain_host(match[0]), *where)
