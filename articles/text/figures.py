"""The pictures in a body, which names each by its key alone: ``<figure data-picture="7">``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

_PICTURE = re.compile(r'<figure data-picture="([1-9][0-9]{0,17})">')
_FIGURE = re.compile(rf"{_PICTURE.pattern}(.*?)</figure>", re.DOTALL)
_CAPTION = re.compile(r"</?figcaption>")
# A browser that knows "auto" measures; to others the column is some forty characters of the root’s size wide.
SIZES = "auto, (min-width: 45em) 42em, 100vw"


@dataclass(frozen=True)
class Figure:
    """A picture as a page shows it: plain words, and the addresses of its files by their width."""

    sources: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: str
    caption: str
    credit: str

    @property
    def src(self) -> str:
        """The middle one, for what reads no ``srcset``."""
        return self.sources[len(self.sources) // 2][0]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{url} {width}w" for url, width in self.sources)


def picture_keys(html: str) -> list[int]:
    """The keys of the pictures that a clean body holds, in their order, each once."""
    return list(dict.fromkeys(map(int, _PICTURE.findall(html))))


def shown(html: str, pictures: Mapping[int, Figure]) -> str:
    """A clean body with its pictures; one that isn’t among ``pictures`` leaves nothing.

    A caption of the body stands in the place of the library’s.
    """

    def figure(found: re.Match[str]) -> str:
        picture = pictures.get(int(found[1]))
        return _markup(picture, _own_caption(found[2])) if picture else ""

    return _FIGURE.sub(figure, html)


def _own_caption(html: str) -> SafeString:
    """What a clean figure says, "" where that is nothing but blanks and empty tags."""
    caption = _CAPTION.sub("", html).strip()
    return mark_safe(caption if strip_tags(caption).replace("&nbsp;", "").strip() else "")


def _markup(picture: Figure, own_caption: SafeString) -> SafeString:
    return format_html(
        '<figure><img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy"'
        ' decoding="async">{}</figure>',
        picture.src,
        picture.srcset,
        SIZES,
        picture.width,
        picture.height,
        picture.alt,
        caption(own_caption or picture.caption, picture.credit),
    )


def caption(words: str, credit: str) -> SafeString:
    """The line below a picture; "" where nothing is to be said."""
    if not (words or credit):
        return mark_safe("")
    named = format_html('<span class="credit">{}</span>', credit) if credit else ""
    return format_html("<figcaption>{}{}{}</figcaption>", words, " " if words and credit else "", named)
