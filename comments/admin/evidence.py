"""Evidence highlighted in the text of a comment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from ..text.marks import limit_marks
from ..text.markup import HYPHEN, LINE_END, UNPRINTABLE
from ..text.normalizing import is_invisible

# So many blank lines one after the other are folded.
FOLDED = 4
# What stands on the page for a character that nobody sees.
REPLACED = "\ufffd"


@dataclass(frozen=True)
class Part:
    """Some of a piece as it is shown, and so many blank lines behind it that are not."""

    text: str
    blank_lines: int = 0


@dataclass(frozen=True)
class Segment:
    """A piece of the text, and the numbers, from 1, of the reasons that point at it."""

    text: str
    reasons: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """The piece on a page: what can't be seen, or turns letters round, is seen as U+FFFD."""
        lines = HYPHEN.sub("-", LINE_END.sub("\n", self.text))
        return limit_marks(UNPRINTABLE.sub(REPLACED, lines))

    @property
    def parts(self) -> list[Part]:
        """The same, with what pads it folded."""
        parts: list[Part] = []
        kept: list[str] = []
        for is_blank, group in groupby(self.shown.split("\n"), key=_is_blank):
            lines = [*group]
            if is_blank and len(lines) >= FOLDED:
                parts.append(Part("\n".join(kept), len(lines)))
                kept = []
            else:
                kept += lines
        return [*parts, Part("\n".join(kept))]


def _is_blank(line: str) -> bool:
    return all(char.isspace() or char == REPLACED or is_invisible(char) for char in line)


def segments(text: str, evidence: Sequence[Any]) -> list[Segment]:
    """Cut ``text`` where evidence begins and ends; the pieces joined are the text again.

    ``evidence`` holds, for each reason in turn, pairs of offsets; they may overlap.  It was stored as JSON,
    perhaps by a host's own rule: whatever is no range within the text is passed over.
    """
    ranges = [
        (number, pair[0], pair[1])
        for number, pairs in enumerate(evidence, start=1)
        for pair in _listed(pairs)
        if _is_range(pair, len(text))
    ]
    cuts = sorted({0, len(text)} | {cut for _number, *pair in ranges for cut in pair})
    return [
        Segment(text[start:end], tuple(dict.fromkeys(n for n, a, b in ranges if a <= start and end <= b)))
        for start, end in pairwise(cuts)
    ]


def _listed(pairs: Any) -> Iterable[Any]:
    return pairs if isinstance(pairs, list | tuple) else ()


def _is_range(pair: Any, length: int) -> bool:
    if not isinstance(pair, list | tuple) or [type(offset) for offset in pair] != [int, int]:
        return False
    return bool(0 <= pair[0] < pair[1] <= length)
