"""One discussion for each object that readers comment on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..queries import Compiled, Given
from ..targets import Target, closing_time_of, find_all_listed, section_of


class DiscussionState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    HIDDEN = "hidden", _("Hidden")


class ModerationMode(models.TextChoices):
    """Whether a comment waits for an editor (pre) or is published first (post)."""

    PRE = "pre", _("Pre-moderated")
    POST = "post", _("Post-moderated")


def listed_targets(discussions: "Iterable[Discussion]") -> dict[int, models.Model]:
    """The object of each discussion that everybody may see, by the discussion's number.

    One query for each model.
    """
    by_type: dict[int, dict[str, int]] = defaultdict(dict)
    for discussion in discussions:
        if not discussion.is_hidden:
            by_type[discussion.content_type_id][discussion.object_pk] = discussion.pk
    targets: dict[int, models.Model] = {}
    for type_id, by_key in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        found = find_all_listed(model, by_key) if model else {}
        targets |= {by_key[key]: target for key, target in found.items()}
    return targets


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def of(self, target: models.Model) -> Self:
        """The discussion of any model's instance, as a queryset of none or one."""
        content_type = ContentType.objects.get_for_model(target)
        return self.filter(content_type=content_type, object_pk=str(target.pk))

    def find(self, target: models.Model) -> "Discussion":
        """The discussion of ``target``, or an unsaved open one if nobody has commented yet."""
        content_type = ContentType.objects.get_for_model(target)
        found = _place_query(self.db).ask(content_type=content_type.pk, object_pk=str(target.pk))
        discussion = next((Discussion.from_db(self.db, COLUMNS, row) for row in found), None)
        discussion = discussion or Discussion(content_type=content_type, object_pk=str(target.pk))
        # Asked when it closes, it then looks for no object.
        discussion.target = target
        return discussion

    def find_all(self, targets: Iterable[models.Model]) -> "list[tuple[models.Model, Discussion]]":
        """``find`` for many objects, of any models, with one query."""
        wanted = list(targets)
        types = ContentType.objects.get_for_models(*{type(target) for target in wanted})
        places = [(types[type(target)].pk, str(target.pk)) for target in wanted]
        same = self.filter(
            content_type__in={type_id for type_id, _key in places},
            object_pk__in={key for _type_id, key in places},
        )
        known = {(discussion.content_type_id, discussion.object_pk): discussion for discussion in same}
        found = [
            known.get((type_id, key)) or Discussion(content_type_id=type_id, object_pk=key)
            for type_id, key in places
        ]
        for discussion, target in zip(found, wanted, strict=True):
            discussion.target = target
        return list(zip(wanted, found, strict=True))

    def start(self, target: models.Model) -> "Discussion":
        """The discussion of ``target``, made if there was none; safe when two readers are the first."""
        content_type = ContentType.objects.get_for_model(target)
        now = {"section": section_of(target), "orphaned": False}
        discussion, made = self.get_or_create(
            content_type=content_type, object_pk=str(target.pk), defaults=now
        )
        if not made and now != {name: getattr(discussion, name) for name in now}:
            self.filter(pk=discussion.pk).update(**now)
        return discussion

    def start_all(self, places: Collection[tuple[int, str]]) -> dict[tuple[int, str], int]:
        """``start`` for many pairs of content type and key at once: the number of each one's discussion."""
        # In order, so that two transactions that start the same ones don't wait for each other.
        new = [Discussion(content_type_id=type_id, object_pk=key) for type_id, key in sorted(places)]
        self.bulk_create(new, ignore_conflicts=True)
        content_types, keys = zip(*places, strict=True)
        known = self.filter(content_type__in=set(content_types), object_pk__in=keys)
        return {
            (type_id, key): pk for pk, type_id, key in known.values_list("pk", "content_type_id", "object_pk")
        }


class Discussion(models.Model):
    """The comments under one object, whatever its model: the object's own table needs no column for it.

    ``version`` rises only when something that the public sees of the discussion changes; a held comment
    leaves it alone.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # As long as django-comments' own column, so that any key that fits there fits here.
    object_pk = models.CharField(_("object"), max_length=64)
    target = Target()
    state = models.CharField(_("state"), max_length=8, choices=DiscussionState, default=DiscussionState.OPEN)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    mode = models.CharField(
        _("moderation"),
        max_length=4,
        choices=ModerationMode,
        blank=True,
        help_text=_("Left empty, the site's own setting applies."),
    )
    public_count = models.PositiveIntegerField(_("public comments"), default=0, editable=False)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    # Where on the site the object belonged when somebody commented last, by the option SECTION.
    section = models.CharField(max_length=100, blank=True, editable=False, default="")
    # When its page last said anew how many readers recommend each comment.
    counts_published = models.DateTimeField(null=True, editable=False)
    # Since its object was deleted: that is seen at once, or else by ``manage.py finddeleted``.
    orphaned = models.BooleanField(default=False, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_pk"], name="newsroom_one_discussion")
        ]
        indexes = [models.Index(fields=["-id"], condition=models.Q(orphaned=True), name="newsroom_orphaned")]

    def __str__(self) -> str:
        # Only what is known already: a name asks the database for nothing.
        known = type(self).target.is_cached(self) and self.target
        return str(known) if known else f"{self.content_type.model} {self.object_pk}"

    @property
    def is_hidden(self) -> bool:
        return self.state == DiscussionState.HIDDEN

    @property
    def shown_count(self) -> int:
        """How many comments readers see of it."""
        return 0 if self.is_hidden else self.public_count

    @property
    def closing(self) -> datetime | None:
        """When it closes or closed: its own date, else its model's default; None: never."""
        target = None if self.closes_at else self.target
        return closing_time_of(target) if target else self.closes_at

    @property
    def is_open(self) -> bool:
        """Whether a reader may post at this moment."""
        if self.state != DiscussionState.OPEN:
            return False
        closing = self.closing
        return closing is None or closing > timezone.now()


COLUMNS = tuple(column.attname for column in Discussion._meta.concrete_fields)


@lru_cache(maxsize=8)
def _place_query(using: str) -> Compiled:
    place = {
        "content_type": Given("content_type", models.IntegerField()),
        "object_pk": Given("object_pk", models.CharField()),
    }
    return Compiled(Discussion.objects.using(using).filter(**place).values_list(*COLUMNS))
