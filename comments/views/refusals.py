"""Refusals where no form can be offered again: what was typed is shown, to be copied."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ..discussions.pages import discussion_of
from ..requests.readers import reader_language
from ..requests.same_origin import page_before
from ..targets import address_of, title_of
from .lookups import private, unlisted

View = Callable[..., HttpResponse]


def refuse(
    request: HttpRequest,
    status: int,
    why: str,
    target: Model | None = None,
    *,
    field: str = "comment",
    advice: str = "",
    log_in_address: str = "",
    own_page: str = "",
) -> HttpResponse:
    """A page that says why, with the words in ``field``; ``advice`` and a link lead out of it.

    The link is that to the log-in, to the comment's ``own_page``, to ``target``, else to where the reader was
    before.
    """
    context = {
        "why": why,
        "advice": advice,
        "field": field,
        "typed": request.POST.get(field, ""),
        "target": title_of(target) if target else None,
        "target_address": address_of(target) if target else "",
        "log_in_address": log_in_address,
        "own_page": own_page,
        "page_before": _page_before(request),
        "front_page": get_script_prefix(),
        "discussion": discussion_of(target) if target else None,
    }
    return render(request, "newsroom_comments/posting/refused.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    """Where the reader came from, unless that was such a page, too."""
    page = page_before(request)
    sent_to = [reverse(f"newsroom_comments:{name}") for name in ("post", "preview")]
    return "" if urlsplit(page).path in sent_to else page


def refuse_unposted(
    request: HttpRequest, language: str = "", target: Model | None = None, own_page: str = ""
) -> HttpResponse:
    """What an address that only takes forms shows to whoever has it in a tab: 405, and the way on."""
    with translation.override(language or reader_language(request)):
        why = _("This page can't be opened again.")
        advice = _("It was the answer to a form. Nothing was sent this time: to send it, use the form again.")
        response = refuse(request, 405, why, target, advice=advice, own_page=own_page)
    response["Allow"] = "POST"
    return unlisted(response)


def needs_length(view: View) -> View:
    """Make a 411 (RFC 9110, 15.5.12) of a form that came in chunks, of which a WSGI server shows no word.

    Without a ``Content-Length`` Django reads nothing; what else could be read goes to the view.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chunked = request.method == "POST" and "Transfer-Encoding" in request.headers
        if chunked and not request.POST:
            return _refuse_unmeasured(request)
        return view(request, *args, **kwargs)

    return page


def _refuse_unmeasured(request: HttpRequest) -> HttpResponse:
    with translation.override(reader_language(request)):
        why = _("What you sent could not be read.")
        advice = _(
            "It came without its length, so nothing was stored. Go back: your text is still in the form. "
            "If this page comes back, send it over another network."
        )
        return refuse(request, 411, why, advice=advice)


def refuse_expired(request: HttpRequest, language: str, advice: Any) -> HttpResponse:
    """What an expired link opens, in the language of what it was for or else as asked; ``advice`` is lazy."""
    with translation.override(language or translation.get_language()):
        return private(refuse(request, 410, _("This link has expired."), advice=str(advice)))
