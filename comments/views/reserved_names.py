"""A reader reserves a name, or gives it up, on a comment's private page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..people import reserved_names
from ..requests.same_origin import is_cross_origin
from .lookups import own_comment, to_own_page


@csrf_exempt
@never_cache
@require_POST
def name(request: HttpRequest, token: str) -> HttpResponse:
    """Reserve the comment's name for its author, or (``give_up``) let go of the one that is.

    Exempt from Django's token: only who knows this address can post to it.
    """
    comment = own_comment(token)
    if is_cross_origin(request):
        raise Http404
    owner = reserved_names.owner_of(comment)
    if owner and "give_up" in request.POST:
        reserved_names.give_up(owner)
        return to_own_page(token)
    try:
        reserved_names.reserve(comment)
    except reserved_names.Taken:
        return to_own_page(token, "?taken")
    return to_own_page(token)
