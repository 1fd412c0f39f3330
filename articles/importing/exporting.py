"""Articles as files: Markdown with front matter, and the pictures beside them.

What ``frontmatter.read`` makes of a file is the body that was written, to the byte: a block that Markdown
can't say is HTML in it, and a body that can't stand in Markdown at all is a file of HTML.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from ..models import Article, Picture
from ..text import figures
from . import frontmatter

FOLDER = "pictures"
# What a picture says, in a file: of an import into an empty database nothing is missing.
WORDS = ("alt", "caption", "credit", "decorative", "focus_x", "focus_y")
_FIGURE = re.compile(r'<figure data-picture="([1-9][0-9]{0,17})">')
_PLAIN_BLOCK = re.compile(r"<(p|h[234])>(.*)</\1>")
_ITEM = re.compile(r"<li>(.*)</li>")
_INLINE = (
    (re.compile(r"<(?:strong|b)>(.+?)</(?:strong|b)>"), r"**\1**"),
    (re.compile(r"<em>(.+?)</em>"), r"*\1*"),
    (re.compile(r'<a href="([^"<>()\s]+)">([^<>]+)</a>'), r"[\2](\1)"),
)
_SPECIAL = re.compile(r"([\\`*_\[\]<]|&(?=[#a-zA-Z]))")


def exported(article: Article, folder: Path) -> list[str]:
    """Write ``article`` into ``folder``, with its pictures: language/slug.md, or .html.

    What of it is missing there: pictures whose file is lost.
    """
    pictures = {picture.pk: picture for picture in Picture.objects.filter(pk__in=_keys(article))}
    paths = {key: path for key, picture in pictures.items() if (path := _stored(picture, folder))}
    body = _FIGURE.sub(lambda found: _figure(found, paths), article.body)
    said = _said(article, paths, pictures)
    suffix, text = next(form for form in _forms(body) if form)
    target: Path = folder / article.language / f"{article.slug}{suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(frontmatter.write(said, text), encoding="utf-8", newline="")
    return [f"picture {picture}" for key, picture in pictures.items() if key not in paths]


def _keys(article: Article) -> list[int]:
    lead = [article.lead_picture_id] if article.lead_picture_id else []
    return [*lead, *figures.picture_keys(article.body)]


def _figure(found: re.Match[str], paths: dict[int, str]) -> str:
    path = paths.get(int(found[1]))
    return f'<figure><img src="{path}" alt="">' if path else found[0]


def _stored(picture: Picture, folder: Path) -> str:
    """The path of its file as it was uploaded, copied once; "" where the storage lost it."""
    name = picture.digest[:24] + Path(str(picture.file)).suffix
    target = folder / FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        try:
            original = picture.file.open()
        except OSError:
            return ""
        with original, target.open("wb") as copy:
            copyfileobj(original, copy)
    return f"../{FOLDER}/{name}"


def _said(article: Article, paths: dict[int, str], pictures: dict[int, Picture]) -> dict[str, Any]:
    texts = ("headline", "short_headline", "slug", "language", "summary", "author", "guid")
    original, lead = article.original, article.lead_picture_id
    return {name: getattr(article, name) for name in texts} | {
        "status": str(article.status),
        "date": article.pub_date.isoformat(),
        "updated": article.revised_at and article.revised_at.isoformat(),
        "first_published": article.first_published_at and article.first_published_at.isoformat(),
        "section": _section(article),
        "topics": [{"name": topic.name, "slug": topic.slug} for topic in article.topics.all()],
        "credits": [
            {"name": credit.person.name, "slug": credit.person.slug, "role": credit.role}
            for credit in article.credits.select_related("person")
        ],
        "corrections": [
            {"date": correction.at.isoformat(), "text": correction.text}
            for correction in article.corrections.order_by("at", "pk")
        ],
        "original": f"{original.language}/{original.slug}" if original else "",
        "former": [f"{former.language}/{former.slug}" for former in article.former_addresses.order_by("pk")],
        "picture": paths.get(lead, "") if lead else "",
        "pictures": {
            paths[key]: {name: str(getattr(picture, name)) for name in WORDS}
            for key, picture in pictures.items()
            if key in paths
        },
    }


def _section(article: Article) -> dict[str, Any] | None:
    section = article.section
    if section is None:
        return None
    within = {"name": section.parent.name, "slug": section.parent.slug} if section.parent else None
    return {"name": section.name, "slug": section.slug} | ({"within": within} if within else {})


def _forms(body: str) -> Iterator[tuple[str, str] | None]:
    """The body in Markdown, as HTML in Markdown, and as HTML: those that are read as what it is."""
    for text in ("\n\n".join(_markdown_blocks(body)), body):
        readable = not text.startswith(("\n", "# ", " "))
        yield (".md", text) if readable and frontmatter.markdown(text) == body else None
    yield ".html", body


def _markdown_blocks(body: str) -> Iterator[str]:
    """Each line of a body, which is a block as it is stored, in Markdown where that is read as the same."""
    items: list[str] = []
    for one in body.split("\n"):
        item = _ITEM.fullmatch(one)
        if one == "<ul>" or (items and (item or one == "</ul>")):
            items.append(one)
            if one == "</ul>":
                yield _equal("\n".join(f"- {_inline(i[4:-5])}" for i in items[1:-1]), "\n".join(items))
                items = []
            continue
        block = _PLAIN_BLOCK.fullmatch(one)
        marks = "#" * int(block[1][1]) + " " if block and block[1] != "p" else ""
        yield _equal(marks + _inline(block[2]), one) if block else one
    if items:
        yield "\n".join(items)


def _equal(text: str, html: str) -> str:
    return text if frontmatter.markdown(text) == html else html


def _inline(html: str) -> str:
    parts = re.split(r"(<[^<>]*>)", html)
    text = "".join(
        part if place % 2 else _SPECIAL.sub(r"\\\1", unescape(part)) for place, part in enumerate(parts)
    )
    for pattern, mark in _INLINE:
        text = pattern.sub(mark, text)
    return text
