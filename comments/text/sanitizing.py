"""What readers typed, made harmless twice: ``clean`` on the way in, ``guard`` on the way out.

Two sanitisers with two parsers and one allow-list.  bleach (html5lib) makes what is stored, once, with
paragraphs and links; nh3 (html5ever) guards whatever is shown, however it came into the database.
"""

import html
import re
from collections import Counter
from functools import partial
from urllib.parse import urlsplit

import bleach.sanitizer
import nh3
from django.utils.safestring import SafeString, mark_safe

from .markup import ALLOWED_TAGS, ATTRIBUTE, ENTITY, TAG, decoded, printable
from .names import is_visible
from .paragraphs import Paragraphs

ALLOWED_ATTRIBUTES = {"a": frozenset({"href", "title"})}
LINK_REL = "nofollow ugc noopener"
# bleach is near quadratic: this takes it a second at worst.  Forms cap at far less, with a kind sentence.
MAX_LENGTH = 10_000
# More than `clean` makes of MAX_LENGTH characters.  A row with more came another way and is shown as text:
# 100,000 nested blocks cost nh3 half a minute.
MAX_TAGS = 4 * MAX_LENGTH


def clean(source: str) -> str:
    """Return the HTML to store for what a reader typed, or "" when a reader would see nothing.

    Raise ValueError above MAX_LENGTH characters: limits are the caller's to explain.
    """
    if len(source) > MAX_LENGTH:
        raise ValueError(f"{len(source)} characters are too many to clean (the limit is {MAX_LENGTH})")
    return _visible(printable(_bleach(_escape_strays(printable(source)))))


def guard(stored: str) -> SafeString:
    """Return ``stored`` as HTML that is safe to show, whatever it holds; every link gets LINK_REL."""
    if stored.count("<") > MAX_TAGS:
        return mark_safe(html.escape(printable(stored)))
    shown = nh3.clean(
        printable(stored),
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        attribute_filter=_guard_attribute,
        url_schemes={"http", "https"},
        link_rel=LINK_REL,
    )
    return mark_safe(printable(shown))


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
    return _visible(printable(_bleach(html.escape(printable(text), quote=False))))


def removed(source: str) -> list[str]:
    """Name what ``clean`` takes out, for editors: ``a onclick="…"``, ``U+202E``."""
    tags = (tag[0] for tag in TAG.finditer(printable(source)))
    attributes = [
        f"{name} {attribute[0].strip()}"
        for tag in tags
        for name in [re.findall(r"\w+", tag)[0].lower()]
        for attribute in ATTRIBUTE.finditer(tag)
        if not _is_allowed(name, attribute[1].lower(), html.unescape(attribute[2].strip("\"'")))
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
    # nh3 shows the filter the rel it adds itself, too.
    return value if (name, value) == ("rel", LINK_REL) or _is_allowed(tag, name, value) else None


def _visible(stored: str) -> str:
    """``stored``, or "" when all it shows is blank."""
    text = html.unescape(re.sub(r"<[^>]*>", "", stored))
    return stored if any(map(is_visible, text)) else ""


def _escape_strays(source: str) -> str:
    """Escape all that opens no allowed tag; bleach would swallow what follows it."""
    end, parts = 0, []
    for tag in TAG.finditer(source):
        parts += [_escape_text(source[end : tag.start()]), tag[0]]
        end = tag.end()
    return "".join([*parts, _escape_text(source[end:])])


def _escape_text(text: str) -> str:
    """Decode the entities a reader wrote out in full, then escape what is left."""
    return html.escape(printable(ENTITY.sub(decoded, text)), quote=False)


def _bleach(markup: str) -> str:
    """bleach's own cleaning, with our paragraphs.  A Cleaner is not thread-safe, so each call has its own."""
    cleaner = bleach.sanitizer.Cleaner(
        tags=ALLOWED_TAGS,
        # bleach hands over the raw value, and on its own keeps `javascript:1`: digits look like a port to it.
        attributes=lambda tag, name, value: _is_allowed(tag, name, html.unescape(value)),
        protocols={"http", "https"},
        filters=[partial(Paragraphs, is_address=safe_url)],
    )
    return str(cleaner.clean(markup))
