"""The pages that list articles: of a section, a topic, a person, a month."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from ..models import ArticleQuerySet
from . import listings
from .caching import conditional_list, version_of, versions
from .paging import Page, page_number, page_of
from .surroundings import surroundings


@require_safe
def section(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """The articles of a section and of those below it."""
    row = listings.find_section(language, slug)
    return _about(request, language, "section", partial(listings.of_section, row), row)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """The articles on a topic."""
    row = listings.find_topic(language, slug)
    return _about(request, language, "topic", partial(listings.of_topic, row), row)


@require_safe
def person(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """Who somebody is, and the articles in one language that name them; 404 where there are none."""
    row = listings.find_person(language, slug)
    return _about(request, language, "person", partial(listings.of_person, row, language), row)


@require_safe
def archive(request: HttpRequest, language: str) -> HttpResponseBase:
    """The months in which something was published."""

    def view() -> HttpResponse:
        months = listings.published(language).order_by().annotate(month=TruncMonth("pub_date"))
        counted = months.values("month").annotate(number=Count("pk")).order_by("-month")
        return render_list(request, language, "archive", months=list(counted))

    return conditional_list(request, view, list(versions(language)))


@require_safe
def month(request: HttpRequest, language: str, month: date) -> HttpResponseBase:
    """The articles of a month; 404 where there are none."""

    def view() -> HttpResponse:
        page = page_of(page_number(request), listings.sliced(listings.of_month(language, month)))
        if not page.articles:
            raise Http404
        return render_list(request, language, "month", page, month=month)

    return conditional_list(request, view, list(versions(language)))


def _about(
    request: HttpRequest, language: str, kind: str, articles: Callable[[], ArticleQuerySet], row: Any
) -> HttpResponseBase:
    # A queryset is dear to write, and most who ask have the page.
    def view() -> HttpResponse:
        page = page_of(page_number(request), listings.sliced(articles()))
        if kind == "person" and not page.articles:
            raise Http404
        feed = reverse(f"newsroom_articles:{kind}_feed", args=[language, row.slug])
        return render_list(request, language, kind, page, feed=feed, **{kind: row})

    return conditional_list(request, view, row, version_of(row))


def render_list(
    request: HttpRequest, language: str, name: str, page: Page | None = None, **context: Any
) -> HttpResponse:
    """The page ``name`` in ``language``; its template finds every article in ``articles``, too."""
    number = page.number if page else 1
    address = request.build_absolute_uri(request.path)
    common = {
        "page": page,
        "articles": page.articles if page else [],
        "canonical": address if number == 1 else f"{address}?page={number}",
    }
    with translation.override(language):
        context = common | context
        if "sections" not in context:
            context |= surroundings(language, lambda: context.get("section"))
        return render(request, f"newsroom_articles/{name}.html", context)
