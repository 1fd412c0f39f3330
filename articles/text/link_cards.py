"""A paragraph that is only an address is shown as a card: the site that it leads to, and the way there.

Pure, and nothing is fetched: a card says what the address says, and no other host learns who reads.
"""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.utils.html import format_html

_ADDRESS = r"https?://[^\s<>\"]+"
_ALONE = re.compile(rf'<p>\s*(?:<a href="({_ADDRESS})">({_ADDRESS})</a>|({_ADDRESS}))\s*</p>')
# Of the way, as much as a line or two hold.
_LONGEST = 100


def shown(html: str) -> str:
    """A clean body with a card for each paragraph that holds an address alone, linked or not."""
    return _ALONE.sub(_card, html)


def _card(found: re.Match[str]) -> str:
    address = unescape(found[1] or found[3])
    if found[2] and unescape(found[2]) != address:
        return found[0]
    try:
        parts = urlsplit(address)
        host, way = parts.hostname or "", unquote(parts.path, errors="strict").rstrip("/")
    except ValueError:
        return found[0]
    if not host or not (host + way).isprintable():
        return found[0]
    way = way if len(way) < _LONGEST else f"{way[:_LONGEST]}…"
    return format_html(
        '<p class="card"><a href="{}"><b>{}</b> <bdi>{}</bdi></a></p>',
        address,
        host.removeprefix("www."),
        way,
    )
