"""A reader posts, or looks first what it would look like."""

import math
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..conf import conf
from ..discussions.pages import discussion_of, look_up
from ..discussions.sections import form_context, log_in_address
from ..forms import ReplyForm, reply_form
from ..mail import signed_links
from ..mail.author_states import author_state
from ..models import ReaderComment
from ..posting import new_comments
from ..posting.admission import LoginRequired, NotAdmitted, admit
from ..posting.duplicates import Duplicate
from ..posting.posts import Post
from ..posting.replies import post_of, refuse_others_names
from ..requests.networks import network_of
from ..requests.readers import reader_language, user_of
from ..requests.same_origin import naming_origin
from ..sites import site_of
from ..targets import author_of, find_public, label_of, language_of
from ..text import sanitizing
from .authority import authority_problem
from .confirmations import is_confirmed
from .lookups import as_posted, comment_address
from .refusals import refuse, refuse_unposted


@csrf_exempt
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """Take a reply.  Every refusal is a page that still has the reader's words in it.

    Exempt from Django's token, which anonymous readers don't have; who is logged in needs it all the same.
    """
    return _with_form(request, _take)


@csrf_exempt
@never_cache
def preview(request: HttpRequest) -> HttpResponse:
    """Show the text as readers would see it, above the form with every word in it.  Stores nothing.

    Taken from whom a post is taken from, as long as one, and while their network posts no more than it may;
    previews aren't counted.
    """
    return _with_form(request, _show)


def _with_form(request: HttpRequest, act: Callable[[HttpRequest, ReplyForm], HttpResponse]) -> HttpResponse:
    """What ``act`` answers, in the target's language, to a form that may be sent here and by this reader."""
    if request.encoding:
        # Our pages are UTF-8, so their forms are.  Some other charsets would make half characters.
        request.encoding = "utf-8"
    if request.method != "POST":
        return refuse_unposted(request)
    target = find_public(request.POST.get("content_type", ""), request.POST.get("object_pk", ""))
    if target is None:
        with translation.override(reader_language(request)):
            return refuse(request, 404, _("The page you comment on is no longer here."))
    look_up(target)
    with translation.override(language_of(target)):
        user = user_of(request)
        try:
            admit(target, discussion_of(target), user)
        except LoginRequired as refusal:
            address = log_in_address(request, target)
            return refuse(request, 403, str(refusal), target=target, log_in_address=address)
        except NotAdmitted as refusal:
            return refuse(request, 403, str(refusal), target=target)
        form = reply_form()(target, request.POST, user=user)
        problem = authority_problem(request, form.user, form.display_name)
        if problem:
            return _answer_with_form(request, form, 403, problem=problem)
        return act(request, form)


def _show(request: HttpRequest, form: ReplyForm) -> HttpResponse:
    """Only what is wrong with the text itself is said: the rest may still be empty."""
    for field in form.errors.keys() - {"comment", "reply_to"}:
        del form.errors[field]
    if form.errors:
        return _answer_with_form(request, form, 422)
    try:
        new_comments.refuse_too_many(_post_of(request, form, confirmed=False))
    except new_comments.TooManyPosts as refusal:
        return _answer_too_many(request, form, refusal)
    return _answer_with_form(request, form, 200, preview=sanitizing.guard(form.html))


def _take(request: HttpRequest, form: ReplyForm) -> HttpResponse:
    form.full_clean()
    address = form.cleaned_data.get("email", form.address)
    confirmed = address if "name" in form.fields and is_confirmed(request, address) else ""
    refuse_others_names(form, confirmed=confirmed)
    if not form.is_valid():
        return _answer_with_form(request, form, 422)
    try:
        comment = new_comments.submit(_post_of(request, form, confirmed=bool(confirmed)))
    except Duplicate as duplicate:
        return _answer_duplicate(request, form, duplicate)
    except new_comments.TooManyPosts as refusal:
        return _answer_too_many(request, form, refusal)
    own_page = signed_links.reader_page(comment)
    address = comment_address(comment, form.target_object) if comment.public else own_page
    return _answer_posted(request, form, address, comment, own_page)


def _post_of(request: HttpRequest, form: ReplyForm, *, confirmed: bool) -> Post:
    return post_of(
        form,
        discussion_of(form.target_object),
        site_id=site_of(request).pk,
        confirmed=confirmed and not form.user,
        network=network_of(request),
        request=request,
    )


def _answer_too_many(
    request: HttpRequest, form: ReplyForm, refusal: new_comments.TooManyPosts
) -> HttpResponse:
    problem = _("You are posting comments too quickly. Slow down.")
    response = _answer_with_form(request, form, 429, problem=problem)
    response["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
    return response


def _answer_duplicate(request: HttpRequest, form: ReplyForm, duplicate: Duplicate) -> HttpResponse:
    """Like the first post's answer after a double click, else 409; never with a private link."""
    earlier = duplicate.earlier
    if not duplicate.is_double_click:
        problem = _("Duplicate comment detected; it looks as though you've already said that!")
        known = earlier.pk if earlier.public else 0
        return _answer_with_form(request, form, 409, problem=problem, earlier=known)
    if earlier.public:
        return _answer_posted(request, form, comment_address(earlier, form.target_object), earlier)
    place = {"label": label_of(form.target_object), "object_pk": form.target_object.pk}
    return _answer_posted(request, form, reverse("newsroom_comments:received", kwargs=place))


def _answer_posted(
    request: HttpRequest,
    form: ReplyForm,
    address: str,
    comment: ReaderComment | None = None,
    own_page: str = "",
) -> HttpResponse:
    """Lead to ``address``; who prefers JSON gets it with the comment, made of what they sent just now.

    Without ``comment`` nothing is said of what is stored, and without ``own_page`` who they are is not known.
    """
    if request.get_preferred_type(["text/html", "application/json"]) != "application/json":
        shown = comment is not None and comment.public
        return HttpResponseRedirect(as_posted(address, comment) if comment and shown else address)
    public = comment is not None and comment.public
    context = {
        "comment": comment,
        "state": author_state(comment) if comment else None,
        "public": public,
        "pk": comment.pk if comment else 0,
        "name": form.display_name or form.cleaned_data["name"],
        "html": sanitizing.guard(form.html),
        "submitted": comment.submitted if comment else timezone.now(),
        "by_author": form.user is not None and form.user.pk == author_of(form.target_object),
        "by_staff": form.user is not None and getattr(form.user, "is_staff", False),
        "own_page": own_page,
        "can_be_changed": bool(conf.edit_time),
        "asked": _is_asked_to_confirm(request, form),
    }
    card = render_to_string("newsroom_comments/discussion/own_comment.html", context)
    answer = {"address": address, "public": public, "pk": context["pk"], "html": card}
    if comment is not None and comment.public:
        # With it the page knows that this is no news.
        answer["version"] = comment.first_public_version
    return JsonResponse(answer)


def _is_asked_to_confirm(request: HttpRequest, form: ReplyForm) -> bool:
    """Whether what was sent asks for emails before it is known whose address it is."""
    data = form.cleaned_data
    return bool(data.get("follow")) and not form.user and not is_confirmed(request, data["email"])


def _answer_with_form(request: HttpRequest, form: ReplyForm, status: int, **more: Any) -> HttpResponse:
    """The form again, with every word in it.

    ``problem`` says why; ``earlier`` is the id of a public comment that says the same; ``preview`` is HTML.
    """
    context = form_context(request, form) | more
    page = render(request, "newsroom_comments/posting/reply.html", context, status=status)
    return naming_origin(page)
