"""A reader reports a public comment to the newsroom."""

import math
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ..forms import ReportForm
from ..models import ReaderComment
from ..posting import reports
from ..requests.networks import network_of
from ..requests.readers import name_of_user, reader_language, user_of
from ..requests.same_origin import naming_origin
from ..targets import is_listed, label_of, language_of, title_of
from ..text import sanitizing
from ..text.names import public_name, single_line
from .authority import authority_problem
from .lookups import (
    acknowledge,
    comment_address,
    find_comment,
    unlisted,
)
from .refusals import refuse


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with the comment as the public sees it, if everybody does; or take what it sent.

    Exempt from Django's token as the post is, and with the same conditions.
    """
    if request.encoding:
        request.encoding = "utf-8"  # as for a post
    comment = find_comment(pk)
    target = comment.public_target if comment and comment.public else None
    if comment is None or target is None:
        return _gone(request)
    with translation.override(language_of(target)):
        if request.method != "POST":
            return _form_page(request, comment, target, ReportForm(auto_id="report-%s"))
        return _take(request, comment, target)


def _gone(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    with translation.override(reader_language(request)):
        return refuse(request, 404, _("The comment you report is no longer here."), field="text")


def _take(request: HttpRequest, comment: ReaderComment, target: Model) -> HttpResponse:
    form = ReportForm(request.POST, auto_id="report-%s")
    user = user_of(request)
    valid = form.is_valid()
    problem = authority_problem(request, user, single_line(name_of_user(user)) if user else "")
    if problem:
        return _form_page(request, comment, target, form, 403, problem)
    if not valid:
        return _form_page(request, comment, target, form, 422, _("Your report was not sent yet."))
    try:
        if not form.cleaned_data["honeypot"]:
            _store(request, comment, form)
    except reports.TooManyReports as refusal:
        problem = _("You are sending reports too quickly. Wait a while, then send it again.")
        response = _form_page(request, comment, target, form, 429, problem)
        response["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
        return response
    except reports.NotPublic:
        return _gone(request)
    place = {"label": label_of(target), "object_pk": target.pk}
    return HttpResponseRedirect(reverse("newsroom_comments:reported", kwargs=place))


def _store(request: HttpRequest, comment: ReaderComment, form: ReportForm) -> None:
    reports.report(
        comment,
        reporter=reports.reporter_of(user_of(request), network_of(request)),
        reason=form.cleaned_data["reason"],
        text=form.cleaned_data["text"],
    )


def _form_page(
    request: HttpRequest,
    comment: ReaderComment,
    target: Model,
    form: ReportForm,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {
        **(_quoted(comment) if is_listed(target) else {}),
        "form": form,
        "problem": problem,
        "target": title_of(target),
        "back": comment_address(comment, target),
        "token": get_token(request) if user_of(request) else "",
    }
    page = render(request, "newsroom_comments/posting/report.html", context, status=status)
    return naming_origin(unlisted(page))


def _quoted(comment: ReaderComment) -> dict[str, Any]:
    return {
        "comment": comment,
        "name": public_name(comment.user_name),
        "html": sanitizing.guard(comment.comment),
    }


@require_safe
@never_cache
def reported(request: HttpRequest, label: str, object_pk: str) -> HttpResponse:
    """Thanks, in the same words whatever became of the report."""
    return acknowledge(request, label, object_pk, "newsroom_comments/posting/reported.html")
