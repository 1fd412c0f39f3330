"""Notes on a comment, which editors write for each other: none of them is a decision."""

from http import HTTPStatus

from django.contrib.messages import constants as level
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ...desk import notes
from ...requests.numbers import natural_number
from ..permissions import DeskPermissions
from .answers import Answer
from .cards import UnsavedInput
from .list_state import ListState
from .sent import Sent


def add(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """A note on one comment, whatever its revision."""
    sent = Sent(request.POST)
    text, problem = sent.note()
    if sent.number is not None and problem:
        unsaved = UnsavedInput("note", problem, sent.words)
        unusable = HTTPStatus.UNPROCESSABLE_ENTITY
        return Answer(problem, level.ERROR, unusable, back=[sent.number], unsaved=unsaved)
    if sent.number is None or not notes.add(sent.number, text, request.user):
        said = _("That comment is no longer here: your note was not saved.")
        return Answer(said, level.WARNING, HTTPStatus.NOT_FOUND)
    return Answer(_("Your note is on the comment."), done=[sent.number])


def remove(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """One note, by whoever may moderate."""
    comment, note = Sent(request.POST).number, natural_number(request.POST.get("note"))
    if comment is None or note is None or not notes.remove(comment, note, request.user):
        return Answer(_("That note is no longer here."), level.WARNING, HTTPStatus.NOT_FOUND)
    return Answer(_("The note was removed."), done=[comment])
