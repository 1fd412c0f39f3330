"""What stands in a paragraph: code, emphasis, links, typed tags, escapes (CommonMark 0.31.2, 6)."""

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ...autolinks import find_autolinks
from ...markup import TAG
from ..nesting import cost_of
from ..tokens import Allowance, Token, made_end, made_tag, read_html
from .destinations import read_destination
from .emphasis import Run, pair_up

# Whatever may be more than itself.
SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|[\[\]<]")
BACKTICKS = re.compile("`+")
# Behind every text.
NO_MORE = (sys.maxsize, sys.maxsize)
# In these typed elements no Markdown is read, as before there was any.
VERBATIM = re.compile(r"<(code|pre)\b", re.IGNORECASE)
ENDS = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in ("code", "pre")}


@dataclass(slots=True)
class _Bracket:
    """A ``[`` that may begin a link, and how many delimiter runs stood before it."""

    start: int
    runs: int
    active: bool = True


class Inlines:
    """Reads paragraphs in text[start:end]."""

    def __init__(self, text: str, start: int, end: int, allowance: Allowance) -> None:
        self.text = text
        self.allowance = allowance
        # Nothing in a bare address is a delimiter.  They are looked for as far as there are delimiters.
        self.addresses = ((start + link.start, start + link.end) for link in find_autolinks(text[start:end]))
        self.address = (start, start)
        self.backticks: dict[int, list[int]] = defaultdict(list)
        for run in BACKTICKS.finditer(text, start, end):
            self.backticks[len(run[0])].append(run.start())

    def read(self, start: int, end: int) -> Iterator[Token]:
        """The tokens of the paragraph text[start:end]."""
        self.start, self.end = start, end
        # What isn't text, as it is read: where it begins and ends, and the tokens that it is.
        self.found: list[tuple[int, int, list[Token]]] = []
        # Where the last link ended: what looked like an address, and began in it, did too.
        self.linked = start
        self.runs: list[Run] = []
        self.brackets: list[_Bracket] = []
        # The verbatim elements of which the paragraph has no end tag any more.
        self.endless: set[str] = set()
        place = start
        while (special := SPECIAL.search(self.text, place, end)) and self.allowance.take_mark():
            place = self._read_special(special)
        self._pair_up(0)
        return self._with_text(start)

    def _read_special(self, special: re.Match[str]) -> int:
        """Read what may be more than itself; where to go on."""
        start, end = special.span()
        match special[0][0]:
            case "\\":
                self.found.append((start, end, [Token(start + 1, end, verbatim=True)]))
            case "`":
                return self._read_code(start, end)
            case "[":
                self.brackets.append(_Bracket(start, len(self.runs)))
            case "]" if self.brackets:
                return self._read_link(self.brackets.pop(), start)
            case "<":
                return self._read_tag(start)
            case "*" | "_" if not self._is_in_address(start):
                self.runs.append(self._run(start, end))
        return end

    def _run(self, start: int, end: int) -> Run:
        before = self.text[start - 1] if start > self.start else ""
        after = self.text[end] if end < self.end else ""
        return Run(self.text[start], start, end, before, after)

    def _is_in_address(self, place: int) -> bool:
        while self.address[1] <= place:
            # To find one costs as much as some marks.
            self.allowance.take_mark()
            self.address = next(self.addresses, NO_MORE)
        return self.linked <= self.address[0] <= place

    def _read_code(self, start: int, end: int) -> int:
        """Code as far as the next run of as many backticks; without one, or without content, text."""
        runs = self.backticks[end - start]
        number = bisect_right(runs, start)
        closer = runs[number] if number < len(runs) else self.end
        inner = self.text[end:closer] if closer < self.end else ""
        if not inner.strip() or not self.allowance.take():
            return end
        stop = closer + end - start
        padded = inner[0] in " \n" and inner[-1] in " \n"
        tokens = [
            made_tag(start, end, "code"),
            Token(end + padded, closer - padded, verbatim=True),
            made_end(closer, stop, "code"),
        ]
        self.found.append((start, stop, tokens))
        return stop

    def _read_tag(self, start: int) -> int:
        tag = TAG.match(self.text, start, self.end)
        if tag is None:
            return start + 1
        end = self._end_of_verbatim(tag) or tag.end()
        self.found.append((start, end, list(read_html(self.text, self.allowance, start, end))))
        return end

    def _end_of_verbatim(self, tag: re.Match[str]) -> int:
        opened = VERBATIM.match(tag[0])
        name = opened[1].lower() if opened else ""
        if not name or name in self.endless:
            return 0
        end = ENDS[name].search(self.text, tag.end(), self.end)
        if end is None:
            self.endless.add(name)
            return 0
        return end.end()

    def _read_link(self, bracket: _Bracket, start: int) -> int:
        """What a ``]`` ends: words with an address behind them are a link; no link stands in another."""
        words = self.text[bracket.start + 1 : start]
        found = read_destination(self.text, start + 1, self.end) if bracket.active and words.strip() else None
        if found is None or not self.allowance.take(cost_of("a")):
            return start + 1
        opening = made_tag(bracket.start, bracket.start + 1, "a", found.attributes)
        self.found.append((bracket.start, bracket.start + 1, [opening]))
        self._pair_up(bracket.runs)
        self.found.append((start, found.end, [made_end(start, found.end, "a")]))
        self.linked = found.end
        for outer in reversed(self.brackets):
            if not outer.active:
                break
            outer.active = False
        return found.end

    def _pair_up(self, first: int) -> None:
        """Make tags of the delimiter runs from the ``first`` on, and forget those."""
        tags = pair_up(self.runs[first:], self.allowance)
        self.found += [(tag.start, tag.end, [tag]) for tag in tags]
        del self.runs[first:]

    def _with_text(self, start: int) -> Iterator[Token]:
        """All that was found, in order, and the text between."""
        for begins, ends, tokens in sorted(self.found):
            if start < begins:
                yield Token(start, begins)
            yield from tokens
            start = ends
        if start < self.end:
            yield Token(start, self.end)
