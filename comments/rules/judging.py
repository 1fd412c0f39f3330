"""Every rule runs, and every reason is stored."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from time import perf_counter

from .builtin import Crashed, Rule, Slow
from .submissions import Submission
from .verdicts import Judgment, Reason, Verdict

logger = logging.getLogger(__name__)
# As long as the log's column.
LONGEST_NAME = 100
# Ten years, in seconds.
LONGEST_WAIT = 10 * 365 * 24 * 3600


def judge(
    submission: Submission,
    rules: Iterable[Rule],
    *,
    budget: timedelta,
    clock: Callable[[], float] = perf_counter,
) -> Judgment:
    """Ask every rule.

    One that raises, or answers with anything but a reason or None, holds the comment and says so: a failure
    never publishes.  So does one that takes longer than ``budget``; ``clock`` counts seconds.
    """
    return Judgment(tuple(reason for rule in rules for reason in _ask(rule, submission, budget, clock)))


def _ask(
    rule: Rule, submission: Submission, budget: timedelta, clock: Callable[[], float]
) -> Iterator[Reason]:
    start = clock()
    try:
        reason = _checked(rule(submission), submission)
    except Exception:
        logger.exception("The moderation rule %s failed; the comment is held.", rule.name)
        reason = Reason(Crashed.name, Verdict.HOLD, {"rule": rule.name})
    taken = timedelta(seconds=clock() - start)
    if reason is not None:
        yield reason
    if taken > budget:
        found, limit = _milliseconds(taken), _milliseconds(budget)
        logger.error(
            "The moderation rule %s took %d ms (limit %d ms); the comment is held.", rule.name, found, limit
        )
        yield Reason(Slow.name, Verdict.HOLD, {"rule": rule.name, "found": found, "limit": limit})


def _milliseconds(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)


def _checked(answer: object, submission: Submission) -> Reason | None:
    """A rule's answer, if it can be stored as it is.

    :raises Exception: it can't.
    """
    if answer is None:
        return None
    if not (isinstance(answer, Reason) and isinstance(answer.verdict, Verdict)):
        raise TypeError(f"{answer!r} is no reason")
    if not (isinstance(answer.rule, str) and 0 < len(answer.rule) <= LONGEST_NAME):
        raise ValueError(f"{answer.rule!r} can't be a rule's name")
    if not isinstance(answer.params, dict):
        raise TypeError(f"{answer.params!r} are no params")
    # Those of a refusal are how long to wait.
    if answer.verdict is Verdict.REFUSE and not 0 < answer.params.get("seconds", 60) <= LONGEST_WAIT:
        raise ValueError(f"nobody can wait {answer.params['seconds']!r} seconds")
    for start, end in answer.evidence:
        if not (type(start) is type(end) is int and 0 <= start < end <= len(submission.text)):
            raise ValueError(f"there is no text from {start} to {end}")
    # What PostgreSQL doesn't take in JSON: NaN, halves of surrogate pairs, NUL.
    stored = json.dumps(answer.as_json(), allow_nan=False, ensure_ascii=False)
    if "\\u0000" in stored.encode().decode():
        raise ValueError("there is a NUL in it")
    return answer
