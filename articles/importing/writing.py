"""Storing what was read: each article whole, in a transaction of its own, through ``Article.save``.

What an editor wrote here since is never overwritten unless somebody says so.
"""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError

from .. import searching
from ..models import Article, Correction, Credit, FormerAddress, Person, Picture, Role, Section, Topic
from ..models.transactions import writing
from ..text import bodies, sanitizing, slugs
from .entries import Byline, Entry, ImportRefused, Term, cut, line

NOTE = "Imported"
Address = tuple[str, str]


class Writer:
    """Stores entries; with ``dry`` it looks the same things up and writes nothing."""

    def __init__(self, *, dry: bool = False) -> None:
        self.dry = dry
        # What a dry run would have taken, and where a slug's numbers have come to.
        self._claimed: set[Address] = set()
        self._reached: dict[Address, int] = {}

    def article(self, entry: Entry, lead: Picture | None = None) -> Article:
        """A new article of ``entry``, stored unless this is dry; its body names pictures by their keys.

        :raises ImportRefused: the model refuses it, and nothing of it is stored.
        """
        article = self.unsaved(entry)
        article.lead_picture = lead
        self.checked(article)
        self._claimed |= {(article.language, article.slug)} if self.dry else set()
        if not self.dry:
            with writing():
                article.section = self.section(entry.language, entry.section) if entry.section else None
                article.save(note=NOTE)
                self.relations(article, entry)
        return article

    def unsaved(self, entry: Entry) -> Article:
        """The article of ``entry``, at a free address, without what stands in other tables."""
        article = Article(language=entry.language, guid=entry.guid, slug=self.free_slug(entry))
        fill(article, entry)
        return article

    def checked(self, article: Article) -> None:
        """:raises ImportRefused: it breaks a rule of the model, said in one line."""
        try:
            # What it points at was checked where it was found, and its address is free.
            article.clean_fields(exclude={"section", "lead_picture", "writer", "original", "body"})
        except ValidationError as error:
            raise ImportRefused(one_line(error)) from None

    def relations(self, article: Article, entry: Entry) -> None:
        """Give it the topics, credits, corrections and former addresses of ``entry``, where it names some."""
        if entry.topics:
            article.topics.set([self.topic(article.language, term) for term in entry.topics])
        people = dict.fromkeys((self.person(byline), byline.role) for byline in entry.credits)
        if people and [*people] != [(credit.person, credit.role) for credit in article.credits.all()]:
            article.credits.all().delete()
            Credit.objects.bulk_create(
                Credit(article=article, person=person, role=role, position=position)
                for position, (person, role) in enumerate(people)
            )
            # Stored in bulk, they tell nobody.
            searching.fill(Article.objects.filter(pk=article.pk))
        for at, text in entry.corrections:
            Correction.objects.get_or_create(article=article, at=at, text=text[:1000])
        for language, slug in entry.former:
            FormerAddress.objects.get_or_create(language=language, slug=slug, defaults={"article": article})

    def free_slug(self, entry: Entry) -> str:
        """The slug of ``entry``, or of its headline, told apart by a number from one that is taken."""
        wanted = slugs.slug_of(entry.slug or entry.headline)
        address = (entry.language, wanted)
        for number in count(self._reached.get(address, 1)):
            slug = wanted if number == 1 else slugs.numbered(wanted, number)
            if not self._is_taken(entry.language, slug):
                self._reached |= {address: number} if number > 1 else {}
                return slug
        raise AssertionError  # pragma: no cover  # numbers don't end

    def _is_taken(self, language: str, slug: str) -> bool:
        at = {"language": language, "slug": slug}
        return (
            (language, slug) in self._claimed
            or Article.objects.filter(**at).exists()
            or FormerAddress.objects.filter(**at).exists()
        )

    def section(self, language: str, term: Term) -> Section:
        """The section of this slug, or else of this name, or a new one below ``term.parent``."""
        found: Section | None = _found(Section, language, term)
        if found:
            return found
        parent = self.section(language, term.parent) if term.parent else None
        # Two levels, no more.
        if parent is not None and parent.parent is not None:
            parent = parent.parent
        named = {"name": cut(line(term.name), 80), "slug": _slug(term)}
        return Section.objects.create(language=language, parent=parent, **named)

    def topic(self, language: str, term: Term) -> Topic:
        found: Topic | None = _found(Topic, language, term)
        if found:
            return found
        return Topic.objects.create(language=language, name=cut(line(term.name), 80), slug=_slug(term))

    def person(self, byline: Byline) -> Person:
        """The person of this slug, or where none is said of this name, or a new one."""
        name = cut(line(byline.name), 200)
        said = {"slug": byline.slug} if byline.slug else {"name": name}
        found = Person.objects.filter(**said).order_by("pk").first()
        return found or Person.objects.create(name=name, slug=_free_person_slug(byline.slug or name))


def fill(article: Article, entry: Entry) -> None:
    """Give ``article`` what ``entry`` says, of its own columns."""
    article.headline = entry.headline
    article.body = bodies.stored(entry.body)
    for name in ("short_headline", "summary", "author"):
        setattr(article, name, getattr(entry, name) or getattr(article, name))
    article.status = entry.status or article.status
    article.pub_date = entry.date or article.pub_date
    article.revised_at = entry.updated or article.revised_at
    article.first_published_at = entry.first_published or article.first_published_at


def has_words(body: str) -> bool:
    """Whether readers would get anything of this body."""
    return bool(sanitizing.plain(bodies.markup(body))) or "<figure data-picture" in body


def known_role(role: str) -> bool:
    return role in Role.values


def one_line(error: ValidationError) -> str:
    return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())


def _found(model: Any, language: str, term: Term) -> Any:
    rows = model.objects.filter(language=language)
    by_slug = rows.filter(slug=_slug(term)).first()
    return by_slug or (None if term.slug else rows.filter(name=cut(line(term.name), 80)).first())


def _slug(term: Term) -> str:
    return slugs.slug_of(term.slug or term.name, 80)


def _free_person_slug(name: str) -> str:
    wanted = slugs.slug_of(name, 80)
    numbers = (wanted if number == 1 else slugs.numbered(wanted, number, 80) for number in count(1))
    return next(slug for slug in numbers if not Person.objects.filter(slug=slug).exists())
