"""Judging a submission: pure functions over facts, without a database, a request or another library."""

from .pipeline import judge
from .rules import RULES, sentence
from .submissions import Submission
from .verdicts import Judgment, Reason, Verdict

__all__ = ["RULES", "Judgment", "Reason", "Submission", "Verdict", "judge", "sentence"]
