"""Readers report a public comment: each once, and so many of them hold it again."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from ..conf import conf
from ..decisions.log import ADOPTED, DecisionContext
from ..decisions.risks import columns_of_report, columns_of_risk
from ..decisions.statuses import decide
from ..models import Finding, ReaderComment, Report, Status
from ..models.transactions import send_once_committed, writing
from ..people.pseudonyms import pseudonym, pseudonyms
from ..rules import Reason, Verdict, risk_of_reasons
from ..rules.builtin import Reported
from ..signals import comment_reported

# Of whom a hash is made: who reports and recommends is not known to be one.
REPORTER = "reporter"


class TooManyReports(Exception):
    """One person or network reports too quickly."""

    def __init__(self, retry_after: timedelta) -> None:
        self.retry_after = retry_after


class NotPublic(Exception):
    """The comment was taken down meanwhile; nothing was stored."""


def reporter_of(user: Any, network: str) -> str:
    """What stands for a login, else for a network."""
    return pseudonym(REPORTER, user, network)


def reporters_of(logins: Iterable[Any]) -> dict[Any, str]:
    """What stands for each of these users' keys."""
    return pseudonyms(REPORTER, logins)


@writing()
def report(comment: ReaderComment, *, reporter: str, reason: str, text: str) -> None:
    """Store a report, unless the same person has reported the comment; hold it if that makes enough.

    :raises TooManyReports: nothing is stored.
    :raises NotPublic: nothing is stored.
    """
    # First: whoever clicks twice is not told that they report too quickly.
    if comment.reports.filter(reporter=reporter).exists():
        return
    refuse_flood(Report.objects.filter(reporter=reporter), conf.report_limit, TooManyReports)
    given = {"reason": reason, "text": text}
    # Of two at once that both saw nothing, one makes it.
    stored, made = Report.objects.get_or_create(comment=comment, reporter=reporter, defaults=given)
    if not made:
        return
    # The UPDATE locks the row: of two reports at once the second counts the first.
    counted = {"open_reports": F("open_reports") + 1, **columns_of_report(comment, reason)}
    if not ReaderComment.objects.public().filter(pk=comment.pk).update(**counted):
        raise NotPublic
    _hold_if_enough(ReaderComment.objects.without_addresses().get(pk=comment.pk))
    send_once_committed(comment_reported, Report, report=stored)


def refuse_flood(
    theirs: QuerySet[Any], limit: tuple[int, int], refusal: Callable[[timedelta], Exception]
) -> None:
    """Raise ``refusal`` where one reader has done more of this than (so often, in so many seconds)."""
    most, seconds = limit
    window = timedelta(seconds=seconds)
    if conf.rate_limit and theirs.filter(submitted__gt=timezone.now() - window).count() >= most:
        raise refusal(window)


def _hold_if_enough(comment: ReaderComment) -> None:
    limit = conf.reports_to_hold
    if not 0 < limit <= comment.open_reports or _is_approved_by_an_editor(comment):
        return
    reason = Reason(Reported.name, Verdict.HOLD, {"found": comment.open_reports, "limit": limit})
    decide(comment, Status.PENDING, DecisionContext(rule=reason.rule))
    # Held again by more reports, it names their number once.
    others = [given for given in comment.reasons if given["rule"] != reason.rule]
    risk = columns_of_risk(comment, risk_of_reasons([reason.rule]))
    ReaderComment.objects.filter(pk=comment.pk).update(reasons=[*others, reason.as_json()], **risk)
    found = {"status": comment.status, "submitted": comment.submitted}
    Finding.objects.update_or_create(comment=comment, rule=reason.rule, defaults=found)


def _is_approved_by_an_editor(comment: ReaderComment) -> bool:
    """Not by whoever moderated years ago, before us."""
    if comment.status != Status.APPROVED:
        return False
    approvals = comment.decisions.filter(to_status=Status.APPROVED)
    return bool(approvals.exclude(rule=ADOPTED).exists())
