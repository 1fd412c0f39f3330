"""Every rule runs; one that fails, or takes too long, holds the comment and says so."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from comments.rules import (
    Judgment,
    Reason,
    Rule,
    Submission,
    Verdict,
    judge,
    sentence,
)
from comments.rules.builtin import RULES

from .test_builtin import submission

BUDGET = timedelta(milliseconds=250)


class Broken(Rule):
    name = "broken"

    def __call__(self, submission: Any) -> Reason | None:
        raise RuntimeError("the words of a reader")


class Answers(Rule):
    """Gives whatever it is given."""

    name = "answers"

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __call__(self, submission: Any) -> Any:
        return self.answer


def judged(post: Submission, *rules: Rule) -> Judgment:
    return judge(post, rules, budget=timedelta(minutes=1))


def said(judgment: Judgment) -> list[str]:
    return [sentence(reason.as_json()) for reason in judgment.reasons]


def test_a_rule_that_raises_holds_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    judgment = judged(submission(), Broken())
    assert (judgment.verdict, judgment.deciding_rule) == (Verdict.HOLD, "crashed")
    assert said(judgment) == ["Held: the rule “broken” failed"]
    assert [record.getMessage() for record in caplog.records] == [
        "The moderation rule broken failed; the comment is held."
    ]


def test_the_rules_after_a_broken_one_are_asked() -> None:
    judgment = judged(submission(honeypot_filled=True), Broken(), RULES["honeypot"]())
    assert [reason.rule for reason in judgment.reasons] == ["crashed", "honeypot"]
    assert judgment.verdict == Verdict.SPAM


@pytest.mark.parametrize(
    "answer",
    [
        True,
        False,
        0,
        "",
        "spam",
        Verdict.HOLD,
        Reason("", Verdict.HOLD),
        Reason("x" * 101, Verdict.HOLD),
        Reason("odd", 7),  # type: ignore[arg-type]
        Reason("odd", Verdict.HOLD, {"when": object()}),
        Reason("odd", Verdict.HOLD, {"share": float("nan")}),
        Reason("odd", Verdict.HOLD, {"word": "\x00"}),
        Reason("odd", Verdict.HOLD, {"word": "\ud800"}),
        Reason("odd", Verdict.HOLD, {}, [(0, 0)]),
        Reason("odd", Verdict.HOLD, {}, [(-1, 2)]),
        Reason("odd", Verdict.HOLD, {}, [(0, 19)]),
        Reason("odd", Verdict.HOLD, {}, [(0, 1, 2)]),  # type: ignore[list-item]
        Reason("odd", Verdict.HOLD, {}, [(0.5, 1.5)]),  # type: ignore[list-item]
        Reason("odd", 1),  # type: ignore[arg-type]
        Reason(["odd"], Verdict.HOLD),  # type: ignore[arg-type]
        Reason("odd", Verdict.HOLD, ["found", 2]),  # type: ignore[arg-type]
        Reason("odd", Verdict.HOLD, None),  # type: ignore[arg-type]
        Reason("odd", Verdict.REFUSE, {"seconds": "soon"}),
        Reason("odd", Verdict.REFUSE, {"seconds": 0}),
        Reason("odd", Verdict.REFUSE, {"seconds": 10**30}),
    ],
)
def test_an_answer_that_cannot_be_kept_is_a_failure(answer: Any) -> None:
    assert said(judged(submission(), Answers(answer))) == ["Held: the rule “answers” failed"]


def test_an_answer_that_can_be_kept_is_kept() -> None:
    reason = Reason("answers", Verdict.PUBLISH, {"word": "é😀"}, [(0, 18)])
    assert judged(submission(), Answers(reason)) == Judgment((reason,))


@pytest.mark.parametrize(
    ("taken", "found"), [(0.25, []), (0.2519, ["Held: the rule “honeypot” took 251 ms (limit 250 ms)"])]
)
def test_a_rule_that_overruns_its_budget_holds_says_so_and_is_logged(
    taken: float, found: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    ticks: Iterator[float] = iter([0, taken])
    judgment = judge(submission(), [RULES["honeypot"]()], budget=BUDGET, clock=lambda: next(ticks))
    assert said(judgment) == found
    assert judgment.verdict == (Verdict.HOLD if found else Verdict.PUBLISH)
    assert len(caplog.records) == len(found)


def test_a_slow_rules_own_reason_is_kept_too() -> None:
    ticks = iter([0, 9, 9, 9])
    rules = [RULES["honeypot"](), RULES["flood"]()]
    judgment = judge(submission(honeypot_filled=True), rules, budget=BUDGET, clock=lambda: next(ticks))
    assert [reason.rule for reason in judgment.reasons] == ["honeypot", "slow"]
    assert judgment.deciding_rule == "honeypot"


def test_every_rule_is_asked_and_every_reason_kept() -> None:
    post = submission(site_mode="pre", honeypot_filled=True, time_taken=timedelta(0), text="!")
    judgment = judged(post, *(rule() for rule in RULES.values()))
    assert [reason.rule for reason in judgment.reasons] == [
        "pre_moderated",
        "too_short",
        "honeypot",
        "too_fast",
    ]
    assert (judgment.verdict, judgment.deciding_rule) == (Verdict.SPAM, "honeypot")


def test_no_rules_at_all_publish() -> None:
    assert judged(submission()) == Judgment(())


def test_the_clock_is_one_that_only_goes_forward() -> None:
    assert judge.__kwdefaults__ == {"clock": time.perf_counter}
