"""A reader reserves a name, or gives it up, on a comment's private page."""

from django.http import HttpRequest

from ..models import ReaderComment
from ..people import reserved_names
from .own_comments import own_comment_action


@own_comment_action
def name(request: HttpRequest, comment: ReaderComment) -> str:
    """Reserve the comment's name for its author, or (``give_up``) let go of the one that is."""
    owner = reserved_names.owner_of(comment)
    if owner and "give_up" in request.POST:
        reserved_names.give_up(owner)
        return ""
    try:
        reserved_names.reserve(comment)
    except reserved_names.Taken:
        return "?taken"
    return ""
