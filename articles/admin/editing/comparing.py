"""Two versions of an article's words side by side, as an editor reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from ...models import Article
from ...models.revisions import WORDS
from ...text import bodies, differences

KINDS = {
    "h2": _("Heading"),
    "h3": _("Heading"),
    "h4": _("Heading"),
    "li": _("List item"),
    "blockquote": _("Quotation"),
    "figure": _("Picture"),
    "figcaption": _("Caption"),
    "caption": _("Caption"),
    "th": _("Table"),
    "td": _("Table"),
    "hr": _("Line"),
}
ATTRIBUTE = re.compile(r'data-picture="(\d+)"')


@dataclass(frozen=True)
class Line:
    """A block of either version; ``gap`` stands for those that are left out because they are the same."""

    kind: Any = ""
    pieces: tuple[differences.Piece, ...] = ()
    gap: bool = False


@dataclass(frozen=True)
class Part:
    """One field that differs."""

    label: str
    lines: list[Line]


def words_of(article: Article) -> dict[str, str]:
    """What readers have of an article, or will have."""
    return {name: getattr(article, name) for name in WORDS}


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> list[Part]:
    """How the words of one version became those of another, field by field; what is the same is left out."""
    old, new = _stored(old), _stored(new)
    return [
        Part(_label(name), _lines(name, old[name], new[name]))
        for name in WORDS
        if name in old and name in new and old[name] != new[name]
    ]


def _stored(words: Mapping[str, str]) -> dict[str, str]:
    return {name: bodies.stored(text) if name == "body" else text for name, text in words.items()}


def _label(name: str) -> str:
    return str(cast("Field[Any, Any]", Article._meta.get_field(name)).verbose_name)


def _lines(name: str, old: str, new: str) -> list[Line]:
    if name != "body":
        return [Line(pieces=tuple(differences.words(old, new)))]
    rows = differences.around(differences.bodies(old, new))
    return [Line(KINDS.get(row.kind, ""), _pieces(row)) if row else Line(gap=True) for row in rows]


def _pieces(row: differences.Row) -> tuple[differences.Piece, ...]:
    """The words of a row; of a picture its number, by which the editor calls it, too."""
    if row.kind != "figure":
        return row.pieces
    return tuple(piece._replace(text=ATTRIBUTE.sub(r"\1", piece.text)) for piece in row.pieces)
