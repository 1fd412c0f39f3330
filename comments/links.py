"""Signed links: each opens one comment for one purpose."""

from django.core import signing
from django.urls import reverse

from .models import ReaderComment

# Fixed for good: a link that a reader keeps must go on working.
READER_PAGE = "newsroom_comments.reader_page"


def reader_page(comment: ReaderComment) -> str:
    """The path of the author's private page."""
    token = signing.TimestampSigner(salt=READER_PAGE).sign(str(comment.pk))
    return reverse("newsroom_comments:reader_page", kwargs={"token": token})


def read_reader_page(token: str) -> int | None:
    """The id of the comment whose private page the token opens, or None if it was not made here for that."""
    try:
        return int(signing.TimestampSigner(salt=READER_PAGE).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
