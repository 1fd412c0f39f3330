"""An editor ends the emails about what waits, with one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...mail import digests, signed_links
from ..lookups import private


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_digest(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an email's link opens, which changes nothing; a post, or a mail provider's, ends them."""
    (number,) = signed_links.digest_unsubscribing.read(token) or (None,)
    if number is None:
        raise Http404
    if request.method == "POST":
        digests.end(number)
    context = {"is_answer": request.method == "POST"}
    return private(render(request, "newsroom_comments/people/digest_emails.html", context))
