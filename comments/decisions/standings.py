"""What editors decide about people: trust, hold, ban; logged, and undone with the rest of the batch."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from ..models import Commenter, ReaderComment, Standing, StandingChange, Status
from ..models.transactions import in_order, writing
from ..queries import with_related
from .log import DecisionContext
from .statuses import Outcome, decide_all


@writing()
def set_standing(
    commenter: Commenter,
    to: Standing,
    *,
    until: datetime | None,
    by: Any,
    batch: UUID,
    reject_pending: bool = False,
) -> Outcome:
    """Give a person a standing, until a moment or for good, and log it.

    ``reject_pending`` rejects all of theirs that waits, in the same batch: the outcome says which.
    """
    # The comments first: whoever locks both takes them in this order.
    outcome = (
        _reject_pending(commenter, DecisionContext(by=by, batch=batch)) if reject_pending else Outcome([], [])
    )
    [stored] = in_order(Commenter.objects.filter(pk=commenter.pk))
    _change(stored, to, until if to in (Standing.HELD, Standing.BANNED) else None, by, batch)
    commenter.standing, commenter.until = stored.standing, stored.until
    return outcome


def _reject_pending(commenter: Commenter, context: DecisionContext) -> Outcome:
    waiting = ReaderComment.objects.filter(commenter=commenter, status=Status.PENDING)
    # Locked as they are read: none of them is decided on in between.
    shown = dict(in_order(waiting).values_list("pk", "revision"))
    return decide_all(shown, Status.REJECTED, context) if shown else Outcome([], [])


def _change(
    commenter: Commenter,
    to: str,
    until: datetime | None,
    by: Any,
    batch: UUID,
    undoes: StandingChange | None = None,
) -> None:
    """Write a standing and its entry in the log; nothing where neither changes anything."""
    if undoes is None and (commenter.standing, commenter.until) == (to, until):
        return
    StandingChange.objects.create(
        commenter=commenter,
        commenter_number=commenter.pk,
        actor=by,
        actor_number=str(by.pk) if by else "",
        from_standing=commenter.standing,
        from_until=commenter.until,
        to_standing=to,
        to_until=until,
        batch=batch,
        undoes=undoes,
    )
    commenter.standing, commenter.until = to, until
    Commenter.objects.filter(pk=commenter.pk).update(standing=to, until=until)


def people_of(batch: UUID) -> list[int]:
    """The numbers of those whose standing a batch changed."""
    changes = StandingChange.objects.filter(batch=batch, commenter__isnull=False)
    return list(changes.values_list("commenter", flat=True))


def undo_changes(batch: UUID, by: Any, undo_batch: UUID, *, anyway: bool) -> tuple[list[StandingChange], int]:
    """Give the people of a batch, whose rows are locked, the standing they had before.

    ``undo_batch`` is the batch of the undo.
    Returns the latest change of everybody whose standing changed again since, who is left unchanged unless
    ``anyway``, and how many had been given it back before.
    """
    log = StandingChange.objects.filter(batch=batch, commenter__isnull=False)
    later = StandingChange.objects.filter(commenter=OuterRef("commenter"), pk__gt=OuterRef("pk"))
    changes = (
        log.select_related("commenter")
        .order_by("pk")
        .annotate(
            since=Subquery(later.order_by("-pk").values("pk")[:1]),
            is_undone=Exists(StandingChange.objects.filter(undoes=OuterRef("pk"))),
        )
    )
    waiting = [change for change in changes if not change.is_undone]
    newer = [] if anyway else [change.since for change in waiting if change.since]
    since = with_related(StandingChange.objects.all(), "actor", "commenter").in_bulk(newer)
    for change in waiting:
        if change.since not in since:
            _change(change.commenter, change.from_standing, change.from_until, by, undo_batch, change)
    return [since[key] for key in sorted(since)], len(changes) - len(waiting)
