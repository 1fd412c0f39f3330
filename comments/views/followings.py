"""A reader chooses what to be emailed about: for one comment, from an email with one click, or for all."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..forms import FollowForm
from ..mail import followings, signed_links
from ..models import Commenter, Discussion, Follow, Following, ReaderComment, listed_targets
from ..people import confirmations
from ..requests.numbers import natural_number
from ..requests.same_origin import is_cross_origin
from ..targets import address_of
from .lookups import private
from .own_comments import own_comment_action
from .refusals import refuse_expired


@own_comment_action
def follow(request: HttpRequest, comment: ReaderComment) -> str:
    """What the author of a comment wants to be mailed of its discussion, from the comment's private page."""
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise Http404
    if followings.can_be_followed_by(comment):
        confirmations.follow(comment, form.cleaned_data["follow"])
    return "?followed"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an email's link opens, which changes nothing; a post ends or resumes the emails.

    The reader's mail provider posts here too, without a page, a cookie or an origin (RFC 8058).
    """
    commenter, discussion = signed_links.unsubscribing.read(token) or (0, 0)
    place = get_object_or_404(Discussion, pk=discussion)
    person = get_object_or_404(Commenter, pk=commenter)
    again = request.POST.get("follow", "")
    if request.method == "POST" and again not in Follow.values:
        followings.choose(person.pk, place.pk, "")
    elif request.method == "POST":
        if is_cross_origin(request):
            raise Http404
        followings.choose(person.pk, place.pk, again)
    target = listed_targets([place]).get(place.pk)
    with translation.override(followings.language_of(person, place) or translation.get_language()):
        context = {
            "kind": followings.kind_of(person.pk, place.pk),
            "kinds": Follow.choices,
            "can_follow": followings.comments_to_follow_with(person, place).exists(),
            "is_answer": request.method == "POST",
            "target": target,
            "target_address": address_of(target) if target else "",
        }
        return private(render(request, "newsroom_comments/people/unsubscribe.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, token: str) -> HttpResponse:
    """All that a person follows, to change it or to end it."""
    try:
        (number,) = signed_links.followings.read(token) or (0,)
    except signed_links.Expired as expired:
        advice = _("The next email has a new one; “Unsubscribe” in the old one still works.")
        return refuse_expired(request, followings.language_of(expired.ids[0]), advice)
    person = get_object_or_404(Commenter, pk=number)
    if request.method == "POST":
        if is_cross_origin(request) or not _change(person, request.POST):
            raise Http404
        return private(HttpResponseRedirect(request.path + "?saved"))
    with translation.override(followings.language_of(person) or translation.get_language()):
        context = {"rows": _rows(person), "saved": "saved" in request.GET}
        return private(render(request, "newsroom_comments/people/following.html", context))


def _change(person: Commenter, sent: Any) -> bool:
    """Whether a form of the page was sent: one discussion's, or that which stops all."""
    form = FollowForm(sent)
    discussion = natural_number(sent.get("discussion"), digits=18)
    if "stop" in sent:
        followings.stop_all(person)
    elif not form.is_valid():
        return False
    # What was ended on another page meanwhile stays ended.
    elif followings.kind_of(person.pk, discussion or 0):
        followings.choose(person.pk, discussion or 0, form.cleaned_data["follow"])
    return True


def _rows(person: Commenter) -> list[dict[str, Any]]:
    """Each following with its object, or None where the public doesn't see it now, and its form."""
    rows = list(Following.objects.filter(commenter=person).select_related("discussion").order_by("-pk"))
    targets = listed_targets(row.discussion for row in rows)
    return [
        {
            "discussion": row.discussion_id,
            "target": (target := targets.get(row.discussion_id)),
            "target_address": address_of(target) if target else "",
            "form": FollowForm(initial={"follow": row.kind}, auto_id=f"follow-{row.discussion_id}-%s"),
        }
        for row in rows
    ]
