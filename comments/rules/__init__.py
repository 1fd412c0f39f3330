"""Judging a submission: pure functions over facts, without a database, a request or another library.

A host's own rule is a ``Rule``: given a ``Submission`` it answers with a ``Reason`` or None.

Imports text and conf.
"""

from .builtin import Rule
from .configuration import rules_for
from .judging import judge
from .risks import risk_of_reasons, risk_of_report
from .sentences import is_undone, leading, says_time, sentence
from .submissions import Submission
from .verdicts import Judgment, Reason, Verdict

__all__ = [
    "Judgment",
    "Reason",
    "Rule",
    "Submission",
    "Verdict",
    "is_undone",
    "judge",
    "leading",
    "risk_of_reasons",
    "risk_of_report",
    "rules_for",
    "says_time",
    "sentence",
]
