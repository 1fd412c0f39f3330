"""The page of one article.

Every page is the same bytes for each anonymous reader: nothing here asks who reads, unless a session cookie
says that somebody is logged in and the article is not public.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from ..conf import site_name
from ..models import Article, FormerAddress
from ..models.prepared import KEY, LANGUAGE, MOMENT, SLUG, Prepared
from ..stories import Story
from .surroundings import surroundings

_in_place = Prepared(lambda: Article.objects.in_place(LANGUAGE, SLUG).with_page_state(MOMENT).order_by())
# What its page shows beside it, which nobody needs who only asks whether the page has changed.
_around = Prepared(
    lambda: (
        Article.objects.filter(pk=KEY)
        .select_related("section__parent", "lead_picture")
        .only("section", "lead_picture")
    )
)


def article_detail(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One article; a site that adds to the page composes the two functions below itself."""
    return article_page(request, find_article(request, language, slug))


def find_article(request: HttpRequest, language: str, slug: str) -> Article:
    """The article that is or was at this address, if this reader may see it; else ``Http404``.

    An article that waits at an address keeps no reader from the one that was there.
    """
    here: Article | None = next(iter(_in_place(language=language, slug=slug, moment=timezone.now())), None)
    if here and _may_see(request, here):
        return here
    former = FormerAddress.objects.filter(language=language, slug=slug).select_related("article").first()
    if former and _may_see(request, former.article):
        return former.article
    raise Http404


def _may_see(request: HttpRequest, article: Article) -> bool:
    return article.was_public or _may_preview(request)


@require_safe
def article_page(request: HttpRequest, article: Article) -> HttpResponse:
    """The article's page, all of it in the article's language; from a former address the way to it."""
    if request.path != article.get_absolute_url():
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.status == Article.Status.WITHDRAWN and not _may_preview(request):
        return _gone(request, article)
    return show(request, article)


def show(request: HttpRequest, article: Article) -> HttpResponse:
    """The page of ``article`` as it is in memory, stored or not."""
    context: dict[str, Any] = {
        "article": article,
        "canonical": request.build_absolute_uri(article.get_absolute_url()),
    }
    with translation.override(article.language):
        context |= surroundings(article.language, lambda: _look_around(article).section) | {
            "site_name": site_name(),
            # Looked up if a template shows something of it.
            "story": SimpleLazyObject(lambda: Story.of(_look_around(article))),
        }
        response = render(request, "newsroom_articles/article_detail.html", context)
    if not article.published:
        add_never_cache_headers(response)
    return response


def _look_around(article: Article) -> Article:
    """The article with its section and lead picture, by one query; none where it has them, or has none."""
    known = article._state.fields_cache
    named = {name for name in ("section", "lead_picture") if getattr(article, f"{name}_id") is not None}
    if named - known.keys():
        for around in _around(pk=article.pk):
            article._state.fields_cache = around._state.fields_cache | known
    return article


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    with translation.override(article.language):
        context = {"article": article, "edition": article.language}
        response = render(request, "newsroom_articles/withdrawn.html", context, status=410)
    # The same for everybody; and it may come back.
    patch_cache_control(response, public=True, s_maxage=30)
    return response


def _may_preview(request: HttpRequest) -> bool:
    # Asking for the user touches the session and makes the page private: only whoever has one is asked.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    permission = get_permission_codename("view", Article._meta)
    return request.user.is_staff and request.user.has_perm(f"{Article._meta.app_label}.{permission}")
