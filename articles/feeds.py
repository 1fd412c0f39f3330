"""The Atom feeds.

Written with Django's feed generator and not its ``Feed`` view: that view takes the host from the sites
framework's table, which says ``example.com`` until somebody remembers it; here links are on the host asked.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from .conf import site_name
from .models import Article
from .text.sanitizing import CONTROLS

LATEST = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """Its summaries are plain text, and an empty feed is the same at any moment."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        # Django's own would call it HTML, in which "a<b" is a tag.
        handler.addQuickElement("summary", item["description"], {"type": "text"})


def known_by_content(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view with an entity tag (RFC 9110) made of all the bytes of its answer: 304 to whoever has it."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return condition(lambda _request: etag)(lambda _request: response)(request)

    return page


@require_safe
@cache_control(public=True, s_maxage=30, stale_while_revalidate=30)
@known_by_content
def atom(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """The latest articles, of one language or of all."""
    articles = Article.objects.published()
    if language:
        articles = articles.filter(language=language)
    with translation.override(language or settings.LANGUAGE_CODE):
        feed = _feed(request, language)
        for article in articles[:LATEST]:
            _add(feed, request, article)
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _feed(request: HttpRequest, language: str | None) -> Feed:
    edition = reverse("newsroom_articles:edition", args=[language]) if language else None
    page = edition or reverse("newsroom_articles:front_page")
    name, title = _line(site_name()), _("Latest articles")
    address = request.build_absolute_uri(request.path)
    return Feed(
        title=f"{name} – {title}" if name else title,
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
        unique_id=url,
        author_name=_line(article.author) or None,
        pubdate=article.pub_date,
        updateddate=article.last_modified,
    )


def _line(text: str) -> str:
    return " ".join(text.translate(CONTROLS).split())
