"""Web addresses that stand in a text without a tag: where each begins, and where it ends."""

import re
from collections.abc import Iterator
from typing import NamedTuple

BARE_URL = re.compile(r"""(?<![a-z0-9])https?://[^\s<>"`\\«»“”„‹›]++""", re.IGNORECASE)


class Autolink(NamedTuple):
    """text[start:end], to be shown as a link to ``href``, should that be an address that may be linked."""

    start: int
    end: int
    href: str


def find_autolinks(text: str) -> Iterator[Autolink]:
    """Every web address of a text without tags, in order."""
    for match in BARE_URL.finditer(text):
        url = without_punctuation(match[0], "*_" if text[match.start() - 1 : match.start()] == "_" else "*")
        yield Autolink(match.start(), match.start() + len(url), url)


def without_punctuation(url: str, more: str) -> str:
    """``url`` without what ends the sentence or the bracket around it."""
    while url[-1] in ".,;:!?…'’" + more or any(
        url[-1] == closing and url.count(closing) > url.count(opening) for opening, closing in ("()", "[]")
    ):
        url = url[:-1]
    return url
