"""The pages that list articles: of a section, a topic, a person, a month."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from ..models import Person, Section, Topic
from ..models.prepared import LANGUAGE, SLUG, Prepared
from . import listings
from .caching import conditional_list, version_of, versions, with_version
from .paging import Page, page_number, page_of
from .surroundings import surroundings

_section = Prepared(
    lambda: with_version(Section.objects.filter(language=LANGUAGE, slug=SLUG).select_related("parent"))
)
_topic = Prepared(lambda: with_version(Topic.objects.filter(language=LANGUAGE, slug=SLUG)))
_person = Prepared(lambda: with_version(Person.objects.filter(slug=SLUG).select_related("picture")))


@require_safe
def section(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """The articles of a section and of those below it."""
    row = _find(_section, language, slug)
    articles = listings.of_section(row)
    return _about(request, language, "section", articles, row)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """The articles on a topic."""
    row = _find(_topic, language, slug)
    return _about(request, language, "topic", listings.of_topic(row), row)


@require_safe
def person(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """Who somebody is, and the articles in one language that name them; 404 where there are none."""
    row = _find(_person, language, slug)
    return _about(request, language, "person", listings.of_person(row, language), row)


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


def _find(prepared: Prepared, language: str, slug: str) -> Any:
    for row in prepared(language=language, slug=slug, moment=timezone.now()):
        return row
    raise Http404


def _about(request: HttpRequest, language: str, kind: str, articles: Any, row: Any) -> HttpResponseBase:
    def view() -> HttpResponse:
        page = page_of(page_number(request), listings.sliced(articles))
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
            context |= surroundings(language, context.get("section"))
        return render(request, f"newsroom_articles/{name}.html", context)
