"""What an editor may do with a comment: the buttons, in their order, and their keys."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ...decisions.statuses import BURIED
from ...desk.cards import Card
from ...models import Status
from .list_state import ListState


@dataclass(frozen=True)
class Choice:
    """One button; ``leaves``: whether what it decides leaves the list that the editor sees."""

    to: Status
    label: Any
    key: str
    leaves: bool = True

    @property
    def bulk_key(self) -> str:
        return self.key.upper()


OFFERED = (
    (Status.APPROVED, _("Approve"), "a"),
    (Status.PENDING, _("Hold"), "h"),
    (Status.REJECTED, _("Reject"), "r"),
    (Status.SPAM, _("Spam"), "s"),
)
DECISIONS = {to.value: to for to, *_words in OFFERED}


def choices_for(card: Card, list_state: ListState) -> list[Choice]:
    """Each status that the comment could go to; one that readers reported may stay as it is.

    One that its author withdrew can only be refused, and with an erased one nothing can be done.
    """
    comment = card.comment
    if comment.status == Status.ERASED:
        return []
    keep = Choice(Status.APPROVED, _("Keep"), "a", list_state.loses(Status.APPROVED))
    return [
        choice if choice.to != comment.status else keep
        for choice in bulk_choices(list_state)
        if choice.to != comment.status or (comment.open_reports and choice.to == Status.APPROVED)
        if choice.to in BURIED or not comment.withdrawn_by_author
    ]


def bulk_choices(list_state: ListState) -> list[Choice]:
    return [Choice(*offered, leaves=list_state.loses(offered[0])) for offered in OFFERED]


KEYS = [
    ("j", _("Next comment")),
    ("k", _("Previous comment")),
    ("a", _("Approve; keep one that readers reported")),
    ("h", _("Hold")),
    ("r", _("Reject")),
    ("w", _("Reject with a reason")),
    ("s", _("Spam")),
    ("z", _("Undo")),
    ("v", _("Answer an appeal")),
    ("c", _("Reply and approve")),
    ("e", _("Correct the text")),
    ("b", _("Ban the person")),
    ("x", _("Select or deselect")),
    (_("Shift + A, H, R, S"), _("Approve, hold, reject or mark as spam all that is selected")),
    ("n", _("Show what has arrived")),
    (_("Esc"), _("From a field back to the comment")),
    ("?", _("These keys")),
]
