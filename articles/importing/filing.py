"""A file with front matter becomes an article, or replaces one: what ``importarticle`` does."""

import re
from pathlib import Path
from typing import Any

from django.utils import timezone

from ..languages import languages
from ..models import Article, FormerAddress, Picture, Role
from ..models.transactions import writing
from ..text import slugs
from . import frontmatter, images, library, media
from .entries import ImportRefused
from .exporting import WORDS
from .writing import NOTE, Writer, fill

_FIGURE = re.compile(r'<figure><img src="([^"<>]*)" alt="">')
_FLAGS = {"True": True, "true": True, "False": False, "false": False}
Status = Article.Status
# What may change without being told to.
PUBLISHING = {"status", "pub_date"}


class Filing:
    """One file.  Pictures are looked for in the folder that holds its folder, and nowhere else."""

    def __init__(self, path: Path, language: str, *, slug: str = "", publish: bool = False) -> None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ImportRefused(str(error.strerror)) from None
        zone = timezone.get_default_timezone()
        self.path = path
        self.entry = frontmatter.read(raw, path.name, language, zone)
        self.entry.slug = slug or self.entry.slug
        self.publish = publish
        self.writer = Writer()
        self.left_out = list(self.entry.left_out)
        self._check()

    def _check(self) -> None:
        entry = self.entry
        if entry.language not in dict(languages()):
            raise ImportRefused(f"language: {entry.language!r} is none of the site's")
        if entry.status and entry.status not in Status.values:
            raise ImportRefused(f"status: {entry.status!r} is none of {', '.join(Status.values)}")
        for byline in entry.credits:
            if byline.role not in Role.values or not byline.name:
                raise ImportRefused(
                    f"credits: {byline.role!r} is none of {', '.join(Role.values)}, or no name"
                )

    @writing()
    def store(self, *, update: bool) -> tuple[Article, str]:
        """The article and "created", "updated" or "unchanged"; nothing here unpublishes.

        :raises ImportRefused: it exists with other content and ``update`` isn't said, or a rule is broken.
        """
        article = self._existing()
        before = _said(article) if article.pk else None
        self._fill(article)
        self.writer.checked(article)
        article.save(note=NOTE)
        self.writer.relations(article, self.entry)
        after = _said(article)
        if before is None or after == before:
            return article, "unchanged" if before else "created"
        if not update and {name for name in after if after[name] != before[name]} - PUBLISHING:
            address = article.get_absolute_url()
            raise ImportRefused(f"{address} exists with other content; --update replaces it")
        Article.objects.filter(pk=article.pk).touch()
        return article, "updated"

    def _fill(self, article: Article) -> None:
        entry = self.entry
        status = article.status
        entry.body = images.placed(_FIGURE.sub(self._figure, entry.body), self._found)
        fill(article, entry)
        if self.publish or (status == Status.PUBLISHED and entry.status != Status.WITHDRAWN):
            article.status = Status.PUBLISHED
        if self.publish and status != Status.PUBLISHED and entry.date is None:
            article.pub_date = timezone.now()
        if entry.picture:
            article.lead_picture = self._picture(entry.picture)
        if entry.section:
            article.section = self.writer.section(entry.language, entry.section)
        if entry.original:
            language, slug = entry.original
            article.original = Article.objects.in_place(language, slug).first()
            if article.original is None:
                self.left_out.append(f"original: there is no article at {language}/{slug} yet")

    def _existing(self) -> Article:
        """The article with this guid, or else at this address, locked; or a new one."""
        entry = self.entry
        rows = Article.objects.select_for_update(of=("self",))
        by_guid = rows.filter(guid=entry.guid).first() if entry.guid else None
        slug = slugs.slug_of(entry.slug or entry.headline)
        if entry.slug not in ("", slug):
            raise ImportRefused(f"slug: {entry.slug!r} is none, {slug!r} would be")
        found = by_guid or rows.filter(language=entry.language, slug=slug).first()
        if found:
            return found
        if FormerAddress.objects.filter(language=entry.language, slug=slug).exists():
            raise ImportRefused(f"slug: readers of another article are led to it by {entry.language}/{slug}")
        return Article(language=entry.language, slug=slug, guid=entry.guid)

    def _figure(self, found: re.Match[str]) -> str:
        picture = self._picture(found[1])
        return f'<figure data-picture="{picture.pk}">' if picture else "<figure>"

    def _found(self, image: images.Image) -> int | None:
        picture = self._picture(image.src, {"alt": image.attributes.get("alt", "")})
        return picture.pk if picture else None

    def _picture(self, name: str, said: dict[str, str] | None = None) -> Picture | None:
        root = self.path.resolve().parent.parent
        try:
            relative = str((self.path.resolve().parent / name).resolve().relative_to(root))
            path = media.inside(root, relative)
            if path is None:
                raise ImportRefused("there is no such file beside it")
            return library.stored(path, _words(self.entry.pictures.get(name, {}) or said or {}))[0]
        except (ImportRefused, ValueError, OSError) as refusal:
            reason = refusal if isinstance(refusal, ImportRefused) else "it is outside of the folder"
            self.left_out.append(f"picture {name}: {reason}")
            return None


def _words(said: dict[str, str]) -> dict[str, Any]:
    known = {name: said[name] for name in WORDS if name in said}
    numbers = {
        name: int(known[name]) for name in ("focus_x", "focus_y") if known.get(name) in {"0", "1", "2"}
    }
    flag = {"decorative": _FLAGS.get(known.get("decorative", ""), False)}
    texts = {name: known[name] for name in ("alt", "caption", "credit") if name in known}
    return texts | numbers | flag


def _said(article: Article) -> dict[str, Any]:
    """What a file says of an article, as it is stored."""
    names = ("headline", "body", "summary", "author", "short_headline", "status", "pub_date", "section_id")
    return {name: getattr(article, name) for name in (*names, "lead_picture_id", "original_id")} | {
        "topics": [*article.topics.order_by("pk").values_list("pk", flat=True)],
        "credits": [*article.credits.values_list("person", "role")],
        "corrections": [*article.corrections.order_by("at", "pk").values_list("at", "text")],
    }
