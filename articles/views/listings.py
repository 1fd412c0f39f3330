"""Which articles a list has, whether a page shows it or a feed."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.timezone import make_aware

from ..models import Article, ArticleQuerySet, Credit, Person, Section, Topic
from ..models.prepared import LANGUAGE, SLUG, Prepared
from .caching import with_version
from .paging import Slice


def published(language: str | None = None, **conditions: Any) -> ArticleQuerySet:
    """What the public may read now, of one language or of all."""
    articles = Article.objects.published().filter(**conditions)
    return articles.filter(language=language) if language else articles


def of_section(section: Section) -> ArticleQuerySet:
    """Its own and those of the sections below it."""
    keys = Section.objects.filter(Q(pk=section.pk) | Q(parent=section)).order_by().values("pk")
    return published(section.language, section__in=keys)


def of_topic(topic: Topic) -> ArticleQuerySet:
    return published(topic.language, topics=topic)


def of_person(person: Person, language: str) -> ArticleQuerySet:
    """In whatever role, each once."""
    return published(language, pk__in=Credit.objects.filter(person=person).order_by().values("article"))


def of_month(language: str, month: date) -> ArticleQuerySet:
    """By the clocks of the current time zone."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    start, end = (make_aware(datetime.combine(day, time.min)) for day in (month, following))
    return published(language, pub_date__gte=start, pub_date__lt=end)


def sliced(articles: ArticleQuerySet) -> Slice:
    return lambda start, stop: articles[start:stop]


_section = Prepared(
    lambda: with_version(Section.objects.filter(language=LANGUAGE, slug=SLUG).select_related("parent"))
)
_topic = Prepared(lambda: with_version(Topic.objects.filter(language=LANGUAGE, slug=SLUG)))
_person = Prepared(lambda: with_version(Person.objects.filter(slug=SLUG).select_related("picture")))


def find_section(language: str, slug: str) -> Any:
    """What a list is about, with what ``version_of`` reads, or 404; so do the other two."""
    return _find(_section, language, slug)


def find_topic(language: str, slug: str) -> Any:
    return _find(_topic, language, slug)


def find_person(language: str, slug: str) -> Any:
    return _find(_person, language, slug)


def _find(prepared: Prepared, language: str, slug: str) -> Any:
    for row in prepared(language=language, slug=slug, moment=timezone.now()):
        return row
    raise Http404
