"""A host's own code counts, reads, closes and reopens the discussion of an object."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.safestring import SafeString

from ..decisions import discussions
from ..discussions.listing import rows_after
from ..discussions.threads import Row
from ..models import Discussion, DiscussionState


@dataclass(frozen=True)
class PublicComment:
    """A comment as everybody may read it: there is no address and no network to leak.

    ``parent`` is the number of the comment answered, 0 for the first of a thread, whose number ``thread`` is.
    ``html`` is cleaned, and safe in a template; ``website`` is "" or an http address; ``path`` leads to it.
    """

    number: int
    thread: int
    parent: int
    name: str
    website: str
    html: SafeString
    submitted: datetime | None
    edited: bool
    by_staff: bool
    path: str


def count(target: Model) -> int:
    """How many public comments ``target`` has: one query."""
    return Discussion.objects.find(target).shown_count


def read(target: Model, *, after: int = 0, most: int = 100) -> list[PublicComment]:
    """Its public comments in the order in which they came, those later than the number ``after``.

    At most so many: two queries, however many there are.
    """
    return [_public(row) for row in rows_after(Discussion.objects.find(target), after, most=most)]


def _public(row: Row) -> PublicComment:
    return PublicComment(
        number=row.pk,
        thread=row.root_pk,
        parent=0 if row.pk == row.root_pk else row.parent_pk,
        name=row.name,
        website=row.url,
        html=row.html,
        submitted=row.submitted,
        edited=row.edited,
        by_staff=row.by_staff,
        path=row.permalink,
    )


def close(target: Model) -> None:
    """Let nobody comment on ``target`` any more; readers read on.  Idempotent; what is hidden stays so."""
    discussion = Discussion.objects.start(target)
    if discussion.state == DiscussionState.OPEN:
        _change(discussion, target, state=DiscussionState.CLOSED)


def reopen(target: Model, *, until: datetime | None = None) -> bool:
    """Let readers comment on ``target`` again, for ever or until then.  Idempotent.

    What was hidden is shown again.  Returns False where it stays closed all the same: ``CLOSE_AFTER_DAYS`` of
    its model is over, or ``until`` has passed.
    """
    discussion = Discussion.objects.start(target)
    given = {"closes_at": until} if until else {}
    _change(discussion, target, state=DiscussionState.OPEN, **given)
    return Discussion.objects.find(target).is_open


def _change(discussion: Discussion, target: Model, **values: Any) -> None:
    discussion.target = target
    for name, value in values.items():
        setattr(discussion, name, value)
    discussions.change(discussion, **values)
