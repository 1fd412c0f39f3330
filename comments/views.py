"""What readers reach: the post, its answers, a comment's permanent address and its author's own page."""

import math
from typing import Any

from django.contrib.sites.models import Site
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import links, posting, sanitizing
from .discussions import discussion_of, locate
from .forms import HIGHEST_ID, ReplyForm, find_parent
from .models import ReaderComment
from .networks import network_of
from .origins import is_from_here
from .readers import address_of_user, user_of
from .sections import form_context
from .targets import address_of, find_public, is_public, label_of, language_of


@csrf_exempt
@never_cache
@require_POST
def post(request: HttpRequest) -> HttpResponse:
    """Take a reply.  Every refusal is a page that still has the reader's words in it.

    Exempt from Django's token, which anonymous readers don't have; who is logged in needs it all the same.
    """
    if request.encoding:
        # Our pages are UTF-8, so their forms are.  Some other charsets would make half characters.
        request.encoding = "utf-8"
    target = find_public(request.POST.get("content_type", ""), request.POST.get("object_pk", ""))
    if target is None:
        return _refuse(request, 404, _("The page you comment on is no longer here."))
    with translation.override(language_of(target)):
        return _take(request, target)


def _take(request: HttpRequest, target: Model) -> HttpResponse:
    discussion = discussion_of(target)
    if not discussion.is_open:
        return _refuse(request, 403, _("Comments are closed."), target)
    form = ReplyForm(target, request.POST, user=user_of(request))
    problem = _authority_problem(request, form)
    if problem:
        return _answer_with_form(request, form, 403, problem)
    if not form.is_valid():
        return _answer_with_form(request, form, 422)
    try:
        comment = posting.submit(_post_of(request, form))
    except posting.Duplicate as duplicate:
        return _answer_duplicate(request, form, duplicate)
    except posting.TooManyPosts as refusal:
        problem = _("You are posting comments too quickly. Slow down.")
        response = _answer_with_form(request, form, 429, problem)
        response["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
        return response
    return HttpResponseRedirect(comment_address(comment) if comment.public else links.reader_page(comment))


def _authority_problem(request: HttpRequest, form: ReplyForm) -> str:
    """Why the post can't be taken as this reader's own; "" if it can.

    A logged-in reader's authority needs Django's token.  An anonymous post borrows no authority, so it
    needs only not to come from another site's page.
    """
    from_here = is_from_here(request)
    if from_here is False:
        return _("This was sent from another site. If you wrote it, post it from here.")
    if form.user and not _has_token(request):
        name = form.display_name or _("a reader")
        return _("You are logged in as %(name)s. Do you want to post this?") % {"name": name}
    return ""


def _has_token(request: HttpRequest) -> bool:
    """Ask Django's own middleware, which this view is exempt from."""
    middleware = CsrfViewMiddleware(lambda _request: HttpResponse())
    middleware.process_request(request)
    request._dont_enforce_csrf_checks = False  # type: ignore[attr-defined]  # Django's own, untyped
    return middleware.process_view(request, lambda _request: HttpResponse(), (), {}) is None


def _post_of(request: HttpRequest, form: ReplyForm) -> posting.Post:
    data = form.cleaned_data
    return posting.Post(
        target=form.target_object,
        site_id=_site_of(request).pk,
        source=data["comment"],
        name=form.display_name or data["name"],
        email=address_of_user(form.user) if form.user else data["email"],
        url=data.get("url", ""),
        user=form.user,
        parent_id=data["reply_to"],
        honeypot_filled=bool(data["honeypot"]),
        time_taken=form.time_taken,
        network=network_of(request),
    )


def _site_of(request: HttpRequest) -> Site:
    """The site asked; the first one where the table doesn't know this host, so that no comment is lost.

    Nothing of ours reads it: django-comments wants each comment to name a site.
    """
    try:
        return Site.objects.get_current(request)
    except Site.DoesNotExist:
        return Site.objects.earliest("pk")


def _answer_duplicate(request: HttpRequest, form: ReplyForm, duplicate: posting.Duplicate) -> HttpResponse:
    """Like the first post's answer after a double click, else 409; never with a private link."""
    earlier = duplicate.earlier
    if not duplicate.is_double_click:
        problem = _("Duplicate comment detected; it looks as though you've already said that!")
        return _answer_with_form(request, form, 409, problem, earlier=earlier.pk if earlier.public else 0)
    if earlier.public:
        return HttpResponseRedirect(comment_address(earlier))
    place = {"label": label_of(form.target_object), "object_pk": form.target_object.pk}
    return HttpResponseRedirect(reverse("newsroom_comments:received", kwargs=place))


def _answer_with_form(
    request: HttpRequest, form: ReplyForm, status: int, problem: str = "", *, earlier: int = 0
) -> HttpResponse:
    """The form again, with every word in it; ``earlier`` is the id of a public comment that says the same."""
    context = form_context(request, form) | {"problem": problem, "earlier": earlier}
    return render(request, "newsroom_comments/reply.html", context, status=status)


def _refuse(request: HttpRequest, status: int, why: str, target: Model | None = None) -> HttpResponse:
    """No form can be offered; what was typed is shown, to be copied."""
    context = {
        "why": why,
        "typed": request.POST.get("comment", ""),
        "target": target,
        "target_address": address_of(target) if target else "",
        "discussion": discussion_of(target) if target else None,
    }
    return render(request, "newsroom_comments/refused.html", context, status=status)


@require_safe
@never_cache
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """A public comment's permanent address: leads to the page that shows it now."""
    comment = _find(pk)
    if comment is None or not comment.public or _public_target(comment) is None:
        raise Http404
    return HttpResponseRedirect(comment_address(comment))


def comment_address(comment: ReaderComment) -> str:
    """The address of a public comment on its object's page."""
    target = _public_target(comment)
    path = address_of(target) if target else ""
    return f"{path}{locate(comment).query}#c{comment.pk}"


def _find(number: int) -> ReaderComment | None:
    """The comment with this id, public or not, without its addresses."""
    if not 0 < number <= HIGHEST_ID:
        return None
    rows = ReaderComment.objects.select_related("discussion").without_addresses()
    return rows.filter(pk=number).first()


def _public_target(comment: ReaderComment) -> Model | None:
    """The object commented on, if the public may see it and its discussion."""
    target: Model | None = comment.content_object
    hidden = target is None or comment.discussion.is_hidden or not is_public(target)
    return None if hidden else target


@require_safe
@never_cache
def reader_page(request: HttpRequest, token: str) -> HttpResponse:
    """The author's own page for one comment: its text and its state."""
    comment = _find(links.read_reader_page(token) or 0)
    if comment is None:
        raise Http404
    target = _public_target(comment)
    with translation.override(comment.language or translation.get_language()):
        context = {
            "comment": comment,
            "html": sanitizing.guard(comment.comment),
            "parent": _public_parent(comment, target),
            "target": target,
            "target_address": address_of(target) if target else "",
            "public": comment.public and target is not None,
        }
        return _private(render(request, "newsroom_comments/reader_page.html", context))


def _public_parent(comment: ReaderComment, target: Model | None) -> dict[str, Any] | None:
    if target is None or comment.is_root:
        return None
    return find_parent(target, comment.parent_id)


@require_safe
@never_cache
def received(request: HttpRequest, label: str, object_pk: str) -> HttpResponse:
    """The answer to a double click: says what the first answer said, and opens nothing."""
    target = find_public(label, object_pk)
    if target is None or discussion_of(target).is_hidden:
        raise Http404
    with translation.override(language_of(target)):
        context = {"target": target, "target_address": address_of(target)}
        return _private(render(request, "newsroom_comments/received.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page, and no link on it tells its address."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
