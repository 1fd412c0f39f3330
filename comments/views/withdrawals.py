"""An author withdraws a comment, on its private page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..decisions.statuses import Conflict
from ..models import ReaderComment
from ..posting import withdrawals
from ..requests.numbers import natural_number
from ..requests.same_origin import is_cross_origin
from ..text import sanitizing
from .lookups import find_comment, private
from .own_comments import own_comment, to_own_page


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether; and do it, once the button says so.

    Exempt from Django's token: only who knows this address can post to it.
    """
    comment = own_comment(token)
    if request.method == "POST" and is_cross_origin(request):
        raise Http404
    with translation.override(comment.language or translation.get_language()):
        if request.method != "POST" and withdrawals.can_be_withdrawn(comment):
            return _ask_whether(request, comment)
        if request.method == "POST":
            try:
                withdrawals.withdraw(comment, revision=natural_number(request.POST.get("revision")))
            except Conflict:
                return _ask_again(request, comment)
        return to_own_page(token)


def _ask_again(request: HttpRequest, comment: ReaderComment) -> HttpResponse:
    now = find_comment(comment.pk)
    if now is None:
        raise Http404
    problem = _("Something about your comment changed in the meantime. Do you still want to withdraw it?")
    return _ask_whether(request, now, 409, problem)


def _ask_whether(
    request: HttpRequest, comment: ReaderComment, status: int = 200, problem: str = ""
) -> HttpResponse:
    context = {
        "comment": comment,
        "name": comment.user_name,
        "html": sanitizing.guard(comment.comment),
        "problem": problem,
    }
    return private(render(request, "newsroom_comments/posting/withdraw.html", context, status=status))
