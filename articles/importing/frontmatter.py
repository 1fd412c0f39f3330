"""Reading a file with front matter, and writing it: text, Markdown or HTML.  Pure.

All values are read as text: ``language: no`` is Norwegian, not false, and a slug of digits is a slug.
"""

from collections.abc import Iterator
from datetime import tzinfo
from difflib import get_close_matches
from html import escape
from pathlib import PurePath
from typing import Any

from ..text import plaintext
from .entries import Byline, Entry, ImportRefused, Term, line, moment

try:
    import yaml
    from frontmatter.default_handlers import YAMLHandler
    from markdown_it import MarkdownIt
except ImportError:  # a host without the extra "import"
    available = False
else:
    available = True

MOST_BYTES = 5_000_000
MARKDOWN = {".md", ".markdown"}
HTML = {".html", ".htm"}
TEXTS = ("guid", "headline", "short_headline", "slug", "language", "summary", "author", "status", "picture")
DATES = {"date": "date", "updated": "updated", "first_published": "first_published"}
KEYS = (
    *TEXTS,
    *DATES,
    "authors",
    "credits",
    "section",
    "topics",
    "corrections",
    "original",
    "former",
    "pictures",
)


def read(raw: bytes, name: str, language: str, zone: tzinfo) -> Entry:
    """The article in a file; ``language`` holds where it names none, ``zone`` where a date has none.

    :raises ImportRefused: it can't be read, or says what can't be.
    """
    suffix = PurePath(name).suffix.lower()
    if len(raw) > MOST_BYTES:
        raise ImportRefused(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    head = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:4].rstrip()
    if head != b"---" and suffix not in MARKDOWN | HTML:
        return _text(raw, language)
    if not available:
        raise ImportRefused('Markdown, HTML and front matter need the extra "import"')
    text = _decoded(raw)
    said, body = _parted(text) if head == b"---" else ({}, text)
    entry = Entry(language, "", "", left_out=[*_unknown(said)])
    for key, value in said.items():
        if key in KEYS:
            _READERS.get(key, _text_of)(entry, key, value, zone)
    if suffix in MARKDOWN | HTML:
        headline, body = _without_heading(body) if suffix in MARKDOWN else ("", body)
        entry.headline = entry.headline or line(headline)
        entry.body = markdown(body) if suffix in MARKDOWN else body
    else:
        lines = [escape(one, quote=False) for one in plaintext.lines(body)]
        entry.body = plaintext.html(plaintext.blocks(lines))
    if not entry.headline:
        raise ImportRefused("it has no headline")
    # A draft may be no more than its headline.
    if not entry.body.strip() and entry.status != "draft":
        raise ImportRefused("it has a headline but no body")
    return entry


def write(said: dict[str, Any], body: str) -> str:
    """The file that ``read`` reads; nothing empty is written."""
    kept = {key: value for key, value in said.items() if value not in ("", None, [], {})}
    head = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{head}---\n{body}"


def markdown(text: str) -> str:
    """CommonMark with tables as HTML; HTML in it stays."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text)).removesuffix("\n")


def _text(raw: bytes, language: str) -> Entry:
    try:
        manuscript = plaintext.read(raw, language)
    except plaintext.ManuscriptError as error:
        raise ImportRefused(str(error)) from None
    left_out = [*manuscript.left_out]
    return Entry(language, manuscript.headline, manuscript.body, slug=manuscript.slug, left_out=left_out)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    except UnicodeDecodeError as error:
        raise ImportRefused(f"it is not UTF-8 (byte {error.start + 1})") from None


def _parted(text: str) -> tuple[dict[str, Any], str]:
    try:
        head, body = YAMLHandler().split(text)
        said = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506  # it makes texts, lists and mappings alone
    except ValueError:
        raise ImportRefused("its front matter has no end") from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split()) or "it is nested too deeply"
        raise ImportRefused(f"its front matter is no YAML: {reason}") from None
    if not isinstance(said or {}, dict):
        raise ImportRefused("its front matter names no keys")
    return {str(key): value for key, value in (said or {}).items()}, body.removeprefix("\n")


def _unknown(said: dict[str, Any]) -> Iterator[str]:
    for key in said:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            yield f"unknown key {line(key)}" + (f": do you mean {near[0]}?" if near else "")


def _without_heading(body: str) -> tuple[str, str]:
    """The heading of the first level with which a Markdown text begins, and what follows."""
    first, _, rest = body.lstrip("\n").partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else ("", body)


def _scalar(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ImportRefused(f"{key} is no text")
    return line(value)


def _text_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    setattr(entry, key, _scalar(key, value) or (None if key == "guid" else ""))


def _date_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    setattr(entry, key, _moment(key, value, zone))


def _moment(key: str, value: Any, zone: tzinfo) -> Any:
    found = moment(_scalar(key, value), zone)
    if found is None:
        raise ImportRefused(f"{key} is no date: {line(str(value))[:50]}")
    return found


def _list(key: str, value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _mapping(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ImportRefused(f"{key} has another form than is documented")
    return value


def _term(key: str, value: Any, levels: int) -> Term:
    if isinstance(value, str):
        return Term(_scalar(key, value))
    said = _mapping(key, value)
    within = said.get("within")
    parent = _term(key, within, levels - 1) if within and levels > 1 else None
    return Term(_scalar(key, said.get("name", "")), _scalar(key, said.get("slug", "")), parent)


def _section_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    entry.section = _term(key, value, 2) if value else None


def _topics_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    entry.topics = tuple(_term(key, one, 1) for one in _list(key, value))


def _credits_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    entry.credits += tuple(_byline(key, one) for one in _list(key, value))


def _byline(key: str, value: Any) -> Byline:
    if isinstance(value, str):
        return Byline(_scalar(key, value))
    said = {name: _scalar(key, text) for name, text in _mapping(key, value).items()}
    return Byline(said.get("name", ""), said.get("role", "author"), said.get("slug", ""))


def _corrections_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    said = [_mapping(key, one) for one in _list(key, value)]
    entry.corrections = tuple((_moment(key, one.get("date", ""), zone), _words(key, one)) for one in said)


def _words(key: str, said: dict[str, Any]) -> str:
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ImportRefused(f"{key} has another form than is documented")
    return text


def _original_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    entry.original = _address(key, value)


def _former_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    entry.former = tuple(_address(key, one) for one in _list(key, value))


def _address(key: str, value: Any) -> tuple[str, str]:
    language, _, slug = _scalar(key, value).strip("/").partition("/")
    if not slug:
        raise ImportRefused(f"{key} is no address such as en/harbour")
    return language, slug


def _pictures_of(entry: Entry, key: str, value: Any, zone: tzinfo) -> None:
    for path, words in _mapping(key, value).items():
        said = _mapping(key, words)
        entry.pictures[str(path)] = {name: _scalar(key, text) for name, text in said.items()}


_READERS = {
    **dict.fromkeys(DATES, _date_of),
    "section": _section_of,
    "topics": _topics_of,
    "authors": _credits_of,
    "credits": _credits_of,
    "corrections": _corrections_of,
    "original": _original_of,
    "former": _former_of,
    "pictures": _pictures_of,
}
