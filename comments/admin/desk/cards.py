"""What an editor sees of one comment."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ... import targets
from ...conf import conf
from ...desk import offered_texts
from ...desk.cards import Card
from ...desk.filters import Filters, Queue
from ...models import (
    Commenter,
    Decision,
    ReaderComment,
    Standing,
    Status,
)
from ...rules import Rule, leading, sentence
from ...rules.builtin.modes import PreModerated
from ...rules.builtin.persons import FirstComment
from ...sites import names_of
from ...text import sanitizing
from ...text.names import single_line
from ...text.reading.syntax import Syntax
from ..dates import ago, moment
from ..evidence import Segment, segments
from ..permissions import DeskPermissions
from ..sentences import came_since
from .choices import choices_for
from .list_state import ListState

# A tag of what is stored that makes more than paragraphs, line breaks and links.
FORMATTED = re.compile(r"<(?!/|(?:p|br|a)\b)")


@dataclass(frozen=True)
class UnsavedInput:
    """What an editor typed into one of a card's forms that could not be carried out, and why."""

    act: str
    problem: str
    words: dict[str, Any] = field(default_factory=dict)


class Cards:
    """Cards for one editor in one state of the list."""

    def __init__(
        self,
        request: HttpRequest,
        list_state: ListState,
        permissions: DeskPermissions,
        *,
        only_acts: bool = False,
    ) -> None:
        self.only_acts = only_acts
        self.request = request
        self.list_state = list_state
        self.permissions = permissions
        self.rejections, replies = offered_texts.read() if permissions.moderate else ([], [])
        # Where the list is of one site, its name is in the filter.
        self.sites = names_of(permissions.sites) if list_state.filters.site == 0 else {}
        self.offered = [reason for reason in self.rejections if reason.active]
        self.replies = [saved for saved in replies if saved.active]
        self._template = get_template("newsroom_comments/desk/card.html")

    def render(self, cards: Iterable[Card], unsaved: UnsavedInput | None = None) -> dict[int, SafeString]:
        """Each card as HTML, by the comment's number; all with an editor's unsaved input."""
        return {card.comment.pk: self._render(card, unsaved) for card in cards}

    def _render(self, card: Card, unsaved: UnsavedInput | None) -> SafeString:
        comment, read = card.comment, _read_by_author(card)
        rejecting = unsaved.words if unsaved and unsaved.act == "decide" else read
        context = {
            "card": card,
            "comment": comment,
            "name": single_line(comment.user_name),
            "site": self.sites.get(comment.site_id, ""),
            "list_state": self.list_state,
            "permissions": self.permissions,
            "only_acts": self.only_acts,
            "unsaved": {"act": unsaved.act, **unsaved.words} if unsaved else {},
            "problem": unsaved.problem if unsaved else "",
            "offered": self.offered,
            "replies": self.replies,
            "read": read,
            "rejecting": rejecting,
            "order": order(comment, self.list_state.filters.moment),
            "address": comment.user_email if self.permissions.addresses else "",
            "person": _person(comment, self.request) if self.permissions.sites is None else "",
            "choices": choices_for(card, self.list_state) if self.permissions.moderate else [],
            "rejecting_leaves": self.list_state.loses(Status.REJECTED),
            "may_reply": comment.target is not None and not comment.withdrawn_by_author,
            "answer_leaves": self.list_state.loses_appeals,
            "own_rejection": _is_against(card, self.request.user),
            "may_ban": self.permissions.ban and comment.commenter is not None,
        }
        return SafeString(self._template.render(context | _record_of(card, self.list_state), self.request))


def order(comment: ReaderComment, moment: str) -> str:
    """A text that sorts as the list does: by a moment of the comment's, then by number."""
    return f"{int(getattr(comment, moment).timestamp() * 1_000_000):020d}-{comment.pk:012d}"


def counts(commenter: Commenter) -> str:
    return _("%(approved)d approved, %(rejected)d rejected") % {
        "approved": commenter.approved_count,
        "rejected": commenter.rejected_count,
    }


def sentences(comment: ReaderComment) -> list[str]:
    """Every rule's reason, in the editor's language, what informs first."""
    return [_said_now(reason, comment) for reason in leading(comment.reasons)]


def said_of_all(list_state: ListState) -> type[Rule] | None:
    """The rule whose reason holds for all that the list has, and so is said once above it."""
    waits = list_state.comment is None and list_state.filters.queue in {Queue.URGENT, Queue.PENDING}
    return PreModerated if waits and conf.mode == "pre" else None


def _reasons(comment: ReaderComment, list_state: ListState) -> list[Mapping[str, Any]]:
    """What a card says of why it is here: what informs first.

    Where all wait, neither that is said again, nor what the card says of its author already.
    """
    found = leading(comment.reasons)
    once = said_of_all(list_state)
    if once is None:
        return found
    return [reason for reason in found if reason["rule"] != once.name and not _is_unverified(reason)]


def _is_unverified(reason: Mapping[str, Any]) -> bool:
    """Whether it says of the author that nobody knows who they are."""
    return reason["rule"] == FirstComment.name and not reason["params"]


def _said_now(reason: Mapping[str, Any], comment: ReaderComment) -> str:
    """In the editor's language; what has been confirmed since isn't said to be unconfirmed."""
    if _is_unverified(reason) and comment.identity_verified:
        return _("The address was confirmed only after this was posted")
    return sentence(reason)


def _record_of(card: Card, list_state: ListState) -> dict[str, Any]:
    """What a card says of a comment, whoever looks at it."""
    comment = card.comment
    reasons = _reasons(comment, list_state)
    removed = sanitizing.removed(comment.source, Syntax(comment.syntax))
    target = comment.target
    same_discussion = Filters(queue=Queue.ALL, discussion=comment.discussion_id)
    return {
        "ago": ago(comment.submitted),
        "facts": list(_facts(comment)),
        "by_person": Filters(queue=Queue.ALL, commenter=comment.commenter_id).query(),
        "target": target,
        "target_address": address_of(target),
        "same_discussion": same_discussion.query(),
        "text": _highlighted(comment, reasons),
        "html": "" if _is_shown_as_typed(comment) and not removed else sanitizing.guard(comment.comment),
        "removed": removed,
        "reasons": [_said_now(reason, comment) for reason in reasons],
        "decision": _said(card.decision) if card.decision else "",
    }


def _read_by_author(card: Card) -> dict[str, Any]:
    """Why a comment is rejected, as its author reads it: the reason's number, and an editor's words."""
    if card.comment.status != Status.REJECTED or card.decision is None:
        return {}
    return {"rejection": card.comment.rejection_id, "message": card.decision.message}


def _is_shown_as_typed(comment: ReaderComment) -> bool:
    """Whether readers see the characters that were typed, in paragraphs, with bare addresses linked."""
    return not set(comment.source) & set("<&[\\") and FORMATTED.search(comment.comment) is None


def _highlighted(comment: ReaderComment, reasons: Iterable[Mapping[str, Any]]) -> list[Segment]:
    """The text as typed."""
    is_settled = comment.status == Status.APPROVED
    return segments(comment.source, [] if is_settled else [reason.get("evidence") for reason in reasons])


def _facts(comment: ReaderComment) -> Iterable[str]:
    """What is known of the author."""
    commenter = comment.commenter
    if commenter is None:
        return
    is_new = not commenter.approved_count and not commenter.rejected_count
    yield _("first-timer") if is_new else counts(commenter)
    if comment.user_id is not None:
        yield _("logged in")
    else:
        yield _("address confirmed") if comment.identity_verified else _("address not confirmed")
    standing = commenter.standing_at(timezone.now())
    if standing != Standing.NONE and commenter.until:
        yield _("%(standing)s until %(until)s") % {
            "standing": standing.label,
            "until": moment(commenter.until),
        }
    elif standing != Standing.NONE:
        yield str(standing.label)


def _person(comment: ReaderComment, request: HttpRequest) -> str:
    """The person's page, where the admin site has one."""
    if comment.commenter_id is None:
        return ""
    name = "admin:newsroom_comments_commenter_change"
    try:
        return reverse(name, args=[comment.commenter_id], current_app=getattr(request, "current_app", None))
    except NoReverseMatch:
        return ""


def address_of(target: Model | None) -> str:
    """The object's page; "" where there is none, or its model has none and takes no comments any more."""
    return targets.address_of(target) if target and targets.has_address(type(target)) else ""


def _is_against(card: Card, user: Any) -> bool:
    """Whether the appeal that waits is against what this editor decided."""
    rejection = card.appeal.against if card.appeal else None
    return rejection is not None and rejection.actor_number == str(user.pk)


def _said(decision: Decision) -> str:
    """Who decided last, and what they said about it."""
    said = [decision.reason, decision.message, decision.note]
    return " · ".join([capfirst(came_since(decision)), *filter(None, said)])
