"""Readers' reports, which decisions answer, and which are open again once such a decision is undone."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from ..models import Act, Decision, ReaderComment, Report, Status
from .log import AUTHOR, Transition

# Where no editor need look at what readers report.
GONE = frozenset({Status.WITHDRAWN, Status.ERASED})


def insert(unanswered: Sequence[Report], answered: Sequence[Report]) -> None:
    """Store reports from before us; what is ``answered`` is so by its comment's latest decision."""
    if answered:
        Report.objects.bulk_create(answered)
        _settle({report.comment_id for report in answered})
    Report.objects.bulk_create(unanswered)


def settle(transitions: Iterable[Transition]) -> None:
    """Close the open reports that these decisions, which are in the log by now, answer."""
    reported = [row for row, decision in transitions if row.open_reports and _answers(decision)]
    if not reported:
        return
    numbers = [row.pk for row in reported]
    _settle(numbers)
    ReaderComment.objects.filter(pk__in=numbers).update(open_reports=0)
    for row in reported:
        row.open_reports = 0


def _settle(comments: Collection[int]) -> None:
    answer = Decision.objects.filter(comment=OuterRef("comment")).order_by("-pk").values("pk")[:1]
    Report.objects.filter(comment__in=comments, settled_by=None).update(settled_by=Subquery(answer))


def _answers(decision: Decision) -> bool:
    """An editor's decision does, and so does whatever leaves nothing to decide about.

    A rule's doesn't: that a comment is held by its reports leaves the question open.
    """
    is_ruling = decision.act == Act.DECIDED and (decision.actor_number or decision.rule == AUTHOR)
    return bool(is_ruling) or decision.to_status in GONE


def reopen(transitions: Collection[Transition]) -> None:
    """Reports that the decisions undone here had settled are open again."""
    undone = [transition.decision.undoes_id for transition in transitions]
    if Report.objects.filter(settled_by__in=undone).update(settled_by=None):
        # Counted, not added: others may have come in since, or been settled otherwise.
        still = Report.objects.filter(comment=OuterRef("pk"), settled_by=None).order_by()
        number = still.values("comment").annotate(number=Count("pk")).values("number")
        rows = ReaderComment.objects.filter(pk__in=[transition.row.pk for transition in transitions])
        rows.update(open_reports=Coalesce(Subquery(number), 0))
