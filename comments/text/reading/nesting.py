"""Which of a text's tags are tags.

One that is never closed is text, as ``Box<S>`` is; so is one too deep inside others, and one above the
allowance.  Nothing of either is lost: it is shown as it was typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .tokens import Allowance, Token

LISTS = frozenset({"ul", "ol"})
BLOCKS = LISTS | {"li", "blockquote", "pre", "p"}
# Blocks in each other, and other elements: browsers flatten trees somewhere below 512, and nobody quotes a
# quotation ten times over.
MAX_DEPTH = 10
# With the paragraphs that come into being in an element and behind it.
COSTS = {"blockquote": 3, "pre": 2, "ul": 2, "ol": 2, "p": 2, "a": 1.25, "li": 0.75}


def cost_of(name: str) -> float:
    """How much of an allowance an element takes."""
    return COSTS.get(name, 1)


def settle(tokens: Iterable[Token], allowance: Allowance) -> Iterator[Token]:
    """The tokens, those tags made text that are none.  What Markdown made is paid for, in pairs."""
    given = list(tokens)
    kept = _Path(given, _pairs(given), allowance).kept()
    for number, token in enumerate(given):
        if not token.tag or number in kept:
            yield token
        elif token.start < token.end:
            yield Token(token.start, token.end, verbatim=True)


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """The number of each start tag, with that of the tag that ends its element: an item's list may (HTML)."""
    opened: dict[tuple[str, bool], list[int]] = defaultdict(list)
    items = opened["li", False]
    pairs: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if not token.name:
            continue
        same = opened[token.name, token.made]
        if not token.closes:
            same.append(number)
        elif same:
            start = same.pop()
            pairs[start] = number
            while token.name in LISTS and items and items[-1] > start:
                pairs[items.pop()] = number
    return pairs


class _Path:
    """The elements that are open, while the tags are looked at in order."""

    def __init__(self, tokens: Sequence[Token], pairs: dict[int, int], allowance: Allowance) -> None:
        self.tokens, self.pairs, self.allowance = tokens, pairs, allowance
        self.blocks: list[int] = []
        self.inlines: list[int] = []
        self._kept: set[int] = set()

    def kept(self) -> set[int]:
        """The numbers of the tags that are tags."""
        for number, token in enumerate(self.tokens):
            if not token.name:
                continue
            path = self.blocks if token.name in BLOCKS else self.inlines
            if token.name == "br":
                self._kept.add(number)
            elif number in self.pairs:
                self._open(number, token, path)
            elif number in self._kept:
                path[:] = [start for start in path if self.pairs[start] != number]
        return self._kept

    def _open(self, number: int, token: Token, path: list[int]) -> None:
        if token.name == "li" and path and self.tokens[path[-1]].name == "li":
            path.pop()
        end = self.pairs[number]
        ends_with_list = self.tokens[end].name != token.name
        if ends_with_list and end not in self._kept:
            return
        if self._may_stand(token, path):
            self._kept |= {number, end}
            path.append(number)

    def _may_stand(self, token: Token, path: list[int]) -> bool:
        """What Markdown made is paid for, and its blocks are not too deep in each other."""
        if token.made and token.name in BLOCKS:
            return True
        return len(path) < MAX_DEPTH and (token.made or self.allowance.take(cost_of(token.name)))
