"""Quotations, lists and fences around paragraphs (CommonMark 0.31.2, 4.5 and 5)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice, pairwise

from ..nesting import MAX_DEPTH, cost_of
from ..tokens import Allowance, Token, made_end, made_tag, read_html
from .inlines import ENDS, SPECIAL, Inlines
from .passages import Line, Passage

# What may begin at the start of a line.  A row of three or more of the same bullet is a rule: text.
START = re.compile(
    r"""[ ]{0,3}(?:
    (?P<quote>>[ ]?)
    | (?P<fence>`{3,}|~{3,})[ \t]*+[\w+\#.-]*+[ \t]*+$
    | (?:(?!(?>(?:-[ \t]*+){3,})$|(?>(?:\*[ \t]*+){3,})$)
        (?P<bullet>[-+*])|(?P<number>[0-9]{1,9})(?P<dot>[.)]))
      (?P<space>[ \t]++)(?=\S)
    | (?=<(?P<verbatim>code|pre)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
LINE = re.compile("[^\n]*+\n|[^\n]++")
QUOTED = re.compile("[ ]{0,3}>[ ]?")
BLANK = re.compile(r"[ \t]*+\n?$")
BLANK_LINES = re.compile(r"\n(?:[ \t]*+\n)+")
TAB = 4

Block = tuple[Iterator[Token], int]
# Reads text[start:end].
Reader = Callable[[str, int, int], Iterator[Token]]


class Blocks:
    """Reads one text.

    A method that is asked for the block that begins with a line answers with its tokens and the number of the
    line behind it; with None where that line is a paragraph's.
    """

    def __init__(self, text: str, allowance: Allowance) -> None:
        self.text = text
        self.allowance = allowance

    def read(self) -> Iterator[Token]:
        ends = list(accumulate(map(len, LINE.findall(self.text))))
        return self._read_lines(list(pairwise([0, *ends])), 0)

    def _read_lines(self, lines: list[Line], depth: int) -> Iterator[Token]:
        """The tokens of lines that stand in ``depth`` blocks."""
        paragraphs: list[Line] = []
        endless: set[str] = set()
        number = 0
        while number < len(lines) and not self.allowance.is_spent:
            start = START.match(self.text, *lines[number])
            block = start and self._begin(lines, number, start, depth, endless)
            if not block:
                paragraphs.append(lines[number])
                number += 1
                continue
            yield from self._read_paragraphs(paragraphs)
            paragraphs = []
            tokens, number = block
            yield from tokens
        yield from self._read_paragraphs(paragraphs + lines[number:])

    def _begin(
        self, lines: list[Line], number: int, start: re.Match[str], depth: int, endless: set[str]
    ) -> Block | None:
        if not self.allowance.take_mark():
            return None
        if start["quote"]:
            return self._quotation(lines, number, depth)
        if start["fence"]:
            return self._fence(lines, number, start, depth)
        if start["verbatim"]:
            return self._verbatim(lines, number, start, endless)
        return self._list(lines, number, start, depth)

    # --- Each kind of block -----------------------------------------------------------------------------

    def _quotation(self, lines: list[Line], number: int, depth: int) -> Block:
        """The lines with a ``>``; text where all of them are blank behind it, or nothing is left to spend."""
        inside: list[Line] = []
        first = number
        for line in islice(lines, first, None):
            if not (marked := QUOTED.match(self.text, *line)):
                break
            inside.append((marked.end(), line[1]))
        number = first + len(inside)
        if not self._may_begin("blockquote", 1, inside, depth):
            return self._read_paragraphs(lines[first:number]), number
        opening = (lines[first][0], inside[0][0])
        tokens = self._read_lines(inside, depth + 1)
        return self._around("blockquote", opening, tokens, inside[-1][1]), number

    def _fence(self, lines: list[Line], number: int, start: re.Match[str], depth: int) -> Block:
        """The lines up to a fence as long, or to the end."""
        closing = re.compile(rf"[ ]{{0,3}}{start['fence']}{start['fence'][0]}*+[ \t]*+$")
        indent = start.start("fence") - start.start()
        inside: list[Line] = []
        first, number = number, number + 1
        while number < len(lines) and not closing.match(self.text, *lines[number]):
            inside.append(self._without_indent(lines[number], indent)[0])
            number += 1
        number = min(number + 1, len(lines))
        if not self._may_begin("pre", 1, inside, depth):
            return self._read_paragraphs(lines[first:number]), number
        content = self._read_joined(inside, _read_code)
        opening, end = lines[first], lines[number - 1][1]
        code = self._around("code", (opening[1], opening[1]), content, end)
        return self._around("pre", opening, code, end), number

    def _verbatim(
        self, lines: list[Line], number: int, start: re.Match[str], endless: set[str]
    ) -> Block | None:
        """A typed ``<pre>`` or ``<code>`` that ends some lines below: HTML, whatever it looks like.

        The rest of its last line is read as a line of its own.
        """
        name = start["verbatim"].lower()
        if name in endless or ENDS[name].search(self.text, start.end(), lines[number][1]):
            return None
        for last in range(number + 1, len(lines)):
            if closed := ENDS[name].search(self.text, *lines[last]):
                inside = [*lines[number:last], (lines[last][0], closed.end())]
                lines[last] = (closed.end(), lines[last][1])
                return self._read_html(inside), last
        endless.add(name)
        return None

    def _list(self, lines: list[Line], number: int, start: re.Match[str], depth: int) -> Block | None:
        """Items with the same marker, numbered from 1 up, or with 1 each time."""
        name = "ol" if start["number"] else "ul"
        if int(start["number"] or 1) != 1 or not self._may_begin(name, 2, [lines[number]], depth):
            return None
        opening = lines[number][0]
        items: list[Iterator[Token]] = []
        item: re.Match[str] | None = start
        while item:
            inside, number = self._item(lines, number, item)
            content = self._read_lines(inside, depth + 2)
            items.append(self._around("li", item.span(), content, inside[-1][1]))
            item, number = self._next_item(lines, number, item, len(items))
        return self._around(name, (opening, opening), chain.from_iterable(items), inside[-1][1]), number

    def _item(self, lines: list[Line], number: int, start: re.Match[str]) -> tuple[list[Line], int]:
        """The lines of an item, without marker and indentation, and the number of the line behind it."""
        before = self.text[start.start() : start.start("space")]
        width = len((before + start["space"]).expandtabs(TAB))
        if width > len(before) + TAB:
            width = len(before) + 1
        inside = [(start.end(), lines[number][1])]
        blank: list[Line] = []
        stop = number = number + 1
        while number < len(lines):
            line, has_indent = self._without_indent(lines[number], width)
            if self._is_blank(line):
                blank.append(line)
            elif has_indent:
                inside += [*blank, line]
                blank, stop = [], number + 1
            else:
                break
            number += 1
        return inside, stop

    def _next_item(
        self, lines: list[Line], number: int, item: re.Match[str], count: int
    ) -> tuple[re.Match[str] | None, int]:
        """The start of the next item after ``count``, with its line's number; None, with the one given."""
        at = number
        while at < len(lines) and self._is_blank(lines[at]):
            at += 1
        found = START.match(self.text, *lines[at]) if at < len(lines) else None
        if found is None or (found["bullet"], found["dot"]) != (item["bullet"], item["dot"]):
            return None, number
        # What is shown is how many items there are.
        if found["number"] and int(found["number"]) != count + 1 and found["number"] + item["number"] != "11":
            return None, number
        return (found, at) if self.allowance.take(cost_of("li")) else (None, number)

    # --- What blocks are made of ------------------------------------------------------------------------

    def _read_paragraphs(self, lines: Sequence[Line]) -> Iterator[Token]:
        """Lines that begin no block; a blank one parts paragraphs."""
        return self._read_joined(lines, self._read_stretch)

    def _read_html(self, lines: Sequence[Line]) -> Iterator[Token]:
        return self._read_joined(lines, lambda text, *ends: read_html(text, self.allowance, *ends))

    def _read_joined(self, lines: Sequence[Line], read: Reader) -> Iterator[Token]:
        """What ``read`` finds in the lines, as in one text."""
        if not lines:
            return iter(())
        passage = Passage(self.text, lines)
        return passage.placed(read(*passage.whole))

    def _read_stretch(self, text: str, start: int, end: int) -> Iterator[Token]:
        """The tokens of the paragraphs in text[start:end]; once the allowance is gone, the rest is text."""
        inlines = None
        while (special := SPECIAL.search(text, start, end)) and not self.allowance.is_spent:
            inlines = inlines or Inlines(text, start, end, self.allowance)
            blank = BLANK_LINES.search(text, special.start(), end)
            stop = blank.start() if blank else end
            yield from inlines.read(start, stop)
            start = stop
        yield Token(start, end)

    def _around(self, name: str, opening: Line, tokens: Iterable[Token], end: int) -> Iterator[Token]:
        yield made_tag(*opening, name)
        yield from tokens
        yield made_end(end, end, name)

    def _may_begin(self, name: str, levels: int, inside: Sequence[Line], depth: int) -> bool:
        """Whether a block shows anything, stands not too deep, and can be paid for with its first child."""
        shows = not all(self._is_blank(line) for line in inside)
        return shows and depth + levels <= MAX_DEPTH and self.allowance.take(cost_of(name) + 1)

    def _is_blank(self, line: Line) -> bool:
        return BLANK.match(self.text, *line) is not None

    def _without_indent(self, line: Line, width: int) -> tuple[Line, bool]:
        """The line without white space up to ``width`` columns, and whether there was so much."""
        start, end = line
        column = 0
        while column < width and start < end and self.text[start] in " \t":
            column = column + 1 if self.text[start] == " " else (column // TAB + 1) * TAB
            start += 1
        return (start, end), column >= width


def _read_code(text: str, start: int, end: int) -> Iterator[Token]:
    yield Token(start, start + len(text[start:end].rstrip("\n")), verbatim=True)
