"""Who is emailed about which discussion."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .commenters import Commenter
from .discussions import Discussion
from .reader_comments import Follow, ReaderComment


class FollowingQuerySet(models.QuerySet["Following"]):
    def of_verified(self) -> "FollowingQuerySet":
        """Of people whom a login or a confirmed address shows: nobody else is emailed."""
        return self.filter(Q(commenter__user__isnull=False) | Q(commenter__confirmed_at__isnull=False))


class Following(models.Model):
    """One person's wish to be emailed about new comments in one discussion.

    It holds no address: that of the person's login is asked for when an email is sent, or else that of
    ``comment``, theirs in the discussion.
    """

    commenter = models.ForeignKey(
        Commenter, on_delete=models.CASCADE, related_name="followings", db_index=False
    )
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="followings")
    kind = models.CharField(max_length=7, choices=Follow)
    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="+")
    # The discussion's version up to which an email notified of its news.
    notified_version = models.PositiveBigIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["commenter", "discussion"], name="newsroom_one_following")
        ]

    def __str__(self) -> str:
        return f"{self.commenter_id}, {self.discussion_id}"

    @classmethod
    def exists_for(cls, discussion: str) -> Exists:
        """Whether anybody follows the discussion that a row names by its column ``discussion``."""
        return Exists(cls.objects.filter(discussion=OuterRef(discussion)))
