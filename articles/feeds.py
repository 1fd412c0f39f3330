"""The Atom feeds.

Written with Django's feed generator and not its ``Feed`` view: that view takes the host from the sites
framework's table, which says ``example.com`` until somebody remembers it; here links are on the host asked.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .conf import site_name
from .models import Article
from .sanitizing import CONTROLS

LATEST = 20


@require_safe
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


def _feed(request: HttpRequest, language: str | None) -> Atom1Feed:
    edition = reverse("newsroom_articles:edition", args=[language]) if language else None
    page = edition or reverse("newsroom_articles:front_page")
    name = site_name() or request.get_host()
    return Atom1Feed(
        title=f"{name} – " + _("Latest articles"),
        link=request.build_absolute_uri(page),
        description=None,
        language=language or settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(request.path),
        author_name=name,  # Atom wants somebody answerable for articles without a name
    )


def _add(feed: Atom1Feed, request: HttpRequest, article: Article) -> None:
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
