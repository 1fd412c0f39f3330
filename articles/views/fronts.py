"""The front pages: of one language, and of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..fronts import arranged, how_many_placed
from ..models import Article, Section
from ..models.prepared import LANGUAGE, MOMENT, Prepared
from .caching import conditional_list, versions
from .lists import render_list
from .paging import page_number, page_of
from .surroundings import Branch, surroundings

# Beside the lead; what comes after stands in the blocks of its sections.
SECOND = 4


_all_editions = Prepared(lambda: versions(None, MOMENT))
_edition = Prepared(
    lambda: versions(LANGUAGE, MOMENT).annotate(placed=Subquery(how_many_placed(LANGUAGE, MOMENT)))
)


@dataclass(frozen=True)
class Block:
    """What a front page has of one section; of None, what stands in none."""

    section: Section | None
    articles: Sequence[Article]


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Every published article, whatever its language, in the site's own language."""
    return _front(request, None)


@require_safe
def edition(request: HttpRequest, language: str) -> HttpResponseBase:
    """The published articles of one language, in that language."""
    return _front(request, language)


def _front(request: HttpRequest, language: str | None) -> HttpResponseBase:
    def view() -> HttpResponse:
        number = page_number(request)
        page = page_of(number, partial(arranged, language))
        shown = language or settings.LANGUAGE_CODE
        around = surroundings(shown) | {"edition": language, "is_front": number == 1}
        context: dict[str, Any] = {
            "feed": reverse("newsroom_articles:feed", args=[language] if language else [])
        }
        if number == 1:
            context |= _composed(page.articles, around["sections"])
        return render_list(request, shown, "edition" if language else "front_page", page, **around, **context)

    version = _edition if language else _all_editions
    return conditional_list(request, view, version(language=language, moment=timezone.now()))


def _composed(articles: Sequence[Article], branches: Sequence[Branch]) -> dict[str, Any]:
    """A lead, a few beside it, and the rest by their sections, in the order that the sections have."""
    rest = list(articles[1 + SECOND :])
    blocks = []
    for branch in branches:
        own = [article for article in rest if article.section_id in branch.keys]
        if own:
            blocks.append(Block(branch.section, own))
    placed = {article.pk for block in blocks for article in block.articles}
    others = [article for article in rest if article.pk not in placed]
    if others:
        blocks.append(Block(None, others))
    return {"lead": next(iter(articles), None), "second": articles[1 : 1 + SECOND], "blocks": blocks}
