"""An author changes a comment, on its private page."""

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..decisions.statuses import Conflict
from ..forms import EditForm
from ..models import ReaderComment
from ..posting import edits
from ..posting.duplicates import Duplicate
from ..requests.numbers import natural_number
from ..requests.same_origin import is_cross_origin
from ..text.reading.syntax import Syntax
from .lookups import find_comment, private
from .own_comments import own_comment, to_own_page


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """The form with the text as typed; or take what it sent.  Every refusal has the reader's words on it.

    Exempt from Django's token: only who knows this address can post to it.
    """
    if request.encoding:
        request.encoding = "utf-8"  # as for a post
    comment = own_comment(token)
    target = comment.public_target
    with translation.override(comment.language or translation.get_language()):
        if request.method == "POST":
            return _take(request, comment, target, token)
        return _page(
            request,
            comment,
            target,
            EditForm(initial={"comment": comment.source}, syntax=Syntax(comment.syntax)),
            200,
        )


def _take(request: HttpRequest, comment: ReaderComment, target: Model | None, token: str) -> HttpResponse:
    form = EditForm(request.POST, syntax=Syntax(comment.syntax))
    if is_cross_origin(request):
        problem = _("This was sent from another site. If you wrote it, post it from here.")
        return _page(request, comment, target, form, 403, problem)
    if not form.is_valid():
        return _page(request, comment, target, form, 422, _("Your change was not saved yet."))
    revision = natural_number(request.POST.get("revision"))
    try:
        edits.edit(comment, target, form.cleaned_data["comment"], revision=revision, request=request)
    except edits.TooLate:
        return _page(request, comment, target, form, 403)
    except Duplicate as duplicate:
        problem = _("Duplicate comment detected; it looks as though you've already said that!")
        earlier = duplicate.earlier.pk if duplicate.earlier.public else 0
        return _page(request, comment, target, form, 409, problem, earlier=earlier)
    except Conflict:
        return _changed_meanwhile(request, comment, form)
    return to_own_page(token)


def _changed_meanwhile(request: HttpRequest, comment: ReaderComment, form: EditForm) -> HttpResponse:
    """The form for the comment as it is now, with the words that were sent."""
    now = find_comment(comment.pk)
    if now is None:
        raise Http404
    problem = _("Your comment changed in the meantime. Your text is still here: save it again if you like.")
    return _page(request, now, now.public_target, form, 409, problem)


def _page(
    request: HttpRequest,
    comment: ReaderComment,
    target: Model | None,
    form: EditForm,
    status: int,
    problem: str = "",
    *,
    earlier: int = 0,
) -> HttpResponse:
    """The form; or, where the comment can't be changed any more, why, and what was typed."""
    until = edits.editable_until(comment, target)
    if until is None:
        status = max(status, 403)
        problem = _("This comment can't be changed any more: time is up, or it has a decision or a reply.")
    context = {
        "comment": comment,
        "form": form,
        "until": until,
        "typed": request.POST.get("comment", ""),
        "problem": problem,
        "earlier": earlier,
    }
    return private(render(request, "newsroom_comments/posting/edit.html", context, status=status))
