"""The outbox: each email that is to go out, until it has."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .commenters import Commenter
from .followings import Following
from .moderation.digests import DeskDigest
from .reader_comments import ReaderComment


class EmailKind(models.TextChoices):
    MODERATION = "moderation", _("To moderators: a comment came in")
    CONFIRMATION = "confirmation", _("To a reader: confirm the address")
    PRIVATE_PAGE = "private_page", _("To a reader: the comment's own page")
    FOLLOWING = "following", _("To a follower: new comments")
    OUTCOME = "outcome", _("To an author: what became of the comment")
    DIGEST = "digest", _("To an editor: what waits")


class Email(models.Model):
    """One email about one comment.  Its text and its address are made when it is sent, and not stored.

    One to a follower, whose own comment ``comment`` is, says what became public after the version ``since``
    of the discussion, up to ``up_to``.  One to an author keeps a digest of what it ``said``.  One to an
    editor names the ``comment`` that had waited longest.
    """

    MOST_ATTEMPTS = 5

    kind = models.CharField(_("kind"), max_length=12, choices=EmailKind)
    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="emails")
    following = models.ForeignKey(Following, on_delete=models.SET_NULL, null=True, related_name="emails")
    digest = models.ForeignKey(DeskDigest, on_delete=models.SET_NULL, null=True, related_name="emails")
    # Who asked for it, by the comment: so many go to one person a day.
    requested_by = models.ForeignKey(
        Commenter, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )
    since = models.PositiveBigIntegerField(default=0)
    up_to = models.PositiveBigIntegerField(default=0)
    said = models.CharField(max_length=64, blank=True, editable=False, default="")
    created = models.DateTimeField(_("created"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Not tried before: an attempt puts it off, so that of two at once only one sends.  None: not tried any
    # more, it waits for somebody to send it again.
    due = models.DateTimeField(_("due"), default=timezone.now, null=True)
    # When the server proved to be down as this email was tried.
    server_failed_at = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        default_permissions = ("view", "change")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(sent_at__isnull=True), name="newsroom_undelivered"
            ),
            models.Index(
                fields=["requested_by", "created"],
                condition=models.Q(requested_by__isnull=False),
                name="newsroom_requested",
            ),
            # The list in admin, whole and of one kind.
            models.Index(fields=["-sent_at", "-id"], name="newsroom_emails"),
            models.Index(fields=["kind", "-sent_at", "-id"], name="newsroom_emails_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.comment_id}"
