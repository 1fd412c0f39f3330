"""Refusals where no form can be offered again: what was typed is shown, to be copied."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from ..discussions.pages import discussion_of
from ..targets import address_of
from .lookups import private


def refuse(
    request: HttpRequest,
    status: int,
    why: str,
    target: Model | None = None,
    *,
    field: str = "comment",
    advice: str = "",
    log_in_address: str = "",
) -> HttpResponse:
    """A page that says why, with the words in ``field``; ``advice`` and ``log_in_address`` lead out of it."""
    context = {
        "why": why,
        "advice": advice,
        "field": field,
        "typed": request.POST.get(field, ""),
        "target": target,
        "target_address": address_of(target) if target else "",
        "log_in_address": log_in_address,
        "discussion": discussion_of(target) if target else None,
    }
    return render(request, "newsroom_comments/posting/refused.html", context, status=status)


def refuse_expired(request: HttpRequest, language: str, advice: Any) -> HttpResponse:
    """What an expired link opens, in the language of what it was for or else as asked; ``advice`` is lazy."""
    with translation.override(language or translation.get_language()):
        return private(refuse(request, 410, _("This link has expired."), advice=str(advice)))
