"""Who comments: one row for every login and for every address that was typed."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..queries import among
from ..text.addresses import compared


class AddressKey(models.Model):
    """The one key that addresses are hashed with.

    It lives in the database, not in ``SECRET_KEY``, so that rotating that key forgets nobody's standing.
    """

    value = models.CharField(max_length=64, editable=False)

    def __str__(self) -> str:
        return "address key"

    @classmethod
    def digest(cls, address: str) -> str:
        """HMAC-SHA-256 (RFC 2104) of an address, in hex; equal for all its spellings."""
        return cls.digests([address])[address]

    @classmethod
    def digests(cls, addresses: Collection[str]) -> dict[str, str]:
        """Each address's digest, for one look at the key."""
        key, _made = cls.objects.get_or_create(pk=1, defaults={"value": secrets.token_hex(32)})
        return {address: key.digest_of(address) for address in addresses}

    def digest_of(self, address: str) -> str:
        """``digest``, where the key is at hand."""
        message = compared(address).encode()
        return hmac.new(self.value.encode(), message, hashlib.sha256).hexdigest()


class Standing(models.TextChoices):
    NONE = "", _("None")
    TRUSTED = "trusted", _("Trusted")
    HELD = "held", _("Always held")
    BANNED = "banned", _("Banned")


class CommenterManager(models.Manager["Commenter"]):
    def find(self, *, user_id: int | None, address: str, confirmed: bool = False) -> "Commenter | None":
        """The person behind a login, else behind an address, as ``identify`` would give them, if known."""
        known = self._known_by(user_id, address, confirmed)
        return self.filter(**known).first() if known else None

    def identify(self, *, user_id: int | None, address: str, confirmed: bool = False) -> "Commenter | None":
        """The person behind a login, else behind an address; nobody where there is neither.

        Whoever ``confirmed`` the address is somebody else than those who merely type it, and made only by
        confirming.
        """
        known = self._known_by(user_id, address, confirmed)
        if not known:
            return None
        if confirmed and user_id is None:
            return self.filter(**known).first()
        return self.get_or_create(**known)[0]

    def behind(self, digests: Collection[Any]) -> "models.QuerySet[Commenter]":
        """Whoever typed or confirmed the addresses with these digests: two rows for one mailbox, at most."""
        same = Q(address_hash__in=digests)
        # Each of two indexes has half of them: asked so, PostgreSQL and SQLite use both.
        return self.filter(same & Q(confirmed_at=None) | same & Q(confirmed_at__isnull=False))

    def sharing_mailbox(self, person: "Commenter") -> "models.QuerySet[Commenter]":
        """The person, and whoever typed or confirmed the same address."""
        return self.behind([person.address_hash]) if person.address_hash else self.filter(pk=person.pk)

    def _known_by(self, user_id: int | None, address: str, confirmed: bool) -> dict[str, Any]:
        if user_id is not None:
            return {"user_id": user_id}
        if not address:
            return {}
        return {"address_hash": AddressKey.digest(address), "confirmed_at__isnull": not confirmed}

    def identify_all(self, people: Collection[tuple[Any, str]]) -> "dict[tuple[Any, str], int]":
        """The number of who ``identify`` gives, for many pairs of login and address at once.

        Whoever is nobody is left out.
        """
        digests = AddressKey.digests({address for user_id, address in people if user_id is None and address})
        logins = {user_id for user_id, _address in people if user_id is not None}
        typed = {*digests.values()}
        known = self._numbers(logins, typed)
        # In order, so that two transactions that make the same people don't wait for each other.
        new_logins, new_digests = sorted(logins - known.keys()), sorted(typed - known.keys())
        if new_logins or new_digests:
            unknown = [Commenter(user_id=user_id) for user_id in new_logins]
            unknown += [Commenter(address_hash=digest) for digest in new_digests]
            self.bulk_create(unknown, ignore_conflicts=True)
            known |= self._numbers(new_logins, new_digests)
        keys = {
            (user_id, address): digests.get(address) if user_id is None else user_id
            for user_id, address in people
        }
        return {person: known[key] for person, key in keys.items() if key is not None}

    def confirm_all(self, addresses: Mapping[str, datetime]) -> dict[str, int]:
        """The number of each address's proven owner; one who is new confirmed it at the moment given."""
        digests = AddressKey.digests(addresses)
        moments = {digests[address]: moment for address, moment in addresses.items()}
        owners = self.filter(address_hash__in=digests.values(), confirmed_at__isnull=False)
        known = dict(owners.values_list("address_hash", "pk"))
        if new := sorted(moments.keys() - known.keys()):
            unknown = (Commenter(address_hash=digest, confirmed_at=moments[digest]) for digest in new)
            self.bulk_create(unknown, ignore_conflicts=True)
            known |= dict(owners.filter(address_hash__in=new).values_list("address_hash", "pk"))
        return {address: known[digest] for address, digest in digests.items()}

    def _numbers(self, logins: Collection[Any], digests: Collection[str]) -> dict[Any, int]:
        """The number of each person that is known, by login or by the digest of an address that was typed."""
        by_login = self.filter(user_id__in=logins).values_list("user_id", "pk")
        typed = self.filter(among("address_hash", digests), confirmed_at=None)
        by_digest = typed.values_list("address_hash", "pk")
        return dict(by_login) | dict(by_digest)


class Commenter(models.Model):
    """What the newsroom knows of one person: counts and standing, and no address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address_hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  unique
    # Whoever owns the address, as a click in an email to it proved; who merely types it is another row.
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    # Nobody else may post under it: the name, and digests of what it is compared by (text.names.readings).
    reserved_name = models.CharField(_("reserved name"), max_length=50, default="", editable=False)
    reserved_key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  unique
    reserved_skeleton = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  unique
    approved_count = models.PositiveIntegerField(_("approved"), default=0, editable=False)
    rejected_count = models.PositiveIntegerField(_("rejected"), default=0, editable=False)
    standing = models.CharField(
        _("standing"), max_length=8, choices=Standing, default=Standing.NONE, blank=True
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("How long a ban or a hold lasts; empty: for good.")
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = CommenterManager()

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        permissions = [("set_standing", "Can trust, hold and ban commenters")]
        indexes = [
            models.Index(fields=["standing", "-id"], condition=~Q(standing=""), name="newsroom_standing")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(confirmed_at__isnull=True),
                name="newsroom_one_typed_address",
            ),
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(confirmed_at__isnull=False),
                name="newsroom_one_confirmed_address",
            ),
            models.UniqueConstraint(
                fields=["reserved_key"],
                condition=Q(reserved_key__isnull=False),
                name="newsroom_one_holder_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["reserved_skeleton"],
                condition=Q(reserved_skeleton__isnull=False),
                name="newsroom_one_holder_of_a_look",
            ),
            models.CheckConstraint(
                condition=Q(reserved_key__isnull=True) | Q(confirmed_at__isnull=False),
                name="newsroom_holders_are_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return _("person %(id)s") % {"id": self.pk}

    @property
    def is_identity_verified(self) -> bool:
        """Whether a login or a confirmed address shows who this is."""
        return self.user_id is not None or self.confirmed_at is not None

    def standing_at(self, moment: datetime) -> Standing:
        """The standing that holds at a moment: a ban or a hold may have run out."""
        over = self.until is not None and self.until <= moment
        return Standing.NONE if over else Standing(self.standing)
