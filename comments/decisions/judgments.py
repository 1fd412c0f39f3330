"""What is pending is judged again, by what editors listed since: one batch, and one undo.

A reason of such a batch bears its id.  An undo leaves the reason where it is, as undone, so that the undo can
be undone, too; nobody is shown it (``rules.leading``), and no finding has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ..models import Act, Finding, ReaderComment, Status
from ..models.reader_comments import see_by
from ..models.transactions import writing
from ..rules import Judgment, Reason, Verdict, is_undone
from .bulk_rows import update_rows
from .log import DecisionContext, Transition, entry
from .risks import risk_by_reasons
from .statuses import STATUS_OF_VERDICT, Outcome, apply, locked, time_waits

# What is read of a comment beside what a decision looks at.
COLUMNS = ("status", "reasons", "submitted", "open_reports", "risk", "due", "commenter")


@writing()
def judge_again(found: Mapping[int, Sequence[Reason]], by: Any, batch: UUID) -> Outcome:
    """Give pending comments the reasons that were found, and reject those that one of them rejects.

    What is pending no more, or has the very reason already and would stay, is left unchanged.
    """
    rows = {row.pk: row for row in locked(found) if row.status == Status.PENDING}
    stored = {row.pk: row for row in _with_reasons(rows)}
    transitions = []
    for number, row in rows.items():
        judgment = Judgment(tuple(found[number]))
        is_new = _add(stored[number], judgment, batch)
        if is_new or judgment.verdict > Verdict.HOLD:
            transitions.append(_transition(row, judgment, by, batch))
    # Those that go first: the bar of what was done last names the rest.
    transitions.sort(key=lambda transition: transition.to == Status.PENDING)
    time_waits([transition for transition in transitions if transition.to != Status.PENDING])
    apply(transitions)
    done = [transition.row.pk for transition in transitions]
    _write([stored[number] for number in done], {reason.rule for number in done for reason in found[number]})
    return Outcome(done, [])


def _transition(row: ReaderComment, judgment: Judgment, by: Any, batch: UUID) -> Transition:
    to = STATUS_OF_VERDICT[judgment.verdict]
    decision = entry(row, to, DecisionContext(by=by, rule=judgment.deciding_rule, batch=batch))
    if to == Status.PENDING:
        # Nothing is decided, so that no report is answered by it.
        decision.act = Act.JUDGED
    return Transition(row, decision)


def _add(comment: ReaderComment, judgment: Judgment, batch: UUID) -> bool:
    """Whether a reason is new to the comment; it has all of them now."""
    known = [reason for reason in comment.reasons if not is_undone(reason)]
    given = [reason.as_json() for reason in judgment.reasons]
    new = [reason for reason in given if not any(_says(earlier, reason) for earlier in known)]
    comment.reasons = [*comment.reasons, *(reason | {"batch": str(batch)} for reason in new)]
    return bool(new)


def _says(earlier: Mapping[str, Any], reason: Mapping[str, Any]) -> bool:
    """Whether an earlier reason names all that this one does."""
    return earlier["rule"] == reason["rule"] and _listed(reason) <= _listed(earlier)


def _listed(reason: Mapping[str, Any]) -> set[str]:
    return set(reason["params"].get("listed", "").split(", "))


def undo_reasons(batches: Mapping[int, UUID], undo_batch: UUID) -> None:
    """Of each comment, undo the reasons of a batch; or, where that was an undo itself, give them back.

    They bear the id of the undo then, which may be undone.
    """
    changed, rules = [], set()
    for row in _with_reasons(batches):
        batch = str(batches[row.pk])
        theirs = [reason for reason in row.reasons if reason.get("batch") == batch]
        for reason in theirs:
            reason |= {"batch": str(undo_batch), "undone": not is_undone(reason)}
            rules.add(reason["rule"])
        if theirs:
            changed.append(row)
    _write(changed, rules, lowers=True)


def _with_reasons(numbers: Iterable[int]) -> QuerySet[ReaderComment]:
    rows = ReaderComment.objects.filter(pk__in=list(numbers)).select_related("commenter").order_by("pk")
    return rows.only(*COLUMNS, "commenter__approved_count", "commenter__rejected_count")


def _write(rows: Sequence[ReaderComment], rules: set[str], *, lowers: bool = False) -> None:
    """The reasons, what follows from them, and the findings of these rules."""
    if not rows:
        return
    for row in rows:
        risk = risk_by_reasons(row)
        # What readers report is as urgent as it was.
        row.risk = risk if lowers and not row.open_reports else max(risk, row.risk)
        row.due = see_by(row.submitted, row.risk)
    update_rows(ReaderComment, rows, ["reasons", "risk", "due"])
    held: dict[str, list[ReaderComment]] = defaultdict(list)
    for row in rows:
        for rule in rules & {reason["rule"] for reason in row.reasons if not is_undone(reason)}:
            held[rule].append(row)
    Finding.objects.filter(comment__in=rows, rule__in=rules).delete()
    Finding.objects.bulk_create(
        Finding(comment=row, rule=rule, status=row.status, submitted=row.submitted)
        for rule, those in sorted(held.items())
        for row in those
    )
