"""Every rule runs, and every reason is kept."""

import logging
from collections.abc import Iterable

from .rules import RULES, Crashed, Rule
from .submissions import Submission
from .verdicts import Judgment, Reason, Verdict

logger = logging.getLogger(__name__)


def judge(submission: Submission, rules: Iterable[Rule] = RULES) -> Judgment:
    """Ask every rule.  One that raises holds the comment and says so: a failure never publishes."""
    answers = (_ask(rule, submission) for rule in rules)
    return Judgment(tuple(reason for reason in answers if reason is not None))


def _ask(rule: Rule, submission: Submission) -> Reason | None:
    try:
        return rule(submission)
    except Exception:
        logger.exception("The moderation rule %s failed; the comment is held.", rule.name)
        return Reason(Crashed.name, Verdict.HOLD, {"rule": rule.name})
