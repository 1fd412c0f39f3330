"""What is different between two texts: pure, knows no database.

Two bodies are compared block by block, and within a block that was changed word by word: a few milliseconds,
where word by word alone takes a second.  What is compared is the source, so that a link's address or an
emphasis that changed is seen; the tags of blocks are the blocks' names.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, REMOVED, ADDED, CHANGED = "same", "removed", "added", "changed"

# Of a clean body: everything else in it stands inside a line.
_BLOCK = re.compile(
    r"<(/?)(p|h[2-4]|ul|ol|li|blockquote|pre|hr|figure|figcaption|table|caption|thead|tbody|tr|td|th)"
    r"((?:\s[^<>]*)?)/?>"
)
# A word has the spaces behind it: half as many to compare.
_WORD = re.compile(r"(?:<[^<>]*>|[^\s<]+|<)\s*|\s+")
_WHOLE = {"hr", "figure"}  # that say something without words of their own
_ALIKE = 0.4  # the share of words by which one block is another version of another
_AHEAD = 4  # blocks looked at for such a version
_REPEATED = (
    10  # how often the average word or block may stand on the other side; beyond, no pairs are looked for
)


class Block(NamedTuple):
    """One paragraph, heading, list item …: ``kind`` is its element, ``text`` its source."""

    kind: str
    text: str


class Piece(NamedTuple):
    """Some words of a row: ``sign`` is SAME, REMOVED or ADDED."""

    sign: str
    text: str


class Row(NamedTuple):
    """One block of either body: ``sign`` is SAME, REMOVED, ADDED or CHANGED."""

    sign: str
    kind: str
    pieces: tuple[Piece, ...]


def words(old: str, new: str) -> list[Piece]:
    """How ``old`` became ``new``, word by word."""
    return list(_pieces(_WORD.findall(old), _WORD.findall(new)))


def bodies(old: str, new: str) -> list[Row]:
    """How one clean body became the other: every block of both, in order."""
    before, after = blocks(old), blocks(new)
    rows: list[Row] = []
    for tag, a, b, c, d in _steps(before, after):
        if tag == "equal":
            rows += [_whole(SAME, block) for block in before[a:b]]
        else:
            rows += _replaced(before[a:b], after[c:d])
    return rows


def around(rows: list[Row], context: int = 1) -> list[Row | None]:
    """The rows that differ, with ``context`` more on each side; None where others are left out."""
    near = {
        place
        for number, row in enumerate(rows)
        if row.sign != SAME
        for place in range(number - context, number + context + 1)
    }
    shown: list[Row | None] = []
    for number, row in enumerate(rows):
        if number in near:
            shown.append(row)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def blocks(html: str) -> list[Block]:
    """The blocks of a clean body, in order."""
    found: list[Block] = []
    kind, start = "p", 0
    for tag in _BLOCK.finditer(html):
        found += _filled(kind, html[start : tag.start()])
        if not tag[1]:
            kind = tag[2]
            found += [Block(kind, tag[3].strip())] if kind in _WHOLE else []
        start = tag.end()
    return found + _filled(kind, html[start:])


def _filled(kind: str, text: str) -> list[Block]:
    return [Block("figcaption" if kind == "figure" else kind, text.strip())] if text.strip() else []


def _steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[str, int, int, int, int]]:
    """difflib's opcodes; what both begin and end with is found first, at no cost.

    difflib's time grows with the times that each thing stands on the other side: monotonous texts, such as a
    thousand times one word, are taken as replaced.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    yield "equal", 0, head, 0, head
    if _pairs(gone, come) <= _REPEATED * (len(gone) + len(come)):
        for tag, a, b, c, d in SequenceMatcher(None, gone, come).get_opcodes():
            yield tag, a + head, b + head, c + head, d + head
    else:
        yield "replace", head, len(old) - tail, head, len(new) - tail
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    theirs = Counter(new)
    return sum(number * theirs[one] for one, number in Counter(old).items())


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))


def _replaced(old: list[Block], new: list[Block]) -> Iterator[Row]:
    """Each old block beside the next new one that is a version of it, in order."""
    theirs = [{*block.text.split()} for block in new]
    at = 0
    # Of a thousand blocks only the next one is looked at.
    ahead = _AHEAD if len(old) < 1000 else 1
    for block in old:
        mine = {*block.text.split()}
        for found in range(at, min(at + ahead, len(new))):
            if new[found].kind == block.kind and _alike(mine, theirs[found]):
                yield from (_whole(ADDED, added) for added in new[at:found])
                yield _changed(block, new[found])
                at = found + 1
                break
        else:
            yield _whole(REMOVED, block)
    yield from (_whole(ADDED, added) for added in new[at:])


def _alike(mine: set[str], theirs: set[str]) -> bool:
    return len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs))


def _whole(sign: str, block: Block) -> Row:
    return Row(sign, block.kind, (Piece(sign, block.text),))


def _changed(old: Block, new: Block) -> Row:
    if old == new:
        return _whole(SAME, new)
    return Row(CHANGED, new.kind, tuple(_pieces(_WORD.findall(old.text), _WORD.findall(new.text))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in _steps(old, new):
        if tag == "equal":
            yield from _filled_piece(SAME, old[a:b])
        else:
            yield from _filled_piece(REMOVED, old[a:b])
            yield from _filled_piece(ADDED, new[c:d])


def _filled_piece(sign: str, tokens: list[str]) -> Iterator[Piece]:
    if tokens:
        yield Piece(sign, "".join(tokens))
