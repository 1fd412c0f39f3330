"""Pages to read: a comment's permanent address, its author's own page, the answer to a double click."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..forms import FollowForm, find_parent
from ..mail import followings, outcomes, requested
from ..mail.author_states import author_state
from ..models import EmailKind, ReaderComment, Status
from ..people import confirmations, reserved_names
from ..posting import appeals, edits
from ..posting.withdrawals import can_be_withdrawn
from ..targets import address_of, is_listed, title_of
from ..text import sanitizing
from .lookups import acknowledge, comment_address, find_comment, private
from .own_comments import own_comment, own_comment_action

# After these nothing more becomes of a comment, so its page offers no email about it.
OVER = (Status.REJECTED, Status.WITHDRAWN)


@require_safe
@never_cache
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """A public comment's permanent address: leads to the page that shows it now."""
    comment = find_comment(pk)
    target = comment.public_target if comment and comment.public else None
    if comment is None or target is None:
        raise Http404
    return HttpResponseRedirect(comment_address(comment, target))


@require_safe
@never_cache
def reader_page(request: HttpRequest, token: str) -> HttpResponse:
    """The author's own page for one comment: its text and its state."""
    comment = own_comment(token)
    target = comment.public_target
    owner = reserved_names.owner_of(comment)
    state = author_state(comment)
    is_over = state.is_erased or state.status in OVER
    with translation.override(comment.language or translation.get_language()):
        context = {
            "comment": comment,
            "state": state,
            "name": comment.user_name,
            "html": sanitizing.guard(comment.comment),
            "parent": _public_parent(comment, target),
            "target": title_of(target) if target else None,
            "target_address": address_of(target) if target else "",
            "public": comment.public and target is not None,
            "token": token,
            "confirmation": "" if is_over else confirmations.confirmation_of(comment),
            "asked": "asked" in request.GET,
            "owner": owner,
            "can_be_reserved": not is_over and reserved_names.can_be_reserved(comment, owner),
            "taken": "taken" in request.GET,
            "can_be_withdrawn": can_be_withdrawn(comment),
            "until": edits.editable_until(comment, target),
            "can_be_emailed": not is_over and requested.has_address(comment),
            "emailed": "mailed" in request.GET,
            "follow_form": _follow_form(comment, may_begin=not is_over and _is_open(comment, target)),
            "followed": "followed" in request.GET,
            "can_be_told": outcomes.can_be_told(comment) and (comment.outcome_wanted or not is_over),
            "outcome_saved": "told" in request.GET,
            "appeal": appeals.appeal_of(comment),
            "can_be_appealed": appeals.can_be_appealed(state),
        }
        return private(render(request, "newsroom_comments/people/reader_page.html", context))


@own_comment_action
def mail_page(_request: HttpRequest, comment: ReaderComment) -> str:
    """Mail the page's address to the one typed with the comment; the answer is always the same."""
    requested.send(EmailKind.PRIVATE_PAGE, comment)
    return "?mailed"


def _is_open(comment: ReaderComment, target: Model | None) -> bool:
    """Whether anything can still be said where the comment stands, and everybody sees it."""
    if target is None or not is_listed(target):
        return False
    comment.discussion.target = target
    is_open: bool = comment.discussion.is_open
    return is_open


def _follow_form(comment: ReaderComment, *, may_begin: bool) -> FollowForm | None:
    """What the author is emailed about the discussion, or asked to be.

    None where nobody could be emailed, or all that is left is to end what goes on and nothing does.
    """
    if not followings.can_be_followed_by(comment):
        return None
    kind = confirmations.followed_by(comment)
    if not may_begin and not (kind and comment.identity_verified):
        return None
    return FollowForm(initial={"follow": kind}, auto_id="yours-%s")


def _public_parent(comment: ReaderComment, target: Model | None) -> dict[str, Any] | None:
    if target is None or comment.is_root or not is_listed(target):
        return None
    return find_parent(target, comment.parent_id)


@require_safe
@never_cache
def received(request: HttpRequest, label: str, object_pk: str) -> HttpResponse:
    """The answer to a double click: says what the first answer said, and opens nothing."""
    return acknowledge(request, label, object_pk, "newsroom_comments/posting/received.html")
