"""A reader's comment: django-comments-xtd's row, and ours beside it."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from ..targets import Target, is_public
from ..text.normalizing import text_digest
from ..text.reading.syntax import Syntax
from ..text.search.terms import searchable
from .commenters import Commenter
from .discussions import Discussion
from .lists import RejectionReason


class Status(models.TextChoices):
    """Where a comment stands.  PUBLISHED is a rule's doing, APPROVED an editor's."""

    PENDING = "pending", _("Pending")
    PUBLISHED = "published", _("Published")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")

    @property
    def is_public(self) -> bool:
        return self in PUBLIC_STATUSES


# From this risk on (``rules.risks``) an editor is to see a comment before all others.
URGENT = 50
# What nothing speaks against may wait so long, and each point of risk takes so much of it.
PATIENCE, PER_POINT = timedelta(hours=50), timedelta(minutes=30)
PUBLIC_STATUSES = frozenset({Status.PUBLISHED, Status.APPROVED})


# Urgent is what waits for an editor, because it is held or because readers reported it, and is a risk.
IS_URGENT = (models.Q(status=Status.PENDING) | models.Q(open_reports__gt=0)) & models.Q(risk__gte=URGENT)


# More readers recommend it than the page says.
IS_UNSHOWN = models.Q(public=True, recommended__gt=models.F("recommended_shown"))


class Follow(models.TextChoices):
    """What of a discussion one who commented there wants to be emailed: “Email me …”."""

    REPLIES = "replies", _("about every reply to me")
    ALL = "all", _("about every new comment")


def see_by(submitted: datetime, risk: int) -> datetime:
    """By when an editor ought to have seen a comment.

    The earliest deadline is the first: an order that no waiting changes, and in which nothing waits forever.
    """
    return submitted + PATIENCE - risk * PER_POINT


class ReaderCommentQuerySet(models.QuerySet["ReaderComment"]):
    """The words of django-comments' own manager, and ours."""

    def for_model(self, model: type[models.Model] | models.Model) -> Self:
        of_model = self.filter(content_type=ContentType.objects.get_for_model(model))
        return of_model.filter(object_pk=str(model.pk)) if isinstance(model, models.Model) else of_model

    def in_moderation(self) -> Self:
        return self.filter(status=Status.PENDING)

    def public(self) -> Self:
        return self.filter(public=True)

    def without_addresses(self) -> Self:
        """Rows without an email or a network address: for whatever is shown to readers."""
        return self.defer("user_email", "ip_address", "network")


class ReaderComment(XtdComment):
    """One comment.

    ``comment`` holds allow-listed HTML, so that any other reader of django-comments' table meets nothing
    raw; ``source`` holds exactly what was typed, in ``syntax``.  ``public`` always equals ``is_public`` in
    the parent's table: it is repeated here so that one table's index can serve the public page.
    ``revision`` rises with every change of text or status; a decision names the one it was taken on.

    django-comments-xtd's ``order`` and ``nested_count`` are never written nor read: keeping them up
    rewrites a whole thread for one reply.
    """

    # django-comments and django-comments-xtd carry no types.
    parent_id: int
    thread_id: int
    submit_date: datetime | None
    site_id: int
    is_public: bool
    # Of a row that decisions.statuses.locked read.
    pending_since: datetime | None

    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    root = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, editable=False, related_name="thread", db_index=False
    )
    commenter = models.ForeignKey(
        Commenter,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="comments",
        db_index=False,
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    public = models.BooleanField(default=False, editable=False)
    # The discussion's version with which it first became public, None for never; it stays when hidden again.
    # One that was public before us has 0, before any version: it is no news.
    # Versions rise in the order of commits, so "later than" this number misses nothing and repeats nothing.
    first_public_version = models.PositiveBigIntegerField(null=True, editable=False)
    # For good, whatever is decided on it afterwards.
    withdrawn_by_author = models.BooleanField(default=False, editable=False)
    reasons = models.JSONField(_("reasons"), default=list, editable=False)
    source = models.TextField(_("text as typed"))
    # For good: whoever changes the text changes it in this syntax, whatever the setting is by then.
    syntax = models.CharField(
        max_length=8,
        choices=[(each.value, each.name) for each in Syntax],
        default=Syntax.PLAIN,
        editable=False,
    )
    # What a search looks through (text/search/terms.py), and what two equal texts have in common.
    searchable = models.TextField(editable=False, default="")
    text_digest = models.CharField(max_length=64, blank=True, editable=False, default="")
    revision = models.PositiveIntegerField(default=1, editable=False)
    edited = models.BooleanField(_("edited by the newsroom"), default=False, editable=False)
    by_staff = models.BooleanField(_("by the newsroom"), default=False, editable=False)
    identity_verified = models.BooleanField(_("author’s identity verified"), default=False, editable=False)
    # What its author asked for; it is a following once they have proven who they are.
    follow = models.CharField(max_length=7, choices=Follow, blank=True, editable=False, default="")
    # Whether its author wants to be emailed what becomes of it, and a digest of what they know of that.
    outcome_wanted = models.BooleanField(default=False, editable=False)
    outcome_told = models.CharField(max_length=64, blank=True, editable=False, default="")
    # Whether an appeal of its author's waits for an answer.
    appealed = models.BooleanField(default=False, editable=False)
    # Readers' reports since an editor last decided.
    open_reports = models.PositiveIntegerField(_("open reports"), default=0, editable=False)
    # How many readers recommend it, and how many of them the page says, which changes once a minute at most.
    recommended = models.IntegerField(default=0, db_default=0, editable=False)
    recommended_shown = models.IntegerField(default=0, db_default=0, editable=False)
    # Since when it is an editors' pick; what isn't public stays one, and shows to nobody.
    picked_at = models.DateTimeField(null=True, editable=False)
    # Set while the comment is rejected for it; stored here so that an index serves the filter.
    rejection = models.ForeignKey(
        RejectionReason,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    # Repeated from django-comments' row, so that this table's indexes know it.
    site_number = models.PositiveBigIntegerField(null=True, editable=False)
    # How much it puts somebody at risk, 0 to 99, and by when an editor ought to have seen it (``see_by``).
    risk = models.PositiveSmallIntegerField(default=0, editable=False)
    due = models.DateTimeField(default=timezone.now, editable=False)
    network = models.CharField(_("network"), max_length=43, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=16, blank=True, editable=False)
    submitted = models.DateTimeField(_("submitted"), default=timezone.now, editable=False)
    # SHA-256 of what makes two posts the same post; never of an address.  Null where nothing compares.
    # Unique by a constraint: the column's own option would add an index for LIKE on PostgreSQL.
    duplicate_key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001

    # Ours for django-comments' ``content_object``, which raises where nothing can be looked up.
    target = Target()

    objects = ReaderCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("moderate_readercomment", "Can decide which comments are public"),
            ("view_address", "Can see readers' email addresses"),
            ("moderate_selection", "Can decide many comments at once"),
            ("moderate_every_site", "Can moderate on every site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(public=True, withdrawn_by_author=True),
                name="newsroom_withdrawn_is_not_public",
            ),
            models.UniqueConstraint(fields=["duplicate_key"], name="newsroom_one_of_a_kind"),
        ]
        indexes = [
            # The public page: a discussion's threads in order, and each thread's comments in order.
            models.Index(
                fields=["discussion", "root", "xtdcomment_ptr"],
                condition=models.Q(public=True),
                name="newsroom_public_threads",
            ),
            # What is new since a version of the discussion.
            models.Index(
                fields=["discussion", "first_public_version"],
                condition=models.Q(public=True),
                name="newsroom_first_public",
            ),
            # A discussion's threads, the most recommended first, and what readers are still to see.
            models.Index(
                fields=["discussion", "-recommended_shown", "xtdcomment_ptr"],
                condition=models.Q(public=True, root=models.F("xtdcomment_ptr")),
                name="newsroom_most_recommended",
            ),
            models.Index(fields=["discussion"], condition=IS_UNSHOWN, name="newsroom_unshown"),
            models.Index(
                fields=["discussion", "-picked_at"],
                condition=models.Q(public=True, picked_at__isnull=False),
                name="newsroom_picks",
            ),
            # The site's feed: the newest public comments.
            models.Index(
                fields=["submitted", "xtdcomment_ptr"],
                condition=models.Q(public=True),
                name="newsroom_public_arrivals",
            ),
            # The desk: every queue in order of arrival, whole, or of one place or one person.
            models.Index(fields=["submitted", "xtdcomment_ptr"], name="newsroom_arrivals"),
            models.Index(fields=["status", "submitted", "xtdcomment_ptr"], name="newsroom_queue"),
            # And its feed, by site.
            models.Index(fields=["site_number", "submitted", "xtdcomment_ptr"], name="newsroom_site"),
            models.Index(
                fields=["site_number", "status", "submitted", "xtdcomment_ptr"], name="newsroom_site_queue"
            ),
            models.Index(fields=["discussion", "submitted", "xtdcomment_ptr"], name="newsroom_place"),
            models.Index(
                fields=["discussion", "status", "submitted", "xtdcomment_ptr"], name="newsroom_place_queue"
            ),
            models.Index(fields=["commenter", "submitted", "xtdcomment_ptr"], name="newsroom_person"),
            models.Index(
                fields=["commenter", "status", "submitted", "xtdcomment_ptr"], name="newsroom_person_queue"
            ),
            models.Index(
                fields=["submitted", "xtdcomment_ptr"],
                condition=models.Q(open_reports__gt=0),
                name="newsroom_reported",
            ),
            models.Index(
                fields=["discussion", "submitted", "xtdcomment_ptr"],
                condition=models.Q(open_reports__gt=0),
                name="newsroom_place_reported",
            ),
            models.Index(
                fields=["commenter", "submitted", "xtdcomment_ptr"],
                condition=models.Q(open_reports__gt=0),
                name="newsroom_person_reported",
            ),
            # What waits by when it is due, and what of it is urgent.
            models.Index(
                fields=["due", "xtdcomment_ptr"], condition=models.Q(status="pending"), name="newsroom_due"
            ),
            models.Index(
                fields=["discussion", "due", "xtdcomment_ptr"],
                condition=models.Q(status="pending"),
                name="newsroom_place_due",
            ),
            models.Index(
                fields=["site_number", "due", "xtdcomment_ptr"],
                condition=models.Q(status="pending"),
                name="newsroom_site_due",
            ),
            models.Index(fields=["due", "xtdcomment_ptr"], condition=IS_URGENT, name="newsroom_urgent"),
            models.Index(
                fields=["submitted", "xtdcomment_ptr"],
                condition=models.Q(appealed=True, status=Status.REJECTED),
                name="newsroom_appeals",
            ),
            models.Index(
                fields=["rejection", "submitted", "xtdcomment_ptr"],
                condition=models.Q(rejection__isnull=False),
                name="newsroom_rejection",
            ),
            # What the newsroom edited.
            models.Index(
                fields=["submitted", "xtdcomment_ptr"],
                condition=models.Q(edited=True),
                name="newsroom_edited",
            ),
            # Repeats of an earlier text.
            models.Index(
                fields=["text_digest"], condition=~models.Q(text_digest=""), name="newsroom_repeats"
            ),
            # Flood counts.  After some months a comment's network is forgotten, and needs no place in it.
            models.Index(
                fields=["network", "submitted"], condition=~models.Q(network=""), name="newsroom_network"
            ),
        ]

    def __str__(self) -> str:
        # Without the name: admin writes this into its own log, which outlives an erasing.
        return _("comment %(id)s") % {"id": self.pk}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert unpublished and in its place in the thread, or save an existing row as it is.

        :raises ValidationError: a reply's parent is not a comment on the same object.  Nothing is written.
        """
        if self._state.adding:
            self._complete(Status.PENDING)
        # XtdComment.save() is passed over: it writes the row before it looks at the parent, and
        # renumbers the whole thread.
        super(XtdComment, self).save(*args, **kwargs)

    def insert(self, status: Status, *, first_public_version: int | None = None) -> None:
        """Insert with the status it is to have from the first, for the single write path alone.

        :raises ValidationError: as ``save`` does.
        """
        self._complete(status)
        self.first_public_version = first_public_version
        super(XtdComment, self).save(force_insert=True)

    def _complete(self, status: Status) -> None:
        self.status = status
        self.is_public = self.public = status.is_public
        self.submit_date = self.submit_date or self.submitted
        self.site_number = self.site_id
        self.due = see_by(self.submitted, self.risk)
        self.searchable = searchable(self.user_name, self.comment)
        self.text_digest = text_digest(self.source)
        if self.parent_id and not self.root_id:
            self._take_place_below_parent()

    def _take_place_below_parent(self) -> None:
        parent = (
            ReaderComment.objects.filter(pk=self.parent_id, discussion_id=self.discussion_id)
            .values("root_id", "level")
            .first()
        )
        if parent is None:
            raise ValidationError(_("The comment you reply to is not in this discussion."), code="parent")
        self.stand_below(parent["root_id"], parent["level"])

    def stand_below(self, root: int, level: int) -> None:
        """Take the place of a reply to a comment at ``level`` of the thread ``root``, in its discussion."""
        self.root_id = self.thread_id = root
        self.level = level + 1

    def _save_table(self, *args: Any, **kwargs: Any) -> Any:
        """Django's own, for each of the three tables; the first of them gives the comment its number.

        A root is its own parent and its own thread, as in django-comments-xtd's rows: with its number known,
        the other two tables' rows are inserted so, and need no UPDATE.
        """
        updated = super()._save_table(*args, **kwargs)
        if self._state.adding and not self.parent_id:
            self.parent_id = self.thread_id = self.root_id = self.id
        return updated

    def get_absolute_url(self, anchor_pattern: str = "") -> str:
        """The permanent address, a 404 while the comment isn't public; django-comments' own isn't mounted."""
        return reverse("newsroom_comments:permalink", args=[self.pk]) + anchor_pattern % {"id": self.pk}

    @property
    def is_withdrawn(self) -> bool:
        """By its author, or a newsroom's reply by an undo."""
        return self.withdrawn_by_author or self.status == Status.WITHDRAWN

    @property
    def is_root(self) -> bool:
        return bool(self.root_id == self.pk)

    @property
    def public_target(self) -> models.Model | None:
        """The object commented on, if the public may see it and its discussion."""
        target: models.Model | None = self.target
        hidden = target is None or self.discussion.is_hidden or not is_public(target)
        return None if hidden else target
