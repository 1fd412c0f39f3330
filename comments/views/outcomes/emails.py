"""An author chooses to be emailed what becomes of a comment, and ends these emails with one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...mail import signed_links
from ...models import ReaderComment
from ...people import confirmations
from ..lookups import private
from ..own_comments import own_comment_action


@own_comment_action
def choose_outcome(request: HttpRequest, comment: ReaderComment) -> str:
    """From the comment's private page, by a button."""
    confirmations.want_outcome(comment, request.POST.get("wanted") == "1")
    return "?told"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_outcome(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an email's link opens, which changes nothing; a post, or a mail provider's, ends them."""
    (number,) = signed_links.outcome_unsubscribing.read(token) or (0,)
    comment = get_object_or_404(ReaderComment.objects.without_addresses(), pk=number)
    if request.method == "POST":
        ReaderComment.objects.filter(pk=number).update(outcome_wanted=False)
        comment.outcome_wanted = False
    with translation.override(comment.language or translation.get_language()):
        context = {"wanted": comment.outcome_wanted, "is_answer": request.method == "POST"}
        return private(render(request, "newsroom_comments/people/outcome_emails.html", context))
