"""A WordPress export becomes articles: read twice, and each post stored by itself.

Again, or after an interruption, it goes on where it was: what has the guid of an article here is that
article, as editors left it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DataError, IntegrityError, reset_queries

from ..models import Article, Picture
from ..text import bodies, sanitizing
from . import images, wordpress, wordpress_bodies
from .attachments import Attachments
from .entries import Entry, ImportRefused, cut
from .report import Report, row
from .terms import Terms
from .wordpress import Item
from .writing import Writer, has_words

Status = Article.Status
ARTICLES = {"post": "posts", "page": "pages"}
# Of what WordPress says; what else there may be is no text of an editor.
STATUSES = {
    "publish": Status.PUBLISHED,
    "future": Status.PUBLISHED,
    "pending": Status.READY,
    "draft": Status.DRAFT,
    "private": Status.DRAFT,
}
# Its words stay, and nobody misses the element.
_UNMISSED = {"!-- --", "article", "big", "center", "div", "figcaption", "figure", "font", "h1", "h5", "h6"}
_UNMISSED |= {"img", "section", "small", "span", "u"}
_PREFORMATTED = re.compile(r"(?s)(<pre(?=[\s>]).*?</pre>)")
_BLANK_LINES = re.compile(r"\n[ \n]*\n")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*")
# WordPress writes these itself.
_OWN_FIELDS = "_"

Progress = Callable[[Iterable[wordpress.Record], int], Iterable[wordpress.Record]]


class Migration:
    """One export into one language."""

    def __init__(
        self, language: str, report: Report, *, media: Path | None, map_file: IO[str] | None, dry: bool
    ) -> None:
        self.language = language
        self.report = report
        self.map_file = map_file
        self.writer = Writer(dry=dry)
        self.terms = Terms(report.lose)
        self.attachments = Attachments(media, report, dry=dry)

    def run(self, file: IO[bytes], progress: Progress) -> None:
        """:raises ImportRefused: it is no export that can be read; nothing is stored then."""
        try:
            total = self._survey(file)
            file.seek(0)
            self._store_terms()
            for record in progress(wordpress.read(file), total):
                if isinstance(record, Item):
                    self._item(record)
        finally:
            self.attachments.close()

    def _survey(self, file: IO[bytes]) -> int:
        """Read all of it once, and remember what posts refer to; how many records there are."""
        total = 0
        for record in wordpress.read(file):
            total += 1
            if not isinstance(record, Item):
                self.terms.remember(record)
            elif record.kind == "attachment":
                self.attachments.remember(record)
        return total

    def _store_terms(self) -> None:
        for kind, terms, store in (
            ("categories", self.terms.categories, self.writer.section),
            ("tags", self.terms.tags, self.writer.topic),
        ):
            self.report.count(kind, "in the file", len(terms))
            for category in terms.values():
                if not self.writer.dry:
                    store(self.language, self.terms.section(category))
            self.report.count(kind, f"{'sections' if kind == 'categories' else 'topics'}", len(terms))
        for category in self.terms.too_deep:
            self.report.lose(f"the level of category {category.slug}: sections have two")
        self.report.count("authors", "in the file", len(self.terms.authors))

    def _item(self, item: Item) -> None:
        kind = ARTICLES.get(item.kind, item.kind + "s")
        self.report.count(kind, "in the file")
        if item.kind == "attachment":
            self._attachment(item)
        elif item.kind in ARTICLES:
            self._post(item, kind)
        else:
            self.report.lose(f"{item.kind} {item.id} {item.title}".rstrip())
        if settings.DEBUG:
            # Django remembers each query, with the body in it.
            reset_queries()

    def _attachment(self, item: Item) -> None:
        if self.attachments.of(item.id) is None:
            self.report.lose(f"attachment {item.id}: {item.attachment_url}")

    def _post(self, item: Item, kind: str) -> None:
        losses: list[str] = []
        self.report.count(kind, self._done(item, losses.append))
        where = f"{item.kind} {item.id} {cut(item.title, 60)}".rstrip()
        for what, times in Counter(losses).items():
            self.report.lose(f"{what}, {times} times" if times > 1 else what, where)

    def _done(self, item: Item, lose: Callable[[str], None]) -> str:
        """What was done with a post."""
        if item.comments:
            self.report.count("comments", "in the file", item.comments)
        guid = self._guid(item, lose)
        article = Article.objects.filter(guid=guid).first()
        done = "imported before" if article else "would be imported" if self.writer.dry else "imported"
        if article is None and item.status not in STATUSES:
            lose(f"the {item.kind}: its status is {item.status}")
            return f"skipped as {item.status}"
        try:
            article = article or self._imported(item, guid, lose)
        except (ImportRefused, DataError, IntegrityError) as refusal:
            lose(f"the {item.kind}: {refusal}")
            return "refused"
        self._map(item, guid, article)
        return done

    def _map(self, item: Item, guid: str, article: Article) -> None:
        if self.map_file:
            told = {"id": item.id, "guid": item.guid, "link": item.link, "type": item.kind}
            address = article.get_absolute_url()
            self.map_file.write(row(**told, key=guid, article=article.pk, address=address))

    def _guid(self, item: Item, lose: Callable[[str], None]) -> str:
        """Its own, or what else is unlike all others'."""
        guid = (item.guid or item.link or f"wordpress:{item.id}:{item.slug}")[:480]
        if self.attachments.is_first(guid):
            return guid
        lose("its guid: another one has the same")
        return f"{guid}#{item.id}"

    def _imported(self, item: Item, guid: str, lose: Callable[[str], None]) -> Article:
        entry = self._entry(item, guid, lose)
        thumbnail = item.meta.get("_thumbnail_id", "")
        lead = self.attachments.of(int(thumbnail)) if re.fullmatch("[0-9]{1,18}", thumbnail) else None
        if thumbnail and lead is None:
            lose(f"its featured picture, {thumbnail}")
        picture = None if self.writer.dry or lead is None else Picture.objects.get(pk=lead)
        article = self.writer.article(entry, picture)
        if entry.slug and article.slug != entry.slug:
            lose(f"its slug {entry.slug}: it is {article.slug}")
        return article

    def _entry(self, item: Item, guid: str, lose: Callable[[str], None]) -> Entry:
        section, topics = self.terms.of(item)
        body = self._body(item, lose)
        entry = Entry(
            language=self.language,
            headline=_headline(item, body, lose),
            body=body,
            slug=item.slug[:200],
            guid=guid,
            summary=_cut(sanitizing.plain(item.excerpt), 500, "its excerpt", lose),
            status=STATUSES[item.status],
            date=item.date,
            section=section,
            topics=topics,
            credits=self.terms.byline(item, lose),
        )
        _note_what_is_left(item, entry, lose)
        return entry

    def _body(self, item: Item, lose: Callable[[str], None]) -> str:
        def find(image: images.Image) -> int | None:
            key = self.attachments.find(image)
            if key is None:
                lose(f"picture {image.src} {sanitizing.plain(image.caption)}".rstrip())
            return key

        html = images.placed(wordpress_bodies.html(item.content, lose), find)
        for name in sorted({*bodies.removed(html)}):
            if name.strip("<>") not in _UNMISSED and name.startswith(("<", "href")):
                lose(name)
        return _lines(_EMPTY.sub("", bodies.stored(html)))


def _lines(body: str) -> str:
    """A clean body with no blank lines between its blocks; what is preformatted stays."""
    parts = _PREFORMATTED.split(body)
    return "".join(
        part if place % 2 else _BLANK_LINES.sub("\n", part) for place, part in enumerate(parts)
    ).strip()


def _headline(item: Item, body: str, lose: Callable[[str], None]) -> str:
    headline = sanitizing.plain(item.title)
    if headline:
        return _cut(headline, 200, "the end of its headline", lose)
    lose("its headline: it has none, and gets its first words or number")
    return cut(sanitizing.plain(body), 60) or f"#{item.id}"


def _cut(text: str, length: int, what: str, lose: Callable[[str], None]) -> str:
    if len(text) > length:
        lose(f"{what}: it is longer than {length} characters")
    return cut(text, length)


def _note_what_is_left(item: Item, entry: Entry, lose: Callable[[str], None]) -> None:
    """What has no column here; and what isn't to be read by everybody stays a draft."""
    if item.protected:
        entry.status = Status.DRAFT
        lose("its password: it is a draft")
    elif item.status == "private":
        lose("that it is private: it is a draft")
    elif not has_words(entry.body):
        entry.status = Status.DRAFT
        lose("its body: nothing of it can be shown, so it is a draft")
    if entry.date is None:
        lose("its date: none can be read")
    if item.sticky:
        lose("that it is sticky: give it a place on the front page")
    if item.kind == "page" and item.parent:
        lose(f"that it stands below page {item.parent}")
    for term in item.terms:
        if term.kind not in {"category", "post_tag"}:
            lose(f"{term.kind} {term.name}")
    for name in item.meta:
        if not name.startswith(_OWN_FIELDS):
            lose(f"custom field {name}")
