"""From an article to the same in another language."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from ...languages import languages
from ...models import Article
from ...models.revisions import WORDS


class Link(NamedTuple):
    """One of the site's languages: the article's version in it, or the form for one."""

    language: str
    address: str
    exists: bool


def links(admin: Any, request: HttpRequest, article: Article) -> list[Link]:
    """Every other language of the site, as far as this editor may go there."""
    root = article.original_id or article.pk
    related = Article.objects.filter(pk=root) | Article.objects.filter(original=root)
    there = dict(related.exclude(pk=article.pk).values_list("language", "pk"))
    found = []
    for code, name in languages():
        if code in there:
            address = reverse(f"{admin.admin_site.name}:newsroom_articles_article_change", args=[there[code]])
            found.append(Link(name, address, True))
        elif code != article.language and admin.has_add_permission(request):
            query = urlencode({"translate": article.pk, "language": code})
            add = reverse(f"{admin.admin_site.name}:newsroom_articles_article_add")
            found.append(Link(name, f"{add}?{query}", False))
    return found


def initial(admin: Any, request: HttpRequest) -> dict[str, Any]:
    """The fields of a new translation: the text to translate, and what it is a translation of."""
    pk = request.GET.get("translate", "")
    article = admin.get_object(request, pk)
    if article is None or not admin.has_view_permission(request, article):
        return {}
    copied = {name: getattr(article, name) for name in WORDS}
    return copied | {
        "original": article.original_id or article.pk,
        "lead_picture": article.lead_picture_id,
        "writer": None,
    }
