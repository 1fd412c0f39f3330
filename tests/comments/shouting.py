"""A host's own rule: the worked example of docs/rules.md."""

import re

from django.utils.translation import ngettext_lazy

from comments.rules import Reason, Rule, Submission, Verdict


class ExclamationMarks(Rule):
    """Holds a comment with more than ``limit`` exclamation marks."""

    name = "exclamation_marks"
    message = ngettext_lazy(
        "%(found)d exclamation mark (limit %(limit)d)",
        "%(found)d exclamation marks (limit %(limit)d)",
        "found",
    )

    def __init__(self, *, limit: int = 5) -> None:
        self.limit = limit

    def __call__(self, submission: Submission) -> Reason | None:
        marks = [match.span() for match in re.finditer("!", submission.text)]
        if len(marks) <= self.limit:
            return None
        return Reason(self.name, Verdict.HOLD, {"limit": self.limit, "found": len(marks)}, marks)
