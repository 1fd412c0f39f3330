"""Paragraphs, line breaks and links: the markup made of a text's tokens.

Only text is written; each text brings the elements it stands in, and those that the next text does not share
are closed first.  So nothing is empty or left open, blocks never stand in inline elements or paragraphs, and
an inline element that runs over a blank line goes on in the next paragraph, while there is an allowance.
"""

import html
import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import NamedTuple

from .autolinks import find_autolinks
from .markup import ATTRIBUTE, ENTITY, decoded, printable
from .reading.nesting import BLOCKS, LISTS, cost_of
from .reading.nesting import MAX_DEPTH as DEEPEST_TYPED
from .reading.tokens import Allowance, Token

# What text stands in when the reader left it straight inside one of these ("" is the comment itself).
WRAPPERS = {"": "p", "blockquote": "p", "ul": "li", "ol": "li"}
# Blocks that were typed, and those that Markdown made around them.
MAX_DEPTH = 2 * DEEPEST_TYPED
# As tags and entities these would each cost a parser as much as a line of prose.  So they pass bleach as
# characters that no printable text holds, and are written out behind it.
LINE_BREAK, PARAGRAPH_BREAK, LESS, GREATER, AMPERSAND = "\u2028", "\u2029", "\ufff0", "\ufff1", "\ufff2"
STAND_INS = {
    LINE_BREAK: "<br>",
    PARAGRAPH_BREAK: "</p><p>",
    LESS: "&lt;",
    GREATER: "&gt;",
    AMPERSAND: "&amp;",
}
LEADING_BREAK = re.compile(r"[^\S\n]*+\n")
BLANK_LINES, LINE_END = re.compile(r"\n[^\S\n]*+\n\s*+"), re.compile(r"\n[^\S\n]*+")
# In code the indentation stays.
BLANK_LINES_OF_CODE, LINE_END_OF_CODE = re.compile(r"\n(?>(?:[^\S\n]*+\n)+)"), re.compile("\n")


class _Element(NamedTuple):
    """An element in the path from the comment down to a text; equal means the same one."""

    name: str
    number: int
    attributes: str = ""

    @property
    def cost(self) -> int:
        """Of the allowance, to be opened again."""
        return 1 + len(self.attributes) // Allowance.CHARACTERS


class Paragraphs:
    """Writes the markup of one text, of whose tags each has its partner.

    ``is_allowed`` is asked for each attribute: of which tag, its name, its value.  ``is_address``: may a bare
    web address be a link?
    """

    def __init__(
        self,
        text: str,
        allowance: Allowance,
        *,
        is_allowed: Callable[[str, str, str], bool],
        is_address: Callable[[str], object],
    ) -> None:
        self.text = text
        self.allowance = allowance
        self.is_allowed = is_allowed
        self.is_address = is_address
        self.output: list[str] = []
        self.numbers = count(1)
        # The elements that are open in what was read: blocks, and others.
        self.read_blocks: list[_Element] = []
        self.read_inlines: list[_Element] = []
        # Those that are open in what was written, and the numbers of all that ever were.
        self.blocks: list[_Element] = []
        self.inlines: list[_Element] = []
        self.opened: set[int] = set()
        self.paragraph = 0
        self.breaks = 2  # line breaks since the last text; two or more part paragraphs

    def write(self, tokens: Iterable[Token]) -> str:
        run: list[str] = []
        for token in tokens:
            if not token.name:
                run.append(self._characters(token))
            elif token.name == "br":
                # A line break like one that was typed.
                run.append("\n")
            else:
                self._write_run("".join(run))
                run.clear()
                self._read_tag(token)
        self._write_run("".join(run))
        self._close(self.inlines, 0)
        self._close(self.blocks, 0)
        return "".join(self.output)

    def _characters(self, token: Token) -> str:
        text = self.text[token.start : token.end]
        return text if token.verbatim or "&" not in text else printable(ENTITY.sub(decoded, text))

    # --- Tags -------------------------------------------------------------------------------------------

    def _read_tag(self, token: Token) -> None:
        is_block = token.name in BLOCKS
        if is_block:
            self.breaks = 2
        # The paragraphs that are written are ours.
        if token.name != "p":
            read = self.read_blocks if is_block else self.read_inlines
            (_end if token.closes else self._begin)(read, token)

    def _begin(self, read: list[_Element], token: Token) -> None:
        """A link ends where another begins, and an item where its list has another (HTML)."""
        if token.name == "a":
            read[:] = [element for element in read if element.name != "a"]
        elif token.name == "li" and read and read[-1].name == "li":
            read.pop()
        attributes = self._attributes(token)
        # Without an address it is no link.
        if token.name != "a" or attributes:
            read.append(_Element(token.name, next(self.numbers), attributes))

    def _attributes(self, token: Token) -> str:
        """What is allowed of a tag's attributes, as bleach will read it; of two with one name the first.

        Nothing of an <a> without an address: it is no link.
        """
        if len(token.tag) == len(f"<{token.name}>"):
            return ""
        values: dict[str, str] = {}
        for name, value in ATTRIBUTE.findall(token.tag):
            values.setdefault(name.lower(), value if value[0] in "\"'" else f'"{value}"')
        allowed = {
            name: value
            for name, value in values.items()
            if self.is_allowed(token.name, name, html.unescape(value[1:-1]))
        }
        if token.name == "a" and "href" not in allowed:
            return ""
        return "".join(f" {name}={value}" for name, value in allowed.items())

    # --- Text -------------------------------------------------------------------------------------------

    def _write_run(self, run: str) -> None:
        """Text that no tag interrupts, with its line breaks."""
        if not run:
            return
        if not self.breaks and "\n" not in run:
            self._write(run)
            return
        innermost = self._innermost()
        if innermost == "pre":
            self._write(run.lstrip("\n") if self.breaks else run)
            return
        is_code = any(element.name == "code" for element in self.read_inlines)
        body, breaks_behind = self._without_outer_breaks(run, is_code)
        if not body:
            return
        body = (BLANK_LINES_OF_CODE if is_code else BLANK_LINES).sub(PARAGRAPH_BREAK, body)
        body = (LINE_END_OF_CODE if is_code else LINE_END).sub(LINE_BREAK, body)
        if WRAPPERS.get(innermost) == "p":
            self._write_paragraphs(body)
        else:
            self._write(body.replace(PARAGRAPH_BREAK, 2 * LINE_BREAK))
        self.breaks = breaks_behind

    def _without_outer_breaks(self, run: str, is_code: bool) -> tuple[str, int]:
        """The run without the line breaks around it, and how many follow it; those before it are counted."""
        body = run
        if self.breaks or LEADING_BREAK.match(run):
            body = run.lstrip("\n" if is_code else None)
            self.breaks += run.count("\n", 0, len(run) - len(body))
        behind = body[len(body.rstrip()) :].count("\n")
        if behind:
            body = body.rstrip()
            if not body:
                self.breaks += behind
        return body, behind

    def _write_paragraphs(self, body: str) -> None:
        """Inline elements are opened again in each paragraph; without any, all are written at once."""
        while body and self.read_inlines:
            paragraph, _break, body = body.partition(PARAGRAPH_BREAK)
            self._write(paragraph)
            self.breaks = 2
        if body:
            self._write(body)
            self.paragraph += body.count(PARAGRAPH_BREAK)
            self.blocks[-1] = _Element("p", -self.paragraph)

    def _write(self, text: str) -> None:
        if not text:
            return
        self.paragraph += self.breaks > 1
        blocks, inlines = self._paid_path()
        if blocks == self.blocks:
            self._close(self.inlines, _shared(self.inlines, inlines))
            self._write_breaks()
        elif self.blocks and self.blocks[-1].name == "p" and self.blocks[:-1] == blocks[:-1]:
            self._close(self.inlines, 0)
            self.output.append(PARAGRAPH_BREAK)
            self.blocks = blocks
        else:
            self._close(self.inlines, 0)
            self._close(self.blocks, _shared(self.blocks, blocks))
            self._open(self.blocks, blocks)
        self._open(self.inlines, inlines)
        self.breaks = 0
        is_verbatim = blocks[-1].name == "pre" or any(element.name in {"a", "code"} for element in inlines)
        self.output.append(_escaped(text)) if is_verbatim else self._write_linked(text)

    def _write_breaks(self) -> None:
        if self.breaks:
            self.output.append(min(self.breaks, 2) * ("\n" if self.blocks[-1].name == "pre" else LINE_BREAK))

    def _close(self, written: list[_Element], kept: int) -> None:
        while len(written) > kept:
            self.output.append(f"</{written.pop().name}>")

    def _open(self, written: list[_Element], path: list[_Element]) -> None:
        for element in path[len(written) :]:
            self.output.append(f"<{element.name}{element.attributes}>")
            # Those that wrap text are never opened again: each is another.
            if element.number > 0:
                self.opened.add(element.number)
            written.append(element)

    def _write_linked(self, text: str) -> None:
        end = 0
        for link in find_autolinks(text):
            if self.is_address(link.href):
                if not self.allowance.take(cost_of("a")):
                    break
                address = link.href.replace("&", "&amp;")
                words = _escaped(text[link.start : link.end])
                self.output += [_escaped(text[end : link.start]), f'<a href="{address}">{words}</a>']
                end = link.end
        self.output.append(_escaped(text[end:]))

    # --- Where text stands ------------------------------------------------------------------------------

    def _paid_path(self) -> tuple[list[_Element], list[_Element]]:
        """The blocks that the next text stands in, and the other elements.

        To open one again costs as much as another one does; what can't be paid ends here.
        """
        while True:
            blocks = self._blocks()
            inlines = list(self.read_inlines)
            if blocks == self.blocks:
                new = inlines[_shared(self.inlines, inlines) :]
            else:
                new = blocks[_shared(self.blocks, blocks) :] + inlines
            unpaid = {
                element.number
                for element in new
                if element.number in self.opened and not self.allowance.take(element.cost)
            }
            if not unpaid:
                return blocks, inlines
            self.read_blocks = [element for element in self.read_blocks if element.number not in unpaid]
            self.read_inlines = [element for element in self.read_inlines if element.number not in unpaid]

    def _blocks(self) -> list[_Element]:
        """The blocks the next text stands in, made well-formed."""
        if not self.read_blocks:
            return [_Element(WRAPPERS[""], -self.paragraph)]
        blocks: list[_Element] = []
        for element in self.read_blocks[:MAX_DEPTH]:
            parent = blocks[-1].name if blocks else ""
            is_item, in_list = element.name == "li", parent in LISTS
            if parent == "pre" or (is_item and not in_list):
                continue
            if in_list and not is_item:
                blocks.append(_Element("li", element.number))
            blocks.append(element)
        wrapper = WRAPPERS.get(blocks[-1].name if blocks else "")
        return [*blocks, _Element(wrapper, -self.paragraph)] if wrapper else blocks

    def _innermost(self) -> str:
        """The innermost block but the one that wraps the next text; "" is the comment itself."""
        blocks = [element for element in self._blocks() if element.number > 0]
        return blocks[-1].name if blocks else ""


def written_out(markup: str) -> str:
    """The markup with the tags and entities that characters stood in for."""
    for character, written in STAND_INS.items():
        markup = markup.replace(character, written)
    return markup


def _end(read: list[_Element], token: Token) -> None:
    """The innermost element of that name ends, and with a list its items."""
    same = [place for place, element in enumerate(read) if element.name == token.name]
    if same:
        behind = read[same[-1] + 1 :]
        read[same[-1] :] = [element for element in behind if token.name not in LISTS or element.name != "li"]


def _shared(written: list[_Element], path: list[_Element]) -> int:
    """How many elements from the first on are the same."""
    for number, (one, other) in enumerate(zip(written, path, strict=False)):
        if one != other:
            return number
    return min(len(written), len(path))


def _escaped(text: str) -> str:
    return text.replace("&", AMPERSAND).replace("<", LESS).replace(">", GREATER)
