"""Pages of articles, as lists show them; no page is counted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404, HttpRequest

from ..models import Article, ArticleQuerySet, Credit, Role

PER_PAGE = 20
NUMBER = re.compile("[1-9][0-9]{0,5}")
Slice = Callable[[int, int], ArticleQuerySet]


@dataclass(frozen=True)
class Page:
    """Some articles of a list, and which pages are beside; 0 where there is none."""

    articles: Sequence[Article]
    number: int
    next: int

    @property
    def previous(self) -> int:
        return self.number - 1


def page_number(request: HttpRequest) -> int:
    """What ``?page=`` says; else ``Http404``."""
    given = request.GET.get("page", "1")
    if not NUMBER.fullmatch(given):
        raise Http404
    return int(given)


def page_of(number: int, part: Slice) -> Page:
    """Page ``number`` of what ``part(start, stop)`` gives; ``Http404`` beyond the last.

    Two queries, whatever the number of articles: theirs, and one for all bylines.
    """
    start = (number - 1) * PER_PAGE
    found = list(teasers(part(start, start + PER_PAGE + 1)))
    if number > 1 and not found:
        raise Http404
    return Page(found[:PER_PAGE], number, number + 1 if len(found) > PER_PAGE else 0)


def teasers(articles: ArticleQuerySet) -> ArticleQuerySet:
    """``articles`` with what a list shows of each."""
    authors = Credit.objects.filter(role=Role.AUTHOR).select_related("person")
    return (
        articles.select_related("section", "lead_picture")
        .defer("searchable", "pending")
        .prefetch_related(Prefetch("credits", authors, to_attr="bylines"))  # type: ignore[no-redef]
    )
