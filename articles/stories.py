"""What stands on an article's page beside its own words, looked up once for readers and for machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self

from django.db.models import BigIntegerField, Q
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.functional import cached_property

from .models import Article, ArticleQuerySet, Correction, Credit, Person, Role, Topic
from .models.prepared import KEY, LANGUAGE, MOMENT, Parameter, Prepared

ROOT = Parameter("root", BigIntegerField())
SECTION = Parameter("section", BigIntegerField())
MOST_RELATED = 4
UNREAD = ("body", "searchable", "pending")


def page_of(thing: Any) -> str:
    """The path of its own page; "" where the site has left out the pages of its kind."""
    try:
        address: str = thing.get_absolute_url()
    except NoReverseMatch:
        return ""
    return address


@dataclass(frozen=True)
class Linked:
    """A name, and the path that it leads to; "" for nowhere."""

    name: str
    address: str


@dataclass(frozen=True)
class Story:
    """An article, who made it, what it belongs to, what it got wrong, and what else to read."""

    article: Article
    credits: Sequence[Credit]
    topics: Sequence[Topic]
    corrections: Sequence[Correction]
    # What the public may read of these.
    translations: Sequence[Article]
    related: Sequence[Article]

    @classmethod
    def of(cls, article: Article) -> Self:
        """Four queries, however much there is."""
        root = article.original_id or article.pk
        topics = _topics(pk=article.pk)
        others = _others(article.section_id is not None, bool(topics))(
            pk=article.pk,
            root=root,
            section=article.section_id,
            language=article.language,
            moment=timezone.now(),
        )
        translations = [other for other in others if root in (other.pk, other.original_id)]
        return cls(
            article=article,
            credits=_credits(pk=article.pk),
            topics=topics,
            corrections=_corrections(pk=article.pk),
            translations=sorted(translations, key=lambda other: other.language),
            related=[other for other in others if other not in translations],
        )

    @property
    def authors(self) -> list[Person]:
        return [credit.person for credit in self.credits if credit.role == Role.AUTHOR]

    @cached_property
    def byline(self) -> list[Linked]:
        """The authors who are named, or the name that is printed in their stead."""
        if authors := self.authors:
            return [Linked(person.name, page_of(person)) for person in authors]
        return [Linked(self.article.author, "")] if self.article.author else []

    @property
    def other_credits(self) -> list[tuple[str, Linked]]:
        """Each role, in words, with whoever had it."""
        others = [credit for credit in self.credits if credit.role != Role.AUTHOR]
        return [
            (credit.get_role_display(), Linked(credit.person.name, page_of(credit.person)))
            for credit in others
        ]

    @property
    def about_authors(self) -> list[tuple[Person, Linked]]:
        """Those of whom there is something to say."""
        return [(person, Linked(person.name, page_of(person))) for person in self.authors if person.about]

    @cached_property
    def trail(self) -> list[Linked]:
        """The sections from the first level to the article's own."""
        section = self.article.section
        if section is None:
            return []
        sections = [section.parent, section] if section.parent else [section]
        return [Linked(one.name, page_of(one)) for one in sections]

    @cached_property
    def subjects(self) -> list[Linked]:
        return [Linked(topic.name, page_of(topic)) for topic in self.topics]

    @property
    def modified_at(self) -> datetime:
        """When the text last changed for readers."""
        dates = [self.article.pub_date, self.article.revised_at, *(one.at for one in self.corrections)]
        return max(date for date in dates if date)

    @property
    def revised_at(self) -> datetime | None:
        """When it was updated, as far as that was after it appeared."""
        revised = self.article.revised_at
        return revised if revised and revised > self.article.pub_date else None

    @property
    def editions(self) -> list[Article]:
        """It in every language, its own included; empty where there is but one."""
        if not self.translations:
            return []
        return sorted([self.article, *self.translations], key=lambda one: one.language)

    @property
    def default_edition(self) -> Article:
        """For readers of none of its languages: the one that was written first, if they may read it."""
        original = self.article.original_id
        return next((one for one in self.translations if one.pk == original), self.article)

    def picture(self, kind: str) -> dict[str, Any] | None:
        """``url``, ``width`` and ``height`` of the lead picture cut as ``kind``, "card" or a ratio."""
        lead = self.article.lead_picture
        return lead.rendition(kind) if lead else None

    @property
    def card(self) -> dict[str, Any] | None:
        """What a shared link shows: the lead picture, 1200 × 630."""
        return self.picture("card")


_credits = Prepared(lambda: Credit.objects.filter(article=KEY).select_related("person__picture"))
_topics = Prepared(lambda: Topic.objects.filter(articles=KEY))
_corrections = Prepared(lambda: Correction.objects.filter(article=KEY))


@cache
def _others(in_section: bool, on_topics: bool) -> Prepared:
    """The translations that readers have, and the newest of the same section or topics: one query."""
    return Prepared(lambda: _around(in_section, on_topics))


def _around(in_section: bool, on_topics: bool) -> ArticleQuerySet:
    public = Article.objects.published(MOMENT)
    alike = Q()
    # What isn't asked for keeps no index from being used.
    if in_section:
        alike |= Q(section=SECTION)
    if on_topics:
        tags = Article.topics.through.objects
        tagged = tags.filter(topic__in=tags.filter(article=KEY).values("topic"))
        alike |= Q(pk__in=tagged.values("article"))
    wanted = Q(pk=ROOT) | Q(original=ROOT)
    if alike:
        near = public.filter(alike, language=LANGUAGE).exclude(pk=KEY)
        wanted |= Q(pk__in=near.values("pk")[:MOST_RELATED])
    return public.filter(wanted).exclude(pk=KEY).defer(*UNREAD)
