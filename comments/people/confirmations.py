"""A reader shows that an address is theirs: an email to it, a click, a post.  Still no account."""

from collections import Counter
from enum import StrEnum

from django.utils import timezone

from ..decisions.counters import COUNT_OF_STATUS, add
from ..decisions.statuses import locked
from ..mail import followings, outcomes, requested, tasks
from ..models import AddressKey, Commenter, EmailKind, ReaderComment, Status
from ..models.transactions import writing


class NoAddress(Exception):
    """The comment was erased meanwhile, with the address that was to be confirmed; nothing was done."""


class Confirmation(StrEnum):
    """Whether the author of a comment can confirm an address."""

    NONE = ""
    OFFERED = "offered"
    DONE = "done"


def confirmation_of(comment: ReaderComment) -> Confirmation:
    """A login needs none; where no address was typed, or it was erased, there is nobody to ask."""
    if comment.user_id is not None or not requested.has_address(comment):
        return Confirmation.NONE
    return Confirmation.DONE if comment.identity_verified else Confirmation.OFFERED


def ask(comment: ReaderComment) -> None:
    """Email the comment's address a link that confirms it, unless enough such emails went out.

    Once it is confirmed, too: each browser has its own proof.
    """
    if confirmation_of(comment) is not Confirmation.NONE:
        requested.send(EmailKind.CONFIRMATION, comment)


@writing()
def follow(comment: ReaderComment, kind: str) -> None:
    """Email the comment's author what is new in its discussion, or nothing ("").

    From now on, if they have proven who they are; else once they do, for which an email asks them.
    """
    if not comment.identity_verified:
        # A new comment was inserted with it.
        if comment.follow != kind:
            comment.follow = kind
            ReaderComment.objects.filter(pk=comment.pk).update(follow=kind)
        if kind:
            ask(comment)
    elif comment.commenter_id is not None:
        followings.choose(comment.commenter_id, comment.discussion_id, kind)


@writing()
def want_outcome(comment: ReaderComment, wanted: bool) -> None:
    """Email the comment's author what becomes of it, or not.

    What they read on its private page now is not emailed.  Until they have proven who they are, nothing is;
    an email asks them.
    """
    if not outcomes.can_be_told(comment):
        return
    ReaderComment.objects.filter(pk=comment.pk).update(outcome_wanted=wanted)
    outcomes.mark_told(comment)
    if wanted and not comment.identity_verified:
        ask(comment)


def followed_by(comment: ReaderComment) -> str:
    """What the author asked to be emailed about, at the comment's discussion."""
    if comment.identity_verified:
        return followings.kind_of(comment.commenter_id, comment.discussion_id)
    return comment.follow


@writing()
def confirm(comment: ReaderComment) -> Commenter:
    """Hand the comment to the proven owner of its address, who starts with this comment alone.

    What others wrote under the address stays with whoever typed it.  Idempotent.

    :raises NoAddress: there is none to confirm.
    """
    # Locked before its address is read: an erasing comes before this or after it.
    rows = locked([comment.pk])
    address = ReaderComment.objects.values_list("user_email", flat=True).get(pk=comment.pk) if rows else ""
    if not address:
        raise NoAddress
    [row] = rows
    owner, _made = Commenter.objects.get_or_create(
        address_hash=AddressKey.digest(address),
        confirmed_at__isnull=False,
        defaults={"confirmed_at": timezone.now()},
    )
    is_moved = row.commenter_id != owner.pk
    if is_moved:
        ReaderComment.objects.filter(pk=comment.pk).update(commenter=owner, identity_verified=True)
        _move_count(row, owner)
    comment.commenter, comment.identity_verified = owner, True
    if is_moved and comment.follow:
        # The replies that came while the email lay unread are news too.
        followings.start(comment, comment.follow, notified_version=row.first_public_version or None)
        tasks.notify_followers_soon([comment.discussion_id])
    if comment.outcome_wanted:
        # The click leads to the private page.
        outcomes.mark_told(comment)
    return owner


def _move_count(row: ReaderComment, owner: Commenter) -> None:
    """What the comment counts for the person it was of, it counts for the owner."""
    column = COUNT_OF_STATUS.get(Status(row.status))
    if column and row.commenter_id is not None:
        add(Commenter, {row.commenter_id: Counter({column: -1}), owner.pk: Counter({column: 1})})


def is_owner(number: int, address: str) -> bool:
    """Whether the commenter with this id has confirmed ``address``."""
    digest = AddressKey.digest(address)
    return Commenter.objects.filter(pk=number, address_hash=digest, confirmed_at__isnull=False).exists()
