"""Links, and the hosts they lead to, found in a text.

Whatever cleaning will make a link is among them; so is what merely looks like one, for readers copy it.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from .autolinks import without_punctuation
from .hostnames import DOTS, host_of, plain_host
from .visible import Piece, VisibleText

WRITTEN = re.compile(
    r"""\b(?:https?://[^\s<>"`\\«»“”„‹›]++|www\.(?:(?!https?://)[^\s<>"`\\«»“”„‹›])++)""", re.IGNORECASE
)
# What nobody sees, and ``plain_host`` leaves out (Default_Ignorable_Code_Point).
UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0001\U000e0020-\U000e007f"
)
# A host's name without a scheme.
NAMED = re.compile(rf"[\w{UNSEEN}-]++(?:[{DOTS}][\w{UNSEEN}-]++)+")


class Link(NamedTuple):
    """A host, and where in the text as typed it is linked or named."""

    host: str
    start: int
    end: int


def find_links(shown: VisibleText) -> list[Link]:
    """The links of a text, in order: as a tag, with a scheme, or from ``www.`` on.

    The words of a link are not counted again, though they be an address.
    """
    outside = (piece for piece in shown.pieces if not piece.linked)
    written = chain.from_iterable(_written(shown, piece) for piece in outside)
    return sorted([*_tagged(shown), *written], key=lambda link: link.start)


def find_hosts(shown: VisibleText) -> list[Link]:
    """Every host that a text links or names, in order; some of them twice."""
    found = (chain(_written(shown, piece), _named(shown, piece)) for piece in shown.pieces)
    return sorted([*_tagged(shown), *chain.from_iterable(found)], key=lambda link: link.start)


def _tagged(shown: VisibleText) -> Iterator[Link]:
    return (Link(anchor.host, anchor.start, anchor.end) for anchor in shown.anchors)


def _written(shown: VisibleText, piece: Piece) -> Iterator[Link]:
    # Cut out, so that a link may begin right behind a tag, and a letter before that.
    for match in WRITTEN.finditer(shown.text[piece.start : piece.end]):
        url = without_punctuation(match[0], "*")
        host = host_of(url if "://" in url[:8] else f"//{url}")
        start = piece.start + match.start()
        if host and host != "www":
            yield Link(host, *shown.typed(start, start + len(url)))


def _named(shown: VisibleText, piece: Piece) -> Iterator[Link]:
    for match in NAMED.finditer(shown.text, piece.start, piece.end):
        yield Link(plain_host(match[0]), *shown.typed(*match.span()))
