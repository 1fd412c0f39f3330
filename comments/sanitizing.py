"""What readers typed, made harmless twice: ``clean`` on the way in, ``guard`` on the way out.

Two sanitisers with two parsers and one allow-list.  bleach (html5lib) makes what is stored, once, with
paragraphs and links; nh3 (html5ever) guards whatever is shown, however it came into the database.
"""

import html
import re
from collections.abc import Iterable, Iterator
from html.entities import html5 as ENTITIES  # noqa: N812 (a constant, whatever its home calls it)
from itertools import count, groupby, takewhile
from typing import Any, NamedTuple
from unicodedata import category
from urllib.parse import urlsplit

import bleach.html5lib_shim
import bleach.sanitizer
import nh3
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = frozenset(
    [
        "a",
        "b",
        "strong",
        "em",
        "i",
        "q",
        "cite",
        "blockquote",
        "code",
        "pre",
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "del",
        "s",
    ]
)
ALLOWED_ATTRIBUTES = {"a": frozenset({"href", "title"})}
LINK_REL = "nofollow ugc noopener"
# bleach is near quadratic: this takes it a second at worst.  Forms cap at far less, with a kind sentence.
MAX_LENGTH = 10_000
# Browsers flatten trees somewhere below 512; nobody quotes a quotation ten times over.
MAX_DEPTH = 10
# More than `clean` makes of MAX_LENGTH characters.  A row with more came another way and is shown as text:
# 100,000 nested blocks cost nh3 half a minute.
MAX_TAGS = 4 * MAX_LENGTH

Token = dict[str, Any]
LISTS = frozenset({"ul", "ol"})
BLOCKS = LISTS | {"li", "blockquote", "pre", "p"}
# What text stands in when the reader left it straight inside one of these ("" is the comment itself).
WRAPPERS = {"": "p", "blockquote": "p", "ul": "li", "ol": "li"}

# A whole tag of the allow-list, every attribute with its value.  Any other `<` is a character: `a<b`, `<3`.
TAG = re.compile(
    rf"""</?(?:{"|".join(ALLOWED_TAGS)})
    (?:\s++[a-z][a-z0-9-]*+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'`=<>]++))*+\s*+/?>""",
    re.IGNORECASE | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""\s([a-z][a-z0-9-]*+)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|([a-z][a-z0-9]{1,31}));", re.IGNORECASE)
BARE_URL = re.compile(r"""\bhttps?://[^\s<>"`\\«»“”„‹›]++""", re.IGNORECASE)
# Controls but tab and newline, surrogates, noncharacters; and the bidirectional embeddings and overrides
# (U+202A-202E), which show one text to the reader and another to the rules.  The isolates, which Unicode
# advises instead, stay: they can't turn letters round, and end with their paragraph.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
LINE_END = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
# Letters by category that nevertheless leave no mark: fillers and the empty braille cell.
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean(source: str) -> str:
    """Return the HTML to store for what a reader typed, or "" when a reader would see nothing.

    Raise ValueError above MAX_LENGTH characters: limits are the caller's to explain.
    """
    if len(source) > MAX_LENGTH:
        raise ValueError(f"{len(source)} characters are too many to clean (the limit is {MAX_LENGTH})")
    return _visible(_bleach(_escape_strays(_printable(source))))


def guard(stored: str) -> SafeString:
    """Return ``stored`` as HTML that is safe to show, whatever it holds; every link gets LINK_REL."""
    if stored.count("<") > MAX_TAGS:
        return mark_safe(html.escape(_printable(stored)))
    shown = nh3.clean(
        _printable(stored),
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        attribute_filter=_guard_attribute,
        url_schemes={"http", "https"},
        link_rel=LINK_REL,
    )
    return mark_safe(_printable(shown))


def safe_url(url: str) -> str:
    """Return ``url`` when it is a plain http(s) address of a host, else ""."""
    if not url.isprintable() or set(url) & set(' <>"`\\'):
        return ""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it is the check)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else ""


def escape_plain(text: str) -> str:
    """Return the HTML to store for plain text of any length: nothing in it is read as a tag or an entity."""
    return _visible(_bleach(html.escape(_printable(text), quote=False)))


def removed(source: str) -> list[str]:
    """Name what ``clean`` takes out, for editors: ``a onclick="…"``, ``U+202E``."""
    tags = (tag[0] for tag in TAG.finditer(_printable(source)))
    attributes = [
        f"{name} {attribute[0].strip()}"
        for tag in tags
        for name in [re.findall(r"\w+", tag)[0].lower()]
        for attribute in ATTRIBUTE.finditer(tag)
        if not _is_allowed(name, attribute[1].lower(), html.unescape(attribute[2].strip("\"'")))
    ]
    characters = dict.fromkeys(UNPRINTABLE.findall(LINE_END.sub("\n", source)))
    return attributes + [f"U+{ord(character):04X}" for character in characters]


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether the attribute may stand, its value read with all entities decoded."""
    if name not in ALLOWED_ATTRIBUTES.get(tag, ()):
        return False
    return bool(safe_url(value)) if name == "href" else _printable(value) == value


def _guard_attribute(tag: str, name: str, value: str) -> str | None:
    # nh3 shows the filter the rel it adds itself, too.
    return value if (name, value) == ("rel", LINK_REL) or _is_allowed(tag, name, value) else None


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", LINE_END.sub("\n", text))


def _visible(stored: str) -> str:
    """``stored``, or "" when all it shows is blank."""
    text = html.unescape(re.sub(r"<[^>]*>", "", stored))
    return stored if any(category(c)[0] in "LNPS" and c not in BLANK_LETTERS for c in text) else ""


def _escape_strays(source: str) -> str:
    """Escape all that opens no allowed tag; bleach would swallow what follows it."""
    end, parts = 0, []
    for tag in TAG.finditer(source):
        parts += [_escape_text(source[end : tag.start()]), tag[0]]
        end = tag.end()
    return "".join([*parts, _escape_text(source[end:])])


def _escape_text(text: str) -> str:
    """Decode the entities a reader wrote out in full, then escape what is left."""
    return html.escape(_printable(ENTITY.sub(_decoded, text)), quote=False)


def _decoded(entity: re.Match[str]) -> str:
    # html.unescape reads `&notit;` as `&not` and `it;`: only names that exist are its business.
    return html.unescape(entity[0]) if not entity[1] or f"{entity[1]};" in ENTITIES else entity[0]


def _bleach(markup: str) -> str:
    """bleach's own cleaning, with our paragraphs.  A Cleaner is not thread-safe, so each call has its own."""
    cleaner = bleach.sanitizer.Cleaner(
        tags=ALLOWED_TAGS,
        # bleach hands over the raw value, and on its own keeps `javascript:1`: digits look like a port to it.
        attributes=lambda tag, name, value: _is_allowed(tag, name, html.unescape(value)),
        protocols={"http", "https"},
        filters=[_Paragraphs],
    )
    return str(cleaner.clean(markup))


class _Element(NamedTuple):
    """An element in the path from the comment down to a text; equal means the same one."""

    name: str
    number: int
    attributes: tuple[tuple[tuple[None, str], str], ...] = ()


class _Paragraphs(bleach.html5lib_shim.Filter):  # type: ignore[misc]
    """An html5lib filter that writes paragraphs, line breaks and links.

    Only text is written; each text brings the elements it stands in, and those that the next text does not
    share are closed first.  So nothing is empty or left open, blocks never stand in inline elements or
    paragraphs, and an inline element that runs over a blank line continues in the next paragraph.
    """

    def __init__(self, source: Iterable[Token]) -> None:
        super().__init__(source)
        self.read: list[_Element] = []
        self.written: list[_Element] = []
        self.numbers = count(1)
        self.paragraph = 0
        self.breaks = 2  # line breaks since the last text; two or more part paragraphs

    def __iter__(self) -> Iterator[Token]:
        for is_text, tokens in groupby(self.source, lambda token: _text(token) is not None):
            if is_text:
                yield from self._write_lines("".join(_text(token) or "" for token in tokens))
            else:
                for token in tokens:
                    self._read_tag(token)
        yield from self._close(0)

    def _read_tag(self, token: Token) -> None:
        if token["type"] == "StartTag":
            element = _Element(token["name"], next(self.numbers), tuple(token["data"].items()))
            self.read.append(element)
        else:
            self.read.pop()
        if token["name"] in BLOCKS:
            self.breaks = 2

    def _write_lines(self, text: str) -> Iterator[Token]:
        if self._blocks()[-1].name == "pre":
            yield from self._write(text.lstrip("\n") if self.breaks else text)
            return
        for number, line in enumerate(text.split("\n")):
            self.breaks += bool(number)
            yield from self._write(line.lstrip() if self.breaks else line)

    def _write(self, text: str) -> Iterator[Token]:
        if not text:
            return
        self.paragraph += self.breaks > 1
        blocks, inlines = self._blocks(), self._inlines()
        goes_on = blocks == [element for element in self.written if element.name in BLOCKS]
        path = blocks + inlines
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(self.written, path, strict=False))))
        yield from self._close(shared)
        if goes_on:
            line_break = _characters("\n") if blocks[-1].name == "pre" else _tag("EmptyTag", "br")
            yield from [line_break] * min(self.breaks, 2)
        for element in path[shared:]:
            yield _tag("StartTag", element.name, dict(element.attributes))
        self.written, self.breaks = path, 0
        verbatim = any(element.name in {"a", "code", "pre"} for element in path)
        yield from _escaped(text) if verbatim else _linked(text)

    def _close(self, kept: int) -> Iterator[Token]:
        for element in reversed(self.written[kept:]):
            yield _tag("EndTag", element.name)
        self.written = self.written[:kept]

    def _blocks(self) -> list[_Element]:
        """The blocks the next text stands in, made well-formed; never empty."""
        blocks: list[_Element] = []
        for element in self.read:
            parent = blocks[-1].name if blocks else ""
            if element.name not in BLOCKS - {"p"} or parent == "pre" or len(blocks) >= MAX_DEPTH:
                continue
            if (element.name == "li") > (parent in LISTS):
                continue
            if (element.name == "li") < (parent in LISTS):
                blocks.append(_Element("li", element.number))
            blocks.append(element)
        wrapper = WRAPPERS.get(blocks[-1].name if blocks else "")
        return [*blocks, _Element(wrapper, -self.paragraph)] if wrapper else blocks

    def _inlines(self) -> list[_Element]:
        inlines = [e for e in self.read if e.name not in BLOCKS and (e.name != "a" or _has_href(e))]
        links = [element for element in inlines if element.name == "a"]
        return [element for element in inlines if element not in links[1:]][:MAX_DEPTH]


def _has_href(element: _Element) -> bool:
    return any(name == "href" for (_, name), _ in element.attributes)


def _text(token: Token) -> str | None:
    """The text of a token, or None for a tag; a <br> is a line break like one that was typed."""
    match token["type"]:
        case "Characters" | "SpaceCharacters":
            return str(token["data"])
        case "Entity":
            return html.unescape(f"&{token['name']};")
        case "EmptyTag":
            return "\n"
    return None


def _linked(text: str) -> Iterator[Token]:
    end = 0
    for match in BARE_URL.finditer(text):
        url = _without_punctuation(match[0])
        if safe_url(url):
            yield from _escaped(text[end : match.start()])
            yield _tag("StartTag", "a", {(None, "href"): url.replace("&", "&amp;")})
            yield from _escaped(url)
            yield _tag("EndTag", "a")
            end = match.start() + len(url)
    yield from _escaped(text[end:])


def _without_punctuation(url: str) -> str:
    """``url`` without what ends the sentence or the bracket around it."""
    while url[-1] in ".,;:!?…'’" or any(
        url[-1] == closing and url.count(closing) > url.count(opening) for opening, closing in ("()", "[]")
    ):
        url = url[:-1]
    return url


def _escaped(text: str) -> Iterator[Token]:
    """``text`` as tokens; an ampersand goes as an entity, or bleach might read one into what follows."""
    for number, part in enumerate(text.split("&")):
        if number:
            yield {"type": "Entity", "name": "amp"}
        if part:
            yield _characters(part)


def _characters(text: str) -> Token:
    return {"type": "Characters", "data": text}


def _tag(kind: str, name: str, attributes: dict[tuple[None, str], str] | None = None) -> Token:
    return {"type": kind, "name": name, "data": attributes or {}}
