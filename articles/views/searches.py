"""The page on which readers search."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .. import searching
from .caching import known_by_content
from .listings import sliced
from .lists import render_list
from .paging import page_number, page_of

LONGEST = 200


@require_safe
@known_by_content
def search(request: HttpRequest, language: str) -> HttpResponse:
    """The articles of one language that hold each word of ``?q=``, the newest first."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    number = page_number(request)
    page = page_of(number, sliced(searching.search(query, language))) if query else None
    return render_list(request, language, "search", page, query=query, longest=LONGEST)
