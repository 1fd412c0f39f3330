"""Objects that were deleted, and the discussions that stay without them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.db.models.signals import post_delete

from ..conf import conf
from ..models import Discussion
from ..targets import section_of


def watch(models: Any) -> None:
    """Have it noted when an object is deleted; of our models alone, for Django deletes others faster."""
    listed = conf.models
    for model in models:
        if model._meta.label_lower in listed:
            post_delete.connect(note, sender=model)


def note(instance: Any, **_kwargs: Any) -> None:
    Discussion.objects.of(instance).update(orphaned=True)


def look_again(size: int) -> Iterator[int]:
    """See of each discussion whether its object is there, and in which section, so many at a time.

    Yields how many of them were wrong.  Stopped anywhere, it begins anew.
    """
    last = 0
    while block := list(Discussion.objects.filter(pk__gt=last).order_by("pk")[:size]):
        prefetch_related_objects(block, "target")
        wrong = [discussion for discussion in block if _is_wrong(discussion)]
        Discussion.objects.bulk_update(wrong, ["orphaned", "section"])
        last = block[-1].pk
        yield len(wrong)


def _is_wrong(discussion: Discussion) -> bool:
    """Whether it said something else; it says the truth then."""
    before = discussion.orphaned, discussion.section
    discussion.orphaned = discussion.target is None
    if discussion.target is not None:
        discussion.section = section_of(discussion.target)
    return before != (discussion.orphaned, discussion.section)
