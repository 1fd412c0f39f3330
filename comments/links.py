"""Signed links: each opens one comment for one purpose."""

from django.core import signing
from django.urls import reverse

from .models import AddressKey, ReaderComment
from .numbers import natural_number

# Fixed for good: a link that a reader keeps must go on working.
READER_PAGE = "newsroom_comments.reader_page"
CONFIRMATION = "newsroom_comments.confirmation"
CONFIRMATION_SECONDS = 3 * 24 * 3600


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


def confirmation(comment: ReaderComment) -> str:
    """The path where whoever reads the mails to the comment's address confirms it; for three days."""
    token = _confirmation_signer(comment.user_email).sign(str(comment.pk))
    return reverse("newsroom_comments:confirm", kwargs={"token": token})


def read_confirmation(token: str) -> int | None:
    """The id of the comment whose address the token confirms, or None.

    None too where the comment has another address by now, or none.

    :raises SignatureExpired: it was made here for that, more than three days ago.
    """
    number = natural_number(token.partition(":")[0])
    address = ReaderComment.objects.filter(pk=number).values_list("user_email", flat=True).first()
    if number is None or not address:
        return None
    try:
        _confirmation_signer(address).unsign(token, max_age=CONFIRMATION_SECONDS)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        return None
    return number


def _confirmation_signer(address: str) -> signing.TimestampSigner:
    """Signs for one address, which the token doesn't carry."""
    return signing.TimestampSigner(salt=f"{CONFIRMATION}.{AddressKey.digest(address)}")
