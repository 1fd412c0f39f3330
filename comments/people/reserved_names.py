"""A reader's name, reserved for the owner of a confirmed address: nobody else posts under it."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..models import AddressKey, Commenter, ReaderComment, Standing
from ..text.names import public_name
from ..text.normalizing import name_digest
from .staff_names import staff_names


class Taken(Exception):
    """The name is somebody else's: a reader's, a staff member's, or the one shown where there is none."""


def owner_of(comment: ReaderComment) -> Commenter | None:
    """The comment's author, if they confirmed its address; without its hash."""
    if not comment.identity_verified:
        return None
    owners = Commenter.objects.filter(pk=comment.commenter_id, confirmed_at__isnull=False)
    return owners.defer("address_hash").first()


def can_be_reserved(comment: ReaderComment, owner: Commenter | None) -> bool:
    """Whether ``owner`` may have the comment's name: nobody who is banned, or has one already."""
    if owner is None or owner.reserved_key or not name_digest(public_name(comment.user_name)):
        return False
    return owner.standing_at(timezone.now()) != Standing.BANNED


def reserve(comment: ReaderComment) -> None:
    """Reserve the comment's name for its author; idempotent, and nothing where it can't be.

    :raises Taken: the name is somebody else's.
    """
    if not can_be_reserved(comment, owner_of(comment)):
        return
    name = public_name(comment.user_name)
    key = name_digest(name)
    if key in _nobodys() or key in staff_names(name_digest):
        raise Taken
    try:
        with transaction.atomic():
            free = Commenter.objects.filter(pk=comment.commenter_id, reserved_key=None)
            free.update(reserved_name=name, reserved_key=key)
    except IntegrityError:
        raise Taken from None


def _nobodys() -> set[str]:
    """What stands where a comment has no name, in each of the site's languages."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names.add(name_digest(_("Anonymous")))
    return names


def give_up(person: Commenter) -> None:
    """Let everybody have the person's name again."""
    Commenter.objects.filter(pk=person.pk).update(reserved_name="", reserved_key=None)


def is_taken(name: str, *, confirmed: str) -> bool:
    """Whether ``name`` is reserved for another than the owner of the address ``confirmed``, "" for nobody."""
    key = name_digest(name)
    holders = Commenter.objects.filter(reserved_key=key) if key else Commenter.objects.none()
    if confirmed:
        holders = holders.exclude(address_hash=AddressKey.digest(confirmed))
    return holders.exists()
