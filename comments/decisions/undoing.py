"""Undo: one for all that one click did, also tomorrow, and an undo of the undo."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from ..models import Act, Decision, EarlierText, ReaderComment, StandingChange, Status
from ..models.transactions import writing
from ..queries import with_related
from . import appeals, corrections, counters, judgments, reports, standings, statuses
from .community import picks
from .log import AUTHOR, DecisionContext, Transition, entry, keep_words

# What is read of a change of standing.
CHANGE = ("id", "commenter_number", "batch", "changed", "to_standing", "to_until")


@dataclass(frozen=True)
class Undone:
    """What an undo came to.

    ``done`` are the comments of undone decisions, ``changed`` the latest decision on each decided on again
    since, and ``persons`` the latest change of each person's standing that was changed again: those are left
    unchanged, unless the undo is made anyway.  ``already`` counts what was undone before.  ``batch`` is
    the undo itself, which can be undone.  ``withdrawn`` are those of ``done`` that didn't go where they were
    before, since their authors withdrew them.
    """

    batch: UUID
    done: list[int]
    changed: list[Decision]
    already: int
    persons: list[StandingChange]
    withdrawn: list[int]


@dataclass(frozen=True)
class Batch:
    """All that one click did: how many comments went where, and whose ``standing`` it changed.

    Of the ``number``, ``replies`` were written by the editor.
    """

    id: UUID
    act: Act
    to_status: Status | None
    number: int
    replies: int
    decided: datetime
    standing: StandingChange | None


@writing()
def undo(batch: UUID, by: Any, *, anyway: bool = False) -> Undone:
    """Undo all that a batch did; what was decided on again since is left unchanged, unless ``anyway``."""
    undo_batch = uuid4()
    log = Decision.objects.filter(batch=batch)
    judged = standings.people_of(batch)
    done, changed, already, withdrawn = _undo_all(log, by, undo_batch, anyway=anyway, people=judged)
    people, people_already = standings.undo_changes(batch, by, undo_batch, anyway=anyway)
    return Undone(undo_batch, done, changed, already + people_already, people, withdrawn)


@writing()
def undo_decision(decision: Decision, by: Any, *, anyway: bool = False) -> Undone:
    """Undo one row of the log alone, be it one of many in a batch, or from before there were any."""
    undo_batch = uuid4()
    rows = Decision.objects.filter(pk=decision.pk)
    done, changed, already, withdrawn = _undo_all(rows, by, undo_batch, anyway=anyway)
    return Undone(undo_batch, done, changed, already, [], withdrawn)


def can_be_undone(decision: Decision) -> bool:
    """Whether there is a way back: its comment exists, unerased, and it isn't a rule's first decision.

    What an author withdrew, no editor restores; nor a text that is stored no more.
    """
    came_from_somewhere = bool(decision.from_status or decision.actor_number)
    is_left = decision.comment_id is not None and decision.to_status != Status.ERASED
    by_author = decision.rule == AUTHOR and decision.act in {Act.DECIDED, Act.APPEALED}
    if not is_left or not came_from_somewhere or by_author:
        return False
    return not _is_about_text(decision) or _texts_before(decision).exists()


def last_batch(user: Any) -> Batch | None:
    """The latest that ``user`` did and nobody has undone any of; an undo doesn't count."""
    undone = Decision.objects.filter(batch=OuterRef("batch"), undone_by__isnull=False)
    decided = _counted(Decision.objects.filter(~Exists(undone), actor=user, batch__isnull=False))
    changes = StandingChange.objects.filter(actor=user, undoes=None, undone_by=None).order_by("-pk")
    standing = {f"change_{name}": Subquery(changes.values(name)[:1]) for name in CHANGE}
    decision = decided.exclude(act=Act.UNDONE).annotate(**standing).first()
    if decision is None:
        change = changes.first()
    else:
        change = _change_with(decision)
        # The click that changed a standing alone.
        decision = None if change and change.batch != decision.batch else decision
    latest = change or decision
    if latest is None:
        return None
    return Batch(
        id=latest.batch,
        act=Act(decision.act) if decision else Act.DECIDED,
        to_status=Status(decision.to_status) if decision else None,
        number=decision.number if decision else 0,
        replies=decision.replies if decision else 0,
        decided=latest.changed if isinstance(latest, StandingChange) else latest.decided,
        standing=change,
    )


def _change_with(decision: Any) -> StandingChange | None:
    """The latest change of a standing, if it came with the latest decision or after it."""
    if decision.change_changed is None:
        return None
    change = StandingChange(**{name: getattr(decision, f"change_{name}") for name in CHANGE})
    return change if change.changed >= decision.decided or change.batch == decision.batch else None


def _counted(log: QuerySet[Any]) -> Any:
    """The latest first, each with how many rows its batch has, and how many of them came from nowhere."""
    batch = Decision.objects.filter(batch=OuterRef("batch")).order_by().values("batch")
    return log.annotate(
        number=Subquery(batch.values(number=Count("pk"))),
        replies=Subquery(batch.values(number=Count("pk", filter=Q(from_status="")))),
    ).order_by("-pk")


def _undo_all(
    log: QuerySet[Any], by: Any, undo_batch: UUID, *, anyway: bool, people: Collection[int] = ()
) -> tuple[list[int], list[Decision], int, list[int]]:
    numbers = [number for number in log.values_list("comment", flat=True) if number is not None]
    # The log is read only when all are locked: of two editors who undo the same, one finds it undone.
    rows = {row.pk: row for row in statuses.locked(numbers)}
    # All that any part of it changes, since no part comes after another's in the one order.
    counters.lock(rows.values(), people)
    logged = [
        decision for decision in in_context(log) if can_be_undone(decision) and decision.comment_id in rows
    ]
    waiting = [decision for decision in logged if not decision.is_undone]
    newer = [] if anyway else [decision.since for decision in waiting if decision.since]
    since = with_related(Decision.objects.all(), "actor").in_bulk(newer)
    back = [decision for decision in waiting if decision.since not in since]
    before = Decision.objects.in_bulk([decision.before for decision in back])
    withdrawn = {pk for pk, row in rows.items() if row.withdrawn_by_author}
    context = DecisionContext(by=by, batch=undo_batch)
    transitions = [
        Transition(rows[decision.comment_id], _undoing(rows[decision.comment_id], decision, before, context))
        for decision in back
        if not _is_about_text(decision)
    ]
    kept = [
        transition
        for transition in transitions
        if transition.row.pk in withdrawn and transition.to not in statuses.BURIED
    ]
    # What its author withdrew meanwhile goes no further back than that.
    for transition in kept:
        transition.decision.to_status = Status.WITHDRAWN
    statuses.apply(transitions)
    for picked in (True, False):
        turned = [rows[one.comment_id] for one in back if picks.without(one) is picked]
        if turned:
            picks.mark(turned, picked=picked)
    # What an editor did by a rule gave reasons; an undo's entry names the rule, too.
    judged = {one.comment_id: one.batch for one in back if one.rule and one.actor_number and one.batch}
    if judged:
        judgments.undo_reasons(judged, undo_batch)
    # Of what its author withdrew, nobody asks an editor any more.
    reports.reopen([transition for transition in transitions if transition.row.pk not in withdrawn])
    appeals.reopen(transitions)
    for decision in filter(_is_about_text, back):
        _give_text_back(decision, before, context)
    done = [decision.comment_id for decision in back]
    newer_ones = [since[key] for key in sorted(since)]
    return done, newer_ones, len(logged) - len(waiting), [transition.row.pk for transition in kept]


def in_context(log: QuerySet[Any]) -> list[Any]:
    """Each decision with the one before it and the latest one after it on the same comment."""
    same = Decision.objects.filter(comment=OuterRef("comment")).order_by("-pk").values("pk")
    return list(
        log.select_related("undoes")
        .order_by("pk")
        .annotate(
            before=Subquery(same.filter(pk__lt=OuterRef("pk"))[:1]),
            since=Subquery(same.filter(pk__gt=OuterRef("pk"))[:1]),
            is_undone=Exists(Decision.objects.filter(undoes=OuterRef("pk"))),
        )
    )


def _undoing(
    row: ReaderComment, decision: Any, before: Mapping[int, Decision], context: DecisionContext
) -> Decision:
    """The entry that undoes ``decision``: to where the comment was, and what its author read there.

    What an editor wrote came from nowhere and is withdrawn.  An undo that is undone is the act itself again.
    """
    stays = _is_about_text(decision) or picks.without(decision) is not None
    to = row.status if stays else decision.from_status or Status.WITHDRAWN
    undoing = entry(row, Status(to), context)
    undoing.undoes = decision
    undoing.rule = decision.rule if decision.actor_number else ""
    undoing.act = decision.undoes.act if decision.act == Act.UNDONE else Act.UNDONE
    keep_words(undoing, before.get(decision.before))
    return undoing


def _is_about_text(decision: Decision) -> bool:
    undone = decision.undoes if decision.act == Act.UNDONE else None
    return Act.CORRECTED in (decision.act, undone and undone.act)


def _texts_before(decision: Decision) -> QuerySet[EarlierText]:
    """What a correction replaced, the latest first; none where that is stored no more."""
    replaced = Q(replaced__lte=decision.decided)
    if decision.revision is not None:
        replaced = Q(revision=decision.revision - 1)
    return EarlierText.objects.filter(replaced, comment=decision.comment_id)


def _give_text_back(decision: Any, before: Mapping[int, Decision], context: DecisionContext) -> None:
    comment = ReaderComment.objects.get(pk=decision.comment_id)
    given_back = _texts_before(decision)[0].source
    # Authors edit only before any editor, whose first correction replaced the last of their texts.
    editors = comment.decisions.filter(act=Act.CORRECTED).exclude(actor_number="")
    first = editors.order_by("pk").values("decided")[:1]
    own = comment.earlier_texts.filter(Q(replaced__lte=Subquery(first)) | ~Exists(editors), source=given_back)
    undoing = _undoing(comment, decision, before, context)
    corrections.rewrite(Transition(comment, undoing), given_back, edited=not own.exists())
