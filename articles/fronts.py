"""What stands on a front page, in its order: the placed articles by their numbers, then the newest.

Nothing stands there twice.  The front page of all languages is nobody's to arrange.
"""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from .models import Article, ArticleQuerySet, Placement


def arranged(language: str | None, start: int, stop: int) -> ArticleQuerySet:
    """The published articles from ``start`` to ``stop`` of the front page: one query."""
    articles = Article.objects.published()
    if language is None:
        return articles[start:stop]
    articles = articles.filter(language=language)
    placed = _placed(language)
    # What comes before ``stop`` is placed, or among so many of the newest; no more is sorted.
    near = Q(pk__in=articles.values("pk")[:stop]) | Q(pk__in=placed.values("article"))
    place = placed.filter(article=OuterRef("pk")).values("position")
    ordered = articles.filter(near).annotate(place=Subquery(place[:1]))
    return ordered.order_by(F("place").asc(nulls_last=True), "-pub_date", "-pk")[start:stop]


def how_many_placed(language: Any, moment: Any) -> QuerySet[Placement, Any]:
    """For a subquery: how many places are taken at a moment, which a date that passes changes."""
    return _placed(language, moment).values("language").annotate(number=Count("pk")).values("number")


def _placed(language: Any, moment: Any = None) -> QuerySet[Placement]:
    live = Q(until=None) | Q(until__gt=moment or timezone.now())
    return Placement.objects.filter(live, language=language).order_by()
