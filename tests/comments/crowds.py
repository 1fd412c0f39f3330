"""Big discussions, cheaply: rows written straight into the three tables of a comment."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments.models import Discussion, ReaderComment, Status

Crowd = Callable[..., list[int]]
BATCH = 500


def crowd(
    target: Any,
    parents: Sequence[int | None],
    *,
    withheld: Collection[int] = (),
    status: Status = Status.APPROVED,
    finish: Callable[[int, ReaderComment], object] = lambda number, row: None,
) -> list[int]:
    """Comments under ``target``; ``parents`` says by index what each one answers, None being a new thread.

    Those whose index is in ``withheld`` are rejected, all others have the ``status``.  They arrive a second
    after one another, up to now.  ``finish`` may give a row other values before it is written.  Returns
    their ids.
    """
    public = {number: number not in withheld and status.is_public for number in range(len(parents))}
    now = timezone.now()
    discussion = Discussion.objects.start(target)
    common = {
        "content_type": ContentType.objects.get_for_model(target),
        "object_pk": str(target.pk),
        "site_id": 1,
        "submit_date": timezone.now(),
    }
    bases = [
        Comment(
            user_name=f"Reader {number}",
            user_email=f"reader{number}@example.org",
            comment=f"<p>Words {number}</p>",
            is_public=public[number],
            **common,
        )
        for number in range(len(parents))
    ]
    Comment.objects.bulk_create(bases, batch_size=BATCH)
    rows: list[ReaderComment] = []
    for number, (base, parent) in enumerate(zip(bases, parents, strict=True)):
        above = rows[parent] if parent is not None else None
        root = above.root_id if above else base.pk
        rows.append(
            ReaderComment(
                comment_ptr_id=base.pk,
                xtdcomment_ptr_id=base.pk,
                parent_id=above.pk if above else base.pk,
                thread_id=root,
                root_id=root,
                level=above.level + 1 if above else 0,
                discussion=discussion,
                status=Status.REJECTED if number in withheld else status,
                public=public[number],
                source=f"Words {number}",
                site_number=1,
                submitted=now - timedelta(seconds=len(parents) - number),
            )
        )
    for number, row in enumerate(rows):
        finish(number, row)
    for model in (XtdComment, ReaderComment):
        _insert(model, rows)
    shown = models.F("public_count") + sum(public.values())
    Discussion.objects.filter(pk=discussion.pk).update(public_count=shown)
    return [row.pk for row in rows]


def recommended(*counts: int) -> Callable[[int, ReaderComment], None]:
    """For ``finish``: by so many readers, each comment in turn, as the page says."""

    def finish(number: int, row: ReaderComment) -> None:
        row.recommended = row.recommended_shown = counts[number]

    return finish


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Django's ``bulk_create`` refuses a child's table."""
    fields = model._meta.local_concrete_fields
    for start in range(0, len(rows), BATCH):
        model._base_manager._insert(rows[start : start + BATCH], fields=fields, using="default")
