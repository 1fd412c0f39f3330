"""What the public can't read yet, shown to whoever has a signed link."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from .. import previews
from ..models import Article
from .articles import show


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The page as it will be: never stored, never indexed, and its address told to nobody."""
    response = _shown(request, *_opened(token))
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _opened(token: str) -> tuple[previews.Purpose, Article]:
    purpose, key = previews.read(token) or ("draft", 0)
    article = Article.objects.filter(pk=key).first()
    if article is None:
        raise Http404
    return purpose, article


def _shown(request: HttpRequest, purpose: previews.Purpose, article: Article) -> HttpResponse:
    if article.was_public and not (purpose == "next" and article.pending):
        return HttpResponseRedirect(article.get_absolute_url())
    if purpose == "next":
        for name, words in (article.pending or {}).items():
            setattr(article, name, words)
    # On this page nobody comments yet, and no machine reads that it is published.
    article.status = Article.Status.DRAFT
    return show(request, article)
