"""Lines that are read as one text, though other characters stand between them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from ..tokens import Token

# Where a line begins and ends in the text, with its line end, without what marks it as a quotation's.
Line = tuple[int, int]


class Passage:
    """Some lines of ``text``, one at least.

    ``whole`` is a text, and where in it they all stand, side by side.
    """

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.lines = list(_joined(lines))
        self.is_whole = len(self.lines) == 1
        if self.is_whole:
            self.whole = (text, *self.lines[0])
        else:
            self.starts = [0, *accumulate(end - start for start, end in self.lines)]
            # How much further on each line stands in the text.
            self.offsets = [line[0] - start for line, start in zip(self.lines, self.starts, strict=False)]
            self.whole = ("".join(text[start:end] for start, end in self.lines), 0, self.starts[-1])

    def placed(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Tokens of ``whole`` as tokens of ``text``."""
        return tokens if self.is_whole else self._placed(tokens)

    def _placed(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """A tag as one, characters line by line."""
        for token in tokens:
            number, last = self._line_of(token.start), self._line_of(max(token.end - 1, 0))
            if token.tag:
                places = token.start + self.offsets[number], token.end + self.offsets[last]
                yield Token(*places, token.name, token.tag, made=token.made)
                continue
            inner = self.starts[number + 1 : last + 1]
            bounds = zip([token.start, *inner], [*inner, token.end], self.offsets[number:], strict=False)
            for start, end, offset in bounds:
                yield Token(start + offset, end + offset, "", "", token.verbatim)

    def _line_of(self, place: int) -> int:
        return min(bisect_right(self.starts, place), len(self.lines)) - 1


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those made one that stand side by side."""
    open_start, open_end = lines[0]
    for start, end in lines[1:]:
        if start != open_end:
            yield open_start, open_end
            open_start = start
        open_end = end
    yield open_start, open_end
