"""Refusals where no form can be offered again: what was typed is shown, to be copied."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..discussions import discussion_of
from ..targets import address_of


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
    return render(request, "newsroom_comments/refused.html", context, status=status)
