"""Who comments: one row for every login and for every address that was typed."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressKey(models.Model):
    """The one key that addresses are hashed with.

    It lives in the database, not in ``SECRET_KEY``, so that rotating that key forgets nobody's standing.
    """

    value = models.CharField(max_length=64, editable=False)

    def __str__(self) -> str:
        return "address key"

    @classmethod
    def digest(cls, address: str) -> str:
        """HMAC-SHA-256 (RFC 2104) of an address, in hex; case and surrounding space don't count."""
        key, _made = cls.objects.get_or_create(pk=1, defaults={"value": secrets.token_hex(32)})
        message = address.strip().casefold().encode()
        return hmac.new(key.value.encode(), message, hashlib.sha256).hexdigest()


class Standing(models.TextChoices):
    NONE = "", _("None")
    TRUSTED = "trusted", _("Trusted")
    HELD = "held", _("Always held")
    BANNED = "banned", _("Banned")


class CommenterManager(models.Manager["Commenter"]):
    def identify(self, *, user_id: int | None, address: str) -> "Commenter | None":
        """The person behind a login, else behind a typed address; nobody where there is neither."""
        if user_id is not None:
            return self.get_or_create(user_id=user_id)[0]
        if address:
            return self.get_or_create(address_hash=AddressKey.digest(address))[0]
        return None


class Commenter(models.Model):
    """What the newsroom knows of one person: counts and standing, and no address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  unique
    approved_count = models.PositiveIntegerField(_("approved"), default=0, editable=False)
    rejected_count = models.PositiveIntegerField(_("rejected"), default=0, editable=False)
    standing = models.CharField(
        _("standing"), max_length=8, choices=Standing, default=Standing.NONE, blank=True
    )
    banned_until = models.DateTimeField(_("banned until"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    objects = CommenterManager()

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")

    def __str__(self) -> str:
        return f"commenter {self.pk}"
