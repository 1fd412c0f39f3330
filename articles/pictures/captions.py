"""What a picture says of itself: EXIF's and IPTC's description and credit, as plain text.  Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

DESCRIPTION, ARTIST, COPYRIGHT = 0x010E, 0x013B, 0x8298
# Of IPTC’s record 2: caption/abstract, by-line, credit, copyright notice.
IPTC_CAPTION, IPTC_BYLINE, IPTC_CREDIT, IPTC_COPYRIGHT = (2, 120), (2, 80), (2, 110), (2, 116)
# What cameras write where a caption would stand.
OF_CAMERAS = {
    "olympus digital camera",
    "minolta digital camera",
    "sony dsc",
    "digital camera",
    "dcim",
}


def caption(exif: Mapping[int, Any], iptc: Mapping[tuple[int, int], Any]) -> str:
    """The description; "" where there is none, or a camera's own."""
    found = _first((iptc.get(IPTC_CAPTION), exif.get(DESCRIPTION)))
    return "" if found.casefold() in OF_CAMERAS else found


def credit(exif: Mapping[int, Any], iptc: Mapping[tuple[int, int], Any]) -> str:
    """Who made the picture and for whom, "Ada Lovelace / Agency"; or the notice of copyright."""
    maker = _first((iptc.get(IPTC_BYLINE), exif.get(ARTIST)))
    agency = _first((iptc.get(IPTC_CREDIT),))
    named = dict.fromkeys(name for name in (maker, agency) if name)
    return " / ".join(named) or _first((iptc.get(IPTC_COPYRIGHT), exif.get(COPYRIGHT)))


def _first(values: Iterable[Any]) -> str:
    return next((text for text in map(_text, values) if text), "")


def _text(value: Any) -> str:
    """One line; several values of one field with a comma between."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, str):
        # EXIF knows no UTF-8, and Pillow reads it as Latin-1; most programs write UTF-8 all the same.
        value = value.encode("latin-1", "replace") if _is_latin(value) else value.encode()
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _is_latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)
