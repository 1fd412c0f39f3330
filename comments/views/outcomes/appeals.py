"""An author appeals against a rejection, from the comment's private page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...forms import AppealForm
from ...mail.author_states import author_state
from ...models import ReaderComment
from ...posting import appeals
from ...requests.same_origin import is_cross_origin
from ...text import sanitizing
from ..lookups import private
from ..own_comments import own_comment, to_own_page


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """The form, or take what it sent; a refusal has every word in it.

    Exempt from Django's token: only who knows this address can post to it.
    """
    if request.encoding:
        request.encoding = "utf-8"  # as for a post
    comment = own_comment(token)
    with translation.override(comment.language or translation.get_language()):
        if request.method == "POST":
            return _take(request, comment, token)
        if appeals.appeal_of(comment) or not appeals.can_be_appealed(author_state(comment)):
            return to_own_page(token)
        return _page(request, comment, AppealForm(auto_id="appeal-%s"))


def _take(request: HttpRequest, comment: ReaderComment, token: str) -> HttpResponse:
    form = AppealForm(request.POST, auto_id="appeal-%s")
    valid = form.is_valid()
    if is_cross_origin(request):
        problem = _("This was sent from another site. If you wrote it, post it from here.")
        return _page(request, comment, form, HTTPStatus.FORBIDDEN, problem)
    if not valid:
        return _page(request, comment, form, HTTPStatus.UNPROCESSABLE_ENTITY, _("It was not sent yet."))
    try:
        appeals.appeal(comment, form.cleaned_data["text"])
    except appeals.AppealedBefore:
        problem = _("You have asked once already: this was not sent. Its page says what came of it.")
        return _page(request, comment, form, HTTPStatus.CONFLICT, problem)
    except appeals.NotRejected:
        problem = _("Your comment is no longer rejected: this was not sent. Its page says where it stands.")
        return _page(request, comment, form, HTTPStatus.CONFLICT, problem)
    return to_own_page(token)


def _page(
    request: HttpRequest, comment: ReaderComment, form: AppealForm, status: int = 200, problem: str = ""
) -> HttpResponse:
    """The form; or, where it can't be sent any more, what was typed."""
    context = {
        "comment": comment,
        "name": comment.user_name,
        "html": sanitizing.guard(comment.comment),
        "form": form,
        "problem": problem,
        "is_over": status == HTTPStatus.CONFLICT,
        "typed": request.POST.get("text", ""),
    }
    return private(render(request, "newsroom_comments/posting/appeal.html", context, status=status))
