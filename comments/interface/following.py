"""A host's own code lets a comment's author follow its discussion by email."""

from typing import Literal

from ..mail import followings
from ..models import Follow, ReaderComment
from ..people import confirmations
from ..people.confirmations import NoAddress


def follow(number: int, kind: Literal["", "replies", "all"]) -> None:
    """Email the author of the comment about replies to them, about every new comment, or no more ("").

    Who has proven no address yet is asked first, by an email with a link.  Idempotent.

    :raises ReaderComment.DoesNotExist: Django's ``ObjectDoesNotExist``; there is no such comment.
    :raises ValueError: ``kind`` is none of the three.
    :raises NoAddress: no address came with it, or with the login.
    """
    if kind not in {"", *Follow.values}:
        raise ValueError(f"{kind!r} is none of: '', {', '.join(Follow.values)}")
    comment = ReaderComment.objects.get(pk=number)
    if not followings.can_be_followed_by(comment):
        raise NoAddress
    confirmations.follow(comment, kind)
