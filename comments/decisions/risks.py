"""How soon an editor is to see a comment: by its reasons, its reports and its author's history."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest, Least

from ..models import ReaderComment
from ..models.reader_comments import see_by
from ..rules import is_undone, risk_of_reasons, risk_of_report


def risk_by_reasons(comment: ReaderComment) -> int:
    """The risk of a comment by the reasons that it has, and by how its author's comments were decided on."""
    person = comment.commenter
    rules = [reason["rule"] for reason in comment.reasons if not is_undone(reason)]
    if person is None:
        return risk_of_reasons(rules)
    return risk_of_reasons(rules, approved=person.approved_count, rejected=person.rejected_count)


def columns_of_risk(comment: ReaderComment, risk: int) -> dict[str, Any]:
    """What an UPDATE writes so that a comment has this risk at least: of two at once the greater stays."""
    return {
        "risk": Greatest(F("risk"), risk),
        "due": Least(F("due"), see_by(comment.submitted, risk)),
    }


def columns_of_report(comment: ReaderComment, reason: str) -> dict[str, Any]:
    """What one more report writes, beside its being counted."""
    return columns_of_risk(comment, risk_of_report(reason, earlier=comment.open_reports))
