"""From a plain text to an article: pure, knows no database.

The first line is the headline, blank lines part paragraphs, lines that begin with a dash or a bullet make one
list, and those of a dialogue a paragraph each.  What a page of ours prints around an article, copied along
with it, is left out and named.
"""

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter

from django.utils import translation
from django.utils.translation import gettext

from .sanitizing import CONTROLS
from .slugs import slug_of

BULLET = re.compile(r"[-–•](?:\s+|(?=[^\W\d]))(?=\S)")
SPEECH = re.compile(r"[–—]\s")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A line of these alone is blank.
BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
CHROME = (
    "Leave a Reply",
    "Cancel reply",
    "Your email address will not be published.",
    "Required fields are marked *",
    "Your email address will not be published. Required fields are marked *",
    "Comment *",
    "Name *",
    "Email *",
    "Website",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Post Comment",
    "Comments are closed.",
    "Back To Top",
)


class ManuscriptError(ValueError):
    """This text can't become an article; the message says why in one line."""


@dataclass(frozen=True)
class Manuscript:
    """A headline, a body in HTML, and the lines of the text that are in neither."""

    headline: str
    body: str
    left_out: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return slug_of(self.headline)


def read(raw: bytes, language: str) -> Manuscript:
    """Read a UTF-8 text; ``language`` says in which other words our own chrome may stand in it."""
    text = _decoded(raw)
    if not text.strip(BLANK):
        raise ManuscriptError("it is empty")
    headline, *rest = lines(text)
    rest, repeated = _without_headline(rest, headline)
    rest, chrome = _without_chrome(rest, language)
    body = html(blocks([escape(line, quote=False) for line in rest]))
    if not body:
        raise ManuscriptError("it has a headline but no body")
    return Manuscript(_typographic(headline), body, (*repeated, *chrome))


def lines(text: str) -> list[str]:
    """The text's lines, stripped, from the first that holds something to the last."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    return [line.strip(BLANK) for line in text.strip(BLANK).split("\n")]


def blocks(lines: list[str], bullet: re.Pattern[str] = BULLET) -> list[tuple[str, str]]:
    """Paragraphs and list items in order, each with its element's name; wrapped lines are joined."""
    runs = [list(run) for filled, run in groupby(lines, key=bool) if filled]
    return [block for run in runs for block in _blocks(run, bullet)]


def _blocks(lines: list[str], bullet: re.Pattern[str]) -> list[tuple[str, str]]:
    """Lines that no blank one parts: a single dash within them may only be where a sentence was wrapped."""
    marked = [bool(bullet.match(line) or SPEECH.match(line)) for line in lines]
    parts = marked[0] or sum(marked) > 1
    made: list[tuple[str, str]] = []
    for line, mark in zip(lines, marked, strict=True):
        if made and not (mark and parts):
            name, text = made.pop()
            made.append((name, f"{text} {line}"))
        else:
            item = bullet.match(line)
            made.append(("li", line[item.end() :]) if item else ("p", line))
    return made


def html(blocks: list[tuple[str, str]]) -> str:
    """The blocks, whose texts are HTML already, as elements; neighbouring items are one list."""
    made: list[str] = []
    for name, run in groupby(blocks, key=itemgetter(0)):
        elements = [f"<{name}>{text}</{name}>" for _, text in run]
        made += ["<ul>", *elements, "</ul>"] if name == "li" else elements
    return "\n".join(made)


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ManuscriptError(f"it is not UTF-8 (byte {error.start + 1})") from None
    if CONTROL.search(text):
        raise ManuscriptError("it holds control characters, so it is no plain text")
    return text


def _without_headline(lines: list[str], headline: str) -> tuple[list[str], list[str]]:
    """Leave out the headline where it stands again before anything else."""
    for index, line in enumerate(lines):
        if line:
            if _same(line, headline):
                return lines[index + 1 :], [line]
            break
    return lines, []


def _without_chrome(lines: list[str], language: str) -> tuple[list[str], list[str]]:
    """Leave out trailing lines that a page of ours prints under every article."""
    with translation.override(language):
        chrome = {words.casefold() for line in CHROME for words in (line, gettext(line))}
    kept = list(lines)
    while kept and (not kept[-1] or kept[-1].casefold() in chrome):
        kept.pop()
    return kept, [line for line in lines[len(kept) :] if line]


def _same(one: str, other: str) -> bool:
    """Whether two headlines differ at most in apostrophes, spacing and case."""
    return _folded(one) == _folded(other)


def _folded(headline: str) -> str:
    return " ".join(headline.replace("’", "'").casefold().split())


def _typographic(headline: str) -> str:
    """A headline is set with typographic apostrophes, however it was typed."""
    return APOSTROPHE.sub("’", " ".join(headline.split()))
