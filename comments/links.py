"""Signed links: each opens one comment, or what one person follows, for one purpose."""

from django.core import signing
from django.urls import reverse

from .models import AddressKey, Commenter, Following, ReaderComment
from .numbers import natural_number

# Fixed for good: a link that a reader keeps must go on working.
READER_PAGE = "newsroom_comments.reader_page"
CONFIRMATION = "newsroom_comments.confirmation"
CONFIRMATION_SECONDS = 3 * 24 * 3600
UNSUBSCRIBING = "newsroom_comments.unsubscribing"
FOLLOWINGS = "newsroom_comments.followings"
FOLLOWINGS_SECONDS = 90 * 24 * 3600


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


def unsubscribing(following: Following) -> str:
    """The path that ends one following, for ever: it names the person and the discussion, not the row."""
    token = signing.Signer(salt=UNSUBSCRIBING).sign(f"{following.commenter_id}.{following.discussion_id}")
    return reverse("newsroom_comments:unsubscribe", kwargs={"token": token})


def read_unsubscribing(token: str) -> tuple[int, int] | None:
    """The ids of the person and the discussion that the token was made for, or None."""
    try:
        commenter, discussion = signing.Signer(salt=UNSUBSCRIBING).unsign(token).split(".")
        return int(commenter), int(discussion)
    except (signing.BadSignature, ValueError):
        return None


def followings(commenter: Commenter) -> str:
    """The path where a person sees and changes all that they follow; for ninety days."""
    token = signing.TimestampSigner(salt=FOLLOWINGS).sign(str(commenter.pk))
    return reverse("newsroom_comments:following", kwargs={"token": token})


def read_followings(token: str, *, max_age: int | None = FOLLOWINGS_SECONDS) -> int | None:
    """The id of the person whose followings the token opens, or None.

    :raises SignatureExpired: it was made here for that, longer ago than ``max_age`` seconds (None: for ever).
    """
    try:
        return int(signing.TimestampSigner(salt=FOLLOWINGS).unsign(token, max_age=max_age))
    except signing.SignatureExpired:
        raise
    except (signing.BadSignature, ValueError):
        return None
