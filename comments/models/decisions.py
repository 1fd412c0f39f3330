"""The log of decisions: written once, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reader_comments import ReaderComment, Status


class AppendOnlyError(TypeError):
    """Something tried to change or delete a row of the log."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("decisions are not changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("decisions are not deleted")


class Decision(models.Model):
    """Who, or which rule, took a comment from one status to another, when and why.

    A row holds no address and no copied text.  It outlives the comment and the user it names: the links
    go, the plain numbers stay.
    """

    comment = models.ForeignKey(ReaderComment, on_delete=models.SET_NULL, null=True, related_name="decisions")
    comment_number = models.PositiveBigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Text, because a host's users may have any kind of key.
    actor_number = models.CharField(max_length=64, blank=True)
    rule = models.CharField(_("rule"), max_length=100, blank=True)
    from_status = models.CharField(_("from"), max_length=10, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=Status)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    batch = models.UUIDField(_("batch"), null=True, db_index=True)
    decided = models.DateTimeField(_("decided"), auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ("view",)
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.comment_number}: {self.from_status or '-'} > {self.to_status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("decisions are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("decisions are not deleted")
