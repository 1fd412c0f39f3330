"""Authors' appeals against a rejection: how they come in, and which decisions end them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Subquery

from ..models import Act, Appeal, AppealOutcome, Decision, ReaderComment, Status
from .log import AUTHOR, Transition


def file(row: ReaderComment, against: Decision | None, text: str) -> None:
    """Store the author's words, and that the answer is emailed to them; the log's entry is the caller's."""
    Appeal.objects.create(comment=row, against=against, text=text)
    ReaderComment.objects.filter(pk=row.pk).update(outcome_wanted=True)
    _mark([row], waits=True)


def settle(transitions: Iterable[Transition]) -> None:
    """End the open appeals that these decisions, which are in the log by now, answer or leave without object.

    Spam does neither: its author shall learn nothing of it.
    """
    ended: dict[tuple[AppealOutcome, bool], list[ReaderComment]] = defaultdict(list)
    for row, decision in transitions:
        outcome = _outcome(decision) if row.appealed else None
        if outcome is not None:
            ended[outcome, decision.undoes_id is not None].append(row)
    last = Decision.objects.filter(comment=OuterRef("comment")).order_by("-pk").values("pk")[:1]
    for (outcome, is_again), rows in ended.items():
        # An undo that is undone is the answer itself again, with its words.
        words = {} if is_again else {"answer": ""}
        appeals = Appeal.objects.filter(comment__in=rows, outcome=AppealOutcome.WAITS)
        appeals.update(outcome=outcome, settled_by=Subquery(last), **words)
        _mark(rows, waits=False)


def _outcome(decision: Decision) -> AppealOutcome | None:
    if decision.act == Act.UPHELD:
        return AppealOutcome.UPHELD
    if Status(decision.to_status).is_public:
        return AppealOutcome.PUBLISHED
    withdraws = decision.rule == AUTHOR and decision.act == Act.DECIDED
    stays = decision.to_status in {Status.REJECTED, Status.SPAM} and not withdraws
    return None if stays else AppealOutcome.CLOSED


def reopen(transitions: Collection[Transition]) -> None:
    """Appeals that the decisions undone here had ended wait again, where the comment is rejected again."""
    back = [one for one in transitions if one.to == Status.REJECTED and not one.row.withdrawn_by_author]
    if not back:
        return
    ended = Appeal.objects.filter(settled_by__in=[one.decision.undoes_id for one in back])
    if numbers := {*ended.values_list("comment", flat=True)}:
        Appeal.objects.filter(comment__in=numbers).update(outcome=AppealOutcome.WAITS, settled_by=None)
        _mark([one.row for one in back if one.row.pk in numbers], waits=True)


def _mark(rows: Collection[ReaderComment], *, waits: bool) -> None:
    ReaderComment.objects.filter(pk__in=[row.pk for row in rows]).update(appealed=waits)
    for row in rows:
        row.appealed = waits
