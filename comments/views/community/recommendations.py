"""A reader recommends a public comment."""

import math
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ...conf import conf
from ...discussions.pages import PageLocation
from ...discussions.threads import Row
from ...models import ReaderComment
from ...posting import recommendations
from ...posting.reports import NotPublic
from ...requests.networks import network_of
from ...requests.numbers import comment_id
from ...requests.readers import name_of_user, reader_language, user_of
from ...requests.same_origin import naming_origin
from ...targets import address_of, is_listed, language_of, title_of
from ...text import sanitizing
from ...text.names import public_name, single_line
from ..authority import authority_problem
from ..lookups import find_comment, unlisted
from ..refusals import refuse, refuse_unposted


@csrf_exempt
@never_cache
def recommend(request: HttpRequest) -> HttpResponse:
    """Take a recommendation from a page that everybody sees, and lead back to it and to the comment.

    Exempt from Django's token as the post is, and with the same conditions.

    :raises Http404: readers recommend nothing here.
    """
    if not conf.recommendations:
        raise Http404
    if request.method != "POST":
        return refuse_unposted(request)
    comment = find_comment(comment_id(request.POST.get("recommended")) or 0)
    target = comment.public_target if comment and comment.public else None
    if comment is None or target is None or not is_listed(target):
        return _gone(request)
    with translation.override(language_of(target)):
        comment.discussion.target = target
        if not comment.discussion.is_open:
            return refuse(request, 403, _("Comments are closed."), target=target)
        return _take(request, comment, target)


def _gone(request: HttpRequest) -> HttpResponse:
    with translation.override(reader_language(request)):
        return refuse(request, 404, _("The comment you recommend is no longer here."))


def _take(request: HttpRequest, comment: ReaderComment, target: Model) -> HttpResponse:
    user = user_of(request)
    problem = authority_problem(request, user, single_line(name_of_user(user)) if user else "")
    if problem:
        return _button_page(request, comment, target, 403, problem)
    recommender = recommendations.recommender_of(user, network_of(request))
    try:
        is_new = recommendations.recommend(comment, recommender)
    except recommendations.TooManyRecommendations as refusal:
        problem = _("You are recommending comments too quickly. Wait a while, then try again.")
        response = _button_page(request, comment, target, 429, problem)
        response["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
        return response
    except NotPublic:
        return _gone(request)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        row = Row(comment.pk, 0, 0, recommended=comment.recommended + is_new)
        return JsonResponse({"already": not is_new, "count": row.recommendations})
    return HttpResponseRedirect(_back(request, target, Row(comment.pk, 0, 0).thanks_anchor))


def _back(request: HttpRequest, target: Model, anchor: str) -> str:
    """The page that the button stood on, with the comment perhaps."""
    return f"{address_of(target)}{PageLocation.read(request.POST).query}#{anchor}"


def _button_page(
    request: HttpRequest, comment: ReaderComment, target: Model, status: int, problem: str
) -> HttpResponse:
    """The comment with its button once more, and why."""
    context: dict[str, Any] = {
        "comment": comment,
        "name": public_name(comment.user_name),
        "html": sanitizing.guard(comment.comment),
        "problem": problem,
        "kept": {"recommended": comment.pk} | PageLocation.read(request.POST).parts,
        "target": title_of(target),
        "back": _back(request, target, Row(comment.pk, 0, 0).anchor),
        "token": get_token(request) if user_of(request) else "",
    }
    page = render(request, "newsroom_comments/posting/recommend.html", context, status=status)
    return naming_origin(unlisted(page))
