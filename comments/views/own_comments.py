"""The comment whose private page a reader is on: whoever knows its signed address is its author."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..mail import signed_links
from ..models import ReaderComment
from ..requests.same_origin import is_cross_origin
from .lookups import find_comment, private
from .refusals import refuse_unposted


def own_comment(token: str) -> ReaderComment:
    """The comment whose private page the token opens.

    :raises Http404: it opens none.
    """
    (number,) = signed_links.reader_page.read(token) or (0,)
    comment = find_comment(number)
    if comment is None:
        raise Http404
    return comment


def to_own_page(token: str, query: str = "") -> HttpResponse:
    """Back to the author's page that the token opens."""
    return private(HttpResponseRedirect(_own_page(token) + query))


def _own_page(token: str) -> str:
    return reverse("newsroom_comments:reader_page", kwargs={"token": token})


def own_comment_action(
    act: Callable[[HttpRequest, ReaderComment], str],
) -> Callable[[HttpRequest, str], HttpResponse]:
    """Make a view of what a button on the private page does; it leads back there, with the query it returns.

    Exempt from Django's token: only who knows this address can post to it.  Another site's page, which may
    have been told it, can't.
    """

    @csrf_exempt
    @never_cache
    @wraps(act)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        comment = own_comment(token)
        if request.method != "POST":
            return private(refuse_unposted(request, comment.language, own_page=_own_page(token)))
        if is_cross_origin(request):
            raise Http404
        return to_own_page(token, act(request, comment))

    return view
