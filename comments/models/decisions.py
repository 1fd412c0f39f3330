"""The log of decisions: written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .lists import RejectionReason
from .reader_comments import ReaderComment, Status


class Act(models.TextChoices):
    """What a row of the log records."""

    DECIDED = "decided", _("Decided")
    CORRECTED = "corrected", _("Corrected")
    JUDGED = "judged", _("Judged again")
    UNDONE = "undone", _("Undone")
    APPEALED = "appealed", _("Appealed")
    UPHELD = "upheld", _("Rejection upheld")
    PICKED = "picked", _("Picked")
    UNPICKED = "unpicked", _("Pick removed")


class Decision(AppendOnly):
    """Who, or which rule, took a comment from one status to another, when and why.

    A row holds no address and no copied text.  It outlives the comment and the user it names: the links
    go, the plain numbers stay.
    """

    # The rule that a row names for what the author does, who has no account.
    AUTHOR = "author"

    comment = models.ForeignKey(ReaderComment, on_delete=models.SET_NULL, null=True, related_name="decisions")
    comment_number = models.PositiveBigIntegerField()
    # Repeated from the comment, so that whoever counts decisions reads this table alone.
    discussion_number = models.PositiveBigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    # Text, because a host's users may have any kind of key.
    actor_number = models.CharField(max_length=64, blank=True)
    act = models.CharField(_("act"), max_length=10, choices=Act, default=Act.DECIDED)
    rule = models.CharField(_("rule"), max_length=100, blank=True)
    from_status = models.CharField(_("from"), max_length=10, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=Status)
    # The comment's revision after it; unknown in rows from before this column.
    revision = models.PositiveIntegerField(_("revision"), null=True)
    rejection = models.ForeignKey(
        RejectionReason, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("reason")
    )
    # What the author reads on the private page: the reason's text as it stood, and an editor's own words.
    reason = models.TextField(_("reason"), blank=True)
    message = models.TextField(_("message to the author"), blank=True)
    note = models.TextField(_("note"), blank=True)
    # Everything that one click did, and that one undo reverses.
    batch = models.UUIDField(_("batch"), null=True, db_index=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="undone_by", verbose_name=_("undoes")
    )
    # For how many seconds the comment had been pending; of an editor's decision on one that was.
    waited = models.PositiveIntegerField(null=True)
    decided = models.DateTimeField(_("decided"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ("view",)
        permissions = [
            ("view_editors_figures", "Can see how much and how fast each editor decides"),
            ("export_decision", "Can take the log of decisions away as a table"),
        ]
        ordering = ["-pk"]
        # The log, newest first, by each of its filters; what stands in most rows needs none.
        indexes = [
            models.Index(fields=["actor", "-id"], name="newsroom_decisions_of_editor"),
            models.Index(fields=["to_status", "-id"], name="newsroom_decisions_to"),
            models.Index(
                fields=["act", "-id"], condition=~models.Q(act=Act.DECIDED), name="newsroom_decisions_act"
            ),
            models.Index(
                fields=["rule", "-id"], condition=~models.Q(rule=""), name="newsroom_decisions_of_rule"
            ),
            # Of comments that are gone.
            models.Index(
                fields=["comment_number"],
                condition=models.Q(comment__isnull=True),
                name="newsroom_decisions_of_gone",
            ),
        ]

    def __str__(self) -> str:
        return _("comment %(id)s: %(status)s") % {
            "id": self.comment_number,
            "status": self.get_to_status_display(),
        }
