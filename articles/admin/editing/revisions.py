"""The page of an article's versions: compare any two, restore one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ... import publishing
from ...models import Article, Revision
from . import comparing, states

PER_PAGE = 50
TEMPLATE = "admin/newsroom_articles/article/versions.html"


def versions(admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """The newest first; ``?old=3&new=5`` shows how the one became the other."""
    if not admin.has_view_permission(request, article):
        raise PermissionDenied
    if request.method == "POST":
        return _restore(admin, request, article)
    rows = article.revisions.defer("data").select_related("by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    newest = [row.number for row in page.object_list[:2]]
    old = _chosen(article, request.GET.get("old"))
    new = _chosen(article, request.GET.get("new"))
    context = admin.admin_site.each_context(request) | {
        "title": _("Versions of “%(headline)s”") % {"headline": article.headline},
        "opts": admin.opts,
        "original": article,
        "page": page,
        "old": old,
        "new": new,
        "checked_old": old.number if old else newest[-1] if newest else None,
        "checked_new": new.number if new else newest[0] if newest else None,
        "parts": comparing.compare(old.data, new.data) if old and new else None,
        "may_restore": may_restore(admin, request, article),
    }
    return TemplateResponse(request, TEMPLATE, context)


def may_restore(admin: Any, request: HttpRequest, article: Article) -> bool:
    """It changes what readers have, where they have the article."""
    released = states.is_released(article)
    return bool(admin.has_change_permission(request, article)) and (
        states.may_publish(request.user) or not released
    )


def _restore(admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    if not may_restore(admin, request, article):
        raise PermissionDenied
    revision = _chosen(article, request.POST.get("restore"))
    if revision is None:
        raise Http404
    publishing.restore(article, revision, by=request.user)
    text = _("Version %(number)s restored") % {"number": revision.number}
    admin.log_change(request, article, text)
    messages.success(request, f"{text}.")
    name = f"{admin.admin_site.name}:newsroom_articles_article_change"
    return HttpResponseRedirect(reverse(name, args=[article.pk]))


def _chosen(article: Article, number: str | None) -> Revision | None:
    if not number:
        return None
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise Http404
    return get_object_or_404(article.revisions.select_related("by"), number=number)
