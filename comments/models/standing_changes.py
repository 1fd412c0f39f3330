"""The log of what editors decided about persons: written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .commenters import Commenter, Standing


class StandingChange(AppendOnly):
    """Who took a commenter from one standing to another, and when.

    ``batch`` is that of the decisions taken with it, so that one undo reverses both.
    """

    commenter = models.ForeignKey(
        Commenter, on_delete=models.SET_NULL, null=True, related_name="standing_changes"
    )
    commenter_number = models.PositiveBigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_number = models.CharField(max_length=64, blank=True)
    from_standing = models.CharField(_("from"), max_length=8, choices=Standing, blank=True)
    from_until = models.DateTimeField(null=True)
    to_standing = models.CharField(_("to"), max_length=8, choices=Standing, blank=True)
    to_until = models.DateTimeField(_("until"), null=True)
    batch = models.UUIDField(_("batch"), db_index=True)
    undoes = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="undone_by")
    changed = models.DateTimeField(_("changed"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of standing")
        verbose_name_plural = _("changes of standing")
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [models.Index(fields=["to_standing", "-id"], name="newsroom_standing_changes")]

    def __str__(self) -> str:
        values = {"id": self.commenter_number, "standing": self.get_to_standing_display()}
        return _("person %(id)s: %(standing)s") % values
