"""Emphasis: which ``*`` and ``_`` belong together (CommonMark 0.31.2, 6.2, and its "process emphasis")."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..tokens import Allowance, Token, made_end, made_tag

NAMES = {1: "em", 2: "strong"}


@dataclass(slots=True)
class Run:
    """A delimiter run: what is left of it to be matched stands from ``start``, ``left`` characters long."""

    char: str
    start: int
    length: int
    left: int
    opens: bool
    closes: bool

    def __init__(self, char: str, start: int, end: int, before: str, after: str) -> None:
        """``before`` and ``after`` are the characters around it, "" at the ends of the paragraph."""
        left_flanking = _flanks(after, before)
        right_flanking = _flanks(before, after)
        self.char, self.start = char, start
        self.length = self.left = end - start
        self.opens, self.closes = left_flanking, right_flanking
        if char == "_":
            self.opens = left_flanking and (not right_flanking or _is_punctuation(before))
            self.closes = right_flanking and (not left_flanking or _is_punctuation(after))


def pair_up(runs: list[Run], allowance: Allowance) -> Iterator[Token]:
    """The tags that the delimiter runs of a stretch of text make, in no order."""
    openers: list[Run] = []
    # Below which of the openers there is none for a closer of this kind: so the work stays linear.
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        kind = (run.char, run.opens, run.length % 3)
        while run.closes and run.left:
            number = _find_opener(openers, run, bottoms.get(kind, 0))
            if number is None or not allowance.take():
                bottoms[kind] = len(openers)
                break
            del openers[number + 1 :]
            yield from _match(openers[number], run)
            if not openers[number].left:
                del openers[number]
            bottoms = {kind: min(bottom, len(openers)) for kind, bottom in bottoms.items()}
        if run.opens and run.left:
            openers.append(run)


def _find_opener(openers: list[Run], closer: Run, bottom: int) -> int | None:
    for number in range(len(openers) - 1, bottom - 1, -1):
        if _belong(openers[number], closer):
            return number
    return None


def _belong(opener: Run, closer: Run) -> bool:
    """By the "rule of 3": ``*a**b*`` is one emphasis."""
    if opener.char != closer.char:
        return False
    both_ways = opener.closes or closer.opens
    return not both_ways or (opener.length + closer.length) % 3 != 0 or opener.length % 3 == 0


def _match(opener: Run, closer: Run) -> Iterator[Token]:
    """Two tags, made of the last delimiters of the one run and the first of the other."""
    width = 2 if opener.left > 1 and closer.left > 1 else 1
    opener.left -= width
    start = opener.start + opener.left
    yield made_tag(start, start + width, NAMES[width])
    yield made_end(closer.start, closer.start + width, NAMES[width])
    closer.start += width
    closer.left -= width


def _flanks(inner: str, outer: str) -> bool:
    """Whether a run that stands between them belongs to ``inner``; "" is the paragraph's end."""
    if not inner or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


@lru_cache(maxsize=4096)
def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"
