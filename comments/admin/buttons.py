"""The buttons of one comment: each says "status-id-revision", with the revision that is on the screen."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import ReaderComment, Status
from ..numbers import natural_number

# What an editor may do with a comment, in the order of the buttons.
CHOICES = {
    Status.APPROVED: _("Approve"),
    Status.PENDING: _("Hold"),
    Status.REJECTED: _("Reject"),
    Status.SPAM: _("Spam"),
}


def choices_for(comment: ReaderComment) -> list[tuple[Status, Any]]:
    """Each status that the comment could go to, with the button's label."""
    return [(status, label) for status, label in CHOICES.items() if status != comment.status]


def read_button(value: str) -> tuple[Status | None, int, int]:
    """The status, id and revision that a button said; no status where it says nothing sensible."""
    status, _dash, rest = value.partition("-")
    number, revision = (natural_number(text) for text in rest.partition("-")[::2])
    if status not in CHOICES or number is None or revision is None:
        return None, 0, 0
    return Status(status), number, revision


def revision_shown(request: HttpRequest, comment: ReaderComment) -> int | None:
    """The revision that was on the screen; None for a comment of another page, chosen by "select all"."""
    return natural_number(request.POST.get(f"revision-{comment.pk}"))
