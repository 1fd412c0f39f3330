"""The comment and the object that an address names, as far as the public may know of them."""

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from ..discussions.pages import discussion_of, locate
from ..models import ReaderComment
from ..requests.numbers import HIGHEST_ID
from ..targets import address_of, find_listed, find_public, language_of, title_of


def find_target(_request: HttpRequest, label: str, object_pk: str) -> Model:
    """The public object that an address names.

    :raises Http404: there is none.
    """
    return _if_there(find_public(label, object_pk))


def find_listed_target(_request: HttpRequest, label: str, object_pk: str) -> Model:
    """That object, if everybody may see it.

    :raises Http404: there is none.
    """
    return _if_there(find_listed(label, object_pk))


def _if_there(target: Model | None) -> Model:
    if target is None:
        raise Http404
    return target


def find_comment(number: int) -> ReaderComment | None:
    """The comment with this id, public or not, without its addresses."""
    if not 0 < number <= HIGHEST_ID:
        return None
    rows = ReaderComment.objects.select_related("discussion").without_addresses()
    return rows.filter(pk=number).first()


def comment_address(comment: ReaderComment, target: Model) -> str:
    """The address of a public comment on the page of its object, ``target``, which is public."""
    return f"{address_of(target)}{locate(comment).query}#c{comment.pk}"


def as_posted(address: str, comment: ReaderComment) -> str:
    """The ``address`` of a public comment for whoever just posted it, which no cache has a page for."""
    page, _mark, fragment = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}since={comment.first_public_version}#{fragment}"


def acknowledge(request: HttpRequest, label: str, object_pk: str, template: str) -> HttpResponse:
    """A page under an object's address that says the same to whoever opens it.

    :raises Http404: no such object is public, or its discussion is hidden.
    """
    target = find_target(request, label, object_pk)
    if discussion_of(target).is_hidden:
        raise Http404
    with translation.override(language_of(target)):
        context = {"target": title_of(target), "target_address": address_of(target)}
        return private(render(request, template, context))


def unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page."""
    response["X-Robots-Tag"] = "noindex"
    return response


def private(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page, and no link on it reveals its address."""
    response["Referrer-Policy"] = "no-referrer"
    return unlisted(response)
