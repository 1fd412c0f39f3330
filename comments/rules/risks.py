"""How much a comment puts somebody at risk: a number from 0 to 99, by which editors see it sooner."""

from collections.abc import Iterable, Mapping

from .configuration import find_rule
from .rule import Rule

MOST_OF_RULE = 90
# What readers report a comment for, by ``ReportReason``.
OF_REPORTS: Mapping[str, int] = {"privacy": 60, "illegal": 50, "abuse": 40, "hate": 40}
OF_ANY_REPORT = 20
# What less counts for stays below ten, so that no sum of it makes something urgent.
PER_FURTHER_REPORT = 2
MOST_FOR_REPORTS = 6
FOR_BAD_HISTORY = 3


def risk_of_reasons(rules: Iterable[str], *, approved: int = 0, rejected: int = 0) -> int:
    """Of a comment by the rules that gave reasons, and by how its author's comments were decided on.

    That is the greatest of the rules' own (``Rule.risk``), and a little more where more of the author's
    comments were rejected than approved.
    """
    greatest = max((risk_of_rule(find_rule(name)) for name in rules), default=0)
    return greatest + (FOR_BAD_HISTORY if rejected > approved else 0)


def risk_of_rule(rule: type[Rule] | None) -> int:
    """A host's own rule may say anything."""
    risk = getattr(rule, "risk", 0)
    return min(max(risk, 0), MOST_OF_RULE) if isinstance(risk, int) else 0


def risk_of_report(reason: str, *, earlier: int) -> int:
    """Of a comment by one reader's report, where so many others are open."""
    more = min(PER_FURTHER_REPORT * earlier, MOST_FOR_REPORTS)
    return OF_REPORTS.get(reason, OF_ANY_REPORT) + more
