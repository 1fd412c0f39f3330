"""A reader confirms an address: asks for the email, opens its link, says yes; a cookie proves it later."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..mail import signed_links
from ..models import Commenter, ReaderComment
from ..people import confirmations
from ..requests.numbers import natural_number
from ..requests.readers import reader_language
from ..requests.same_origin import is_cross_origin
from ..targets import address_of, language_of, title_of
from ..text import sanitizing
from .lookups import acknowledge, find_comment, find_target, private
from .own_comments import own_comment_action
from .refusals import refuse, refuse_expired, refuse_unposted

COOKIE = "newsroom_reader"
PROOF = "newsroom_comments.proof"
YEAR = 365 * 24 * 3600


@own_comment_action
def request_confirmation(_request: HttpRequest, comment: ReaderComment) -> str:
    """Mail the address of a comment a link that confirms it; the answer is always the same."""
    confirmations.ask(comment)
    return "?asked"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the email's link opens.  To open it changes nothing: mail programs open links too."""
    try:
        (number,) = signed_links.confirmation.read(token) or (0,)
    except signed_links.Expired as expired:
        comment = find_comment(expired.ids[0])
        advice = _("Your comment's own page can send you a new one.")
        return refuse_expired(request, comment.language if comment else "", advice)
    comment = find_comment(number)
    if comment is None:
        return _nothing_left(request)
    if request.method != "POST":
        return _ask_whether(request, comment)
    if is_cross_origin(request):
        raise Http404
    try:
        owner = confirmations.confirm(comment)
    except confirmations.NoAddress:
        return _nothing_left(request)
    response = HttpResponseRedirect(signed_links.reader_page(comment))
    _prove(request, response, owner)
    return private(response)


def _nothing_left(request: HttpRequest) -> HttpResponse:
    """The same as for a link that was never made here: nobody learns which comments were erased."""
    with translation.override(reader_language(request)):
        why = _("This link does not open anything any more.")
        advice = _("The comment that it was for is no longer here, or has no address any more.")
        return private(refuse(request, 404, str(why), advice=str(advice)))


def _ask_whether(request: HttpRequest, comment: ReaderComment) -> HttpResponse:
    target = comment.public_target
    with translation.override(comment.language or translation.get_language()):
        context = {
            "comment": comment,
            "name": comment.user_name,
            "html": sanitizing.guard(comment.comment),
            "target": title_of(target) if target else None,
            "target_address": address_of(target) if target else "",
        }
        return private(render(request, "newsroom_comments/people/confirm.html", context))


def _prove(request: HttpRequest, response: HttpResponse, owner: Commenter) -> None:
    """A cookie for the post alone: no page for readers ever sees it, nor do their caches."""
    response.set_signed_cookie(
        COOKIE,
        str(owner.pk),
        salt=PROOF,
        max_age=YEAR,
        path=reverse("newsroom_comments:post"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


@csrf_exempt
@never_cache
def forget(request: HttpRequest, label: str, object_pk: str) -> HttpResponse:
    """Delete the cookie, asked for beside an object's form; the form's script clears its own storage."""
    if is_cross_origin(request):
        raise Http404
    if request.method != "POST":
        target = find_target(request, label, object_pk)
        return refuse_unposted(request, language_of(target), target)
    response = acknowledge(request, label, object_pk, "newsroom_comments/people/forgotten.html")
    response.delete_cookie(COOKIE, path=reverse("newsroom_comments:post"), samesite="Lax")
    return response


def is_confirmed(request: HttpRequest, address: str) -> bool:
    """Whether this browser's reader has confirmed the address that they typed."""
    value = request.get_signed_cookie(COOKIE, default="", salt=PROOF, max_age=YEAR)
    number = natural_number(value, digits=18)
    return bool(address) and number is not None and confirmations.is_owner(number, address)
