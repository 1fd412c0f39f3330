"""The two acts that ask before they are done: withdrawing, and discarding a next version."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import publishing
from ...models import Article
from . import comparing, states


class NoteForm(forms.Form):
    note = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Why, for the list of versions. Readers don’t see it."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )


def withdraw(admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Asked for confirmation and a note, then at the article's address readers are told that it is gone."""
    _require(admin, request, article)
    if not article.published:
        return _back(admin, article)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publishing.withdraw(article, by=request.user, note=form.cleaned_data["note"])
        admin.log_change(request, article, _("Withdrawn"))
        messages.success(request, _("Withdrawn: at its address readers are told so."))
        return _back(admin, article)
    return _page(admin, request, article, "withdraw", {"form": form, "title": _("Withdraw this article?")})


def discard(admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Shown once more, then the next version is gone; what readers have stays."""
    _require(admin, request, article)
    if not article.pending:
        return _back(admin, article)
    if request.method == "POST":
        publishing.keep_next(article, None, by=request.user)
        admin.log_change(request, article, _("Next version discarded"))
        messages.success(request, _("The next version was discarded."))
        return _back(admin, article)
    parts = comparing.compare(comparing.words_of(article), article.pending)
    context = {"parts": parts, "title": _("Discard the next version?")}
    return _page(admin, request, article, "discard", context)


def _require(admin: Any, request: HttpRequest, article: Article) -> None:
    if not admin.has_change_permission(request, article) or not states.may_publish(request.user):
        raise PermissionDenied


def _page(
    admin: Any, request: HttpRequest, article: Article, name: str, context: dict[str, Any]
) -> HttpResponse:
    whole = admin.admin_site.each_context(request) | {"opts": admin.opts, "original": article} | context
    return TemplateResponse(request, f"admin/newsroom_articles/article/{name}.html", whole)


def _back(admin: Any, article: Article) -> HttpResponse:
    name = f"{admin.admin_site.name}:newsroom_articles_article_change"
    return HttpResponseRedirect(reverse(name, args=[article.pk]))
