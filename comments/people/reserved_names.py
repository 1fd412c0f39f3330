"""A reader's name, reserved for the owner of a confirmed address: nobody else posts under it."""

import hashlib
from collections.abc import Collection
from functools import lru_cache

from django.db import IntegrityError
from django.db.models import CharField, Q, QuerySet
from django.utils import timezone

from ..models import AddressKey, Commenter, ReaderComment, Standing
from ..models.transactions import atomic
from ..queries import Compiled, Given
from ..text.names import fold_name, public_name, readings, skeleton
from .site_names import newsroom_names, nobodys_names
from .staff_names import staff_names


class Taken(Exception):
    """The name is somebody else's: a reader's, a staff member's, or the site's own."""


def owner_of(comment: ReaderComment) -> Commenter | None:
    """The comment's author, if they confirmed its address; without its hash."""
    if not comment.identity_verified:
        return None
    owners = Commenter.objects.filter(pk=comment.commenter_id, confirmed_at__isnull=False)
    return owners.defer("address_hash").first()


def can_be_reserved(comment: ReaderComment, owner: Commenter | None) -> bool:
    """Whether ``owner`` may have the comment's name: nobody who is banned, or has one already."""
    if owner is None or owner.reserved_key or not readings(public_name(comment.user_name)):
        return False
    return owner.standing_at(timezone.now()) != Standing.BANNED


def reserve(comment: ReaderComment) -> None:
    """Reserve the comment's name for its author; idempotent, and nothing where it can't be.

    :raises Taken: the name is somebody else's.
    """
    if not can_be_reserved(comment, owner_of(comment)):
        return
    name = public_name(comment.user_name)
    if _is_others(readings(name)) or _holders(readings(name)).exclude(pk=comment.commenter_id).exists():
        raise Taken
    try:
        with atomic():
            free = Commenter.objects.filter(pk=comment.commenter_id, reserved_key=None)
            free.update(
                reserved_name=name,
                reserved_key=_digest(fold_name(name)),
                reserved_skeleton=_digest(skeleton(name)),
            )
    except IntegrityError:
        raise Taken from None


def _is_others(names: Collection[str]) -> bool:
    return not {*newsroom_names(), *nobodys_names(), *staff_names()}.isdisjoint(names)


def _holders(names: Collection[str]) -> QuerySet[Commenter]:
    """Whoever has reserved a name that these read like."""
    digests = [*map(_digest, names)]
    return Commenter.objects.filter(Q(reserved_key__in=digests) | Q(reserved_skeleton__in=digests))


def _digest(folded: str) -> str:
    """SHA-256 in hex: as long for every name."""
    return hashlib.sha256(folded.encode()).hexdigest()


def give_up(person: Commenter) -> None:
    """Let everybody have the person's name again."""
    Commenter.objects.filter(pk=person.pk).update(reserved_name="", reserved_key=None, reserved_skeleton=None)


def is_newsrooms(name: str) -> bool:
    """Whether ``name`` reads like what editors' replies are signed by, in any language of the site."""
    return not newsroom_names().isdisjoint(readings(name))


def is_taken(name: str, *, confirmed: str) -> bool:
    """Whether ``name`` is reserved for another than the owner of the address ``confirmed``, "" for nobody."""
    digests = [*map(_digest, readings(name))]
    if not digests:
        return False
    given = {f"name{number}": digest for number, digest in enumerate(digests)}
    holders = {address for (address,) in _holders_query(Commenter.objects.db, len(digests)).ask(**given)}
    own = {AddressKey.digest(confirmed)} if holders and confirmed else set()
    return bool(holders - own)


@lru_cache(maxsize=16)
def _holders_query(using: str, number: int) -> Compiled:
    digests = [Given(f"name{place}", CharField()) for place in range(number)]
    same = Q(reserved_key__in=digests) | Q(reserved_skeleton__in=digests)
    return Compiled(Commenter.objects.using(using).filter(same).values_list("address_hash"))
