"""The Atom feeds: of all, of a language, a section, a topic, a person.

Written with Django's feed generator and not its ``Feed`` view: that view takes the host from the sites
framework's table, which says ``example.com`` until somebody remembers it; here links are on the host asked.
"""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..conf import site_name
from ..models import Article, ArticleQuerySet
from ..text.sanitizing import CONTROLS
from . import listings
from .caching import conditional_feed, version_of, versions
from .paging import teasers

LATEST = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What a page of the site has as an address on its own host; in a srcset there are several.
ADDRESSES = re.compile(r'(?<=\s)(href|src|srcset)="([^"]*)"')
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")
PATH = re.compile(r"(?:^|(?<=, )|(?<=,))/(?!/)")


class Feed(Atom1Feed):
    """Its summaries are plain text, its contents HTML, and an empty feed is the same at any moment."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        # Django's own would call it HTML, in which "a<b" is a tag.
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["body"], {"type": "html"})


@require_safe
def feed(request: HttpRequest, language: str | None = None) -> HttpResponseBase:
    """The latest articles, of one language or of all."""

    def view() -> HttpResponse:
        name = f"newsroom_articles:{'edition' if language else 'front_page'}"
        page = reverse(name, args=language and [language])
        return _answer(request, language, listings.published(language), page)

    return conditional_feed(request, view, list(versions(language)))


@require_safe
def section_feed(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    row = listings.find_section(language, slug)
    return _about(request, language, row, listings.of_section(row), row.get_absolute_url())


@require_safe
def topic_feed(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    row = listings.find_topic(language, slug)
    return _about(request, language, row, listings.of_topic(row), row.get_absolute_url())


@require_safe
def person_feed(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    row = listings.find_person(language, slug)
    return _about(request, language, row, listings.of_person(row, language), row.address_in(language))


def _about(
    request: HttpRequest, language: str, row: Any, articles: ArticleQuerySet, page: str
) -> HttpResponseBase:
    def view() -> HttpResponse:
        return _answer(request, language, articles, page, row.name)

    return conditional_feed(request, view, row, version_of(row))


def _answer(
    request: HttpRequest, language: str | None, articles: ArticleQuerySet, page: str, title: str = ""
) -> HttpResponse:
    with translation.override(language or settings.LANGUAGE_CODE):
        feed = _feed(request, language, page, title or _("Latest articles"))
        for article in teasers(articles).prefetch_related("former_addresses", "pictures")[:LATEST]:
            _add(feed, request, article)
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _feed(request: HttpRequest, language: str | None, page: str, title: str) -> Feed:
    name = _line(site_name())
    address = request.build_absolute_uri(request.path)
    return Feed(
        title=f"{name} – {_line(title)}" if name else _line(title),
        link=request.build_absolute_uri(page),
        description=None,
        language=language or settings.LANGUAGE_CODE,
        # Atom wants somebody answerable for articles without a name.
        author_name=name or _("The newsroom"),
        feed_url=address,
        # The page has feeds and entries beside this one.
        feed_guid=address,
    )


def _add(feed: Feed, request: HttpRequest, article: Article) -> None:
    url = request.build_absolute_uri(article.get_absolute_url())
    feed.add_item(
        title=_line(article.headline),
        link=url,
        description=_line(article.excerpt),
        body=_absolute(article.body_html, request),
        unique_id=_id(article, request),
        author_name=_line(article.byline) or None,
        pubdate=article.pub_date,
        updateddate=article.last_modified,
    )


def _id(article: Article, request: HttpRequest) -> str:
    """The guid it was imported with, where that is an IRI; else the first address that it ever had.

    So it stays, and no reader of feeds sees an article as new that has only moved.
    """
    if article.guid and IRI.match(article.guid):
        return article.guid
    former = sorted(article.former_addresses.all(), key=lambda address: address.pk)
    path = former[0].get_absolute_url() if former else article.get_absolute_url()
    return request.build_absolute_uri(path)


def _absolute(html: str, request: HttpRequest) -> str:
    """``html`` with whole addresses in place of paths: a feed is read elsewhere."""
    host = request.build_absolute_uri("/")

    def whole(found: re.Match[str]) -> str:
        return f'{found[1]}="{PATH.sub(host, found[2])}"'

    return ADDRESSES.sub(whole, html.translate(CONTROLS))


def _line(text: str) -> str:
    return " ".join(text.translate(CONTROLS).split())
