"""What readers typed, made harmless twice: ``clean`` on the way in, ``guard`` on the way out.

Two sanitisers with two parsers and one allow-list.  What is stored is made once: the text is read by its
syntax, gets paragraphs and links, and bleach (html5lib) has the last word.  nh3 (html5ever) guards
whatever is shown, however it came into the database.
"""

import html
import re
import threading
from collections import Counter

import bleach.sanitizer
import nh3
from django.utils.safestring import SafeString, mark_safe

from .autolinks import may_hold_autolinks
from .marks import UNMARKED
from .markup import ALLOWED_TAGS, ATTRIBUTE, printable
from .names import is_visible
from .paragraphs import BLANK_LINES, LINE_END, Paragraphs, written_out
from .reading import read_tokens
from .reading.safe_urls import safe_url
from .reading.syntax import Syntax
from .reading.tokens import Allowance

ALLOWED_ATTRIBUTES = {"a": frozenset({"href", "title"})}
LINK_REL = "nofollow ugc noopener"
# Each paragraph takes its direction from its own first letter; code runs from left to right.  Only the guard
# writes these, whatever was typed.
DIRECTIONS = {"p": "auto", "li": "auto", "pre": "ltr"}
# Parsers pass over the first one (HTML), each time.
LINE_ENDS_IN_PRE = re.compile(r"(<pre[^>]*>)\n+")
# Some hundredths of a second at worst.  Forms cap at far less, with a kind sentence.
MAX_LENGTH = 10_000
# More than `clean` makes of MAX_LENGTH characters.  A row with more came another way and is shown as text:
# 100,000 nested blocks cost nh3 half a minute.
MAX_TAGS = 4 * MAX_LENGTH


def clean(source: str, syntax: Syntax = Syntax.HTML) -> str:
    """Return the HTML to store for what a reader typed, or "" when a reader would see nothing.

    Raise ValueError above MAX_LENGTH characters: limits are the caller's to explain.
    """
    if len(source) > MAX_LENGTH:
        raise ValueError(f"{len(source)} characters are too many to clean (the limit is {MAX_LENGTH})")
    return _clean(source, syntax)


def guard(stored: str) -> SafeString:
    """Return ``stored`` as HTML that is safe to show, whatever it holds.

    Every link gets LINK_REL, every paragraph its direction.
    """
    if stored.count("<") > MAX_TAGS:
        return mark_safe(html.escape(printable(stored)))
    shown = _guard.clean(printable(stored))
    return mark_safe(printable(LINE_ENDS_IN_PRE.sub(r"\1", shown)))


def escape_plain(text: str) -> str:
    """Return the HTML to store for plain text of any length: nothing in it is read as a tag or an entity.

    What has no address to link, and no character to mend, takes a shorter way to the same HTML.
    """
    lines = text.replace("\r\n", "\n")
    if UNMARKED.fullmatch(lines) and not may_hold_autolinks(lines):
        return _paragraphs(lines)
    return _clean(text, Syntax.PLAIN)


def _paragraphs(text: str) -> str:
    """The paragraphs and line breaks of such a text."""
    body = text.lstrip()
    if "\n" in body[len(body.rstrip()) :]:
        body = body.rstrip()
    if not any(map(is_visible, body)):
        return ""
    lines = BLANK_LINES.sub("</p><p>", html.escape(body, quote=False))
    return f"<p>{LINE_END.sub('<br>', lines)}</p>"


def removed(source: str, syntax: Syntax = Syntax.HTML) -> list[str]:
    """Name what ``clean`` takes out, for editors: ``a onclick="…"``, ``U+202E``."""
    text = printable(source)
    attributes = [
        f"{token.name} {attribute[0].strip()}"
        for token in read_tokens(text, syntax, Allowance(len(text)))
        for attribute in ATTRIBUTE.finditer(token.tag)
        if not _is_allowed(token.name, attribute[1].lower(), html.unescape(attribute[2].strip("\"'")))
    ]
    fewer = Counter(source) - Counter(printable(source))
    # Line ends and hyphens are shown as others.
    characters = (character for character in fewer if printable(character) in {"", character})
    return attributes + [f"U+{ord(character):04X}" for character in characters]


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether the attribute may stand, its value read with all entities decoded."""
    if name not in ALLOWED_ATTRIBUTES.get(tag, ()):
        return False
    return bool(safe_url(value)) if name == "href" else printable(value) == value


def _guard_attribute(tag: str, name: str, value: str) -> str | None:
    # nh3 shows the filter what it adds itself, too.
    is_ours = (name, value) in {("rel", LINK_REL), ("dir", DIRECTIONS.get(tag))}
    return value if is_ours or _is_allowed(tag, name, value) else None


# Made once: that costs several times what it takes to clean a comment.
_guard = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    attribute_filter=_guard_attribute,
    url_schemes={"http", "https"},
    link_rel=LINK_REL,
    set_tag_attribute_values={tag: {"dir": value} for tag, value in DIRECTIONS.items()},
)


def _visible(stored: str) -> str:
    """``stored``, or "" when all it shows is blank."""
    # What is left of entities stands for characters that are seen.
    return stored if any(map(is_visible, re.sub(r"<[^>]*>", "", stored))) else ""


def _clean(source: str, syntax: Syntax) -> str:
    text = printable(source)
    allowance = Allowance(len(text))
    tokens = read_tokens(text, syntax, allowance)
    paragraphs = Paragraphs(text, allowance, is_allowed=_is_allowed, is_address=safe_url)
    markup = paragraphs.write(tokens)
    # Of plain text no tag is the reader's: without a link bleach would find nothing but our own paragraphs.
    is_bare = syntax is Syntax.PLAIN and "<a " not in markup
    return _visible(printable(written_out(markup if is_bare else _bleach(markup))))


class _Cleaners(threading.local):
    """bleach's own, one for each thread: it is costly to make, and not made to be shared."""

    def __init__(self) -> None:
        self.own = bleach.sanitizer.Cleaner(
            tags=ALLOWED_TAGS,
            # bleach hands over the raw value, and on its own keeps `javascript:1`: digits look like a port
            # to it.
            attributes=lambda tag, name, value: _is_allowed(tag, name, html.unescape(value)),
            protocols={"http", "https"},
        )


_cleaners = _Cleaners()


def _bleach(markup: str) -> str:
    """bleach's own cleaning."""
    return str(_cleaners.own.clean(markup))
