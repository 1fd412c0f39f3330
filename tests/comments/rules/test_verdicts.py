"""What reasons come to."""

import json

from comments.rules import Judgment, Reason, Verdict


def test_the_most_severe_verdict_holds_and_its_first_rule_decides() -> None:
    judgment = Judgment(
        (
            Reason("a", Verdict.HOLD),
            Reason("b", Verdict.SPAM),
            Reason("c", Verdict.SPAM),
            Reason("d", Verdict.REJECT),
        )
    )
    assert (judgment.verdict, judgment.deciding_rule) == (Verdict.SPAM, "b")


def test_verdicts_rise_from_mild_to_severe() -> None:
    assert sorted(Verdict, reverse=True)[::-1] == [
        Verdict.PUBLISH,
        Verdict.HOLD,
        Verdict.REJECT,
        Verdict.SPAM,
        Verdict.REFUSE,
    ]


def test_a_reason_is_plain_data() -> None:
    reason = Reason("links", Verdict.HOLD, {"found": 3, "limit": 2}, [(0, 4)])
    assert json.loads(json.dumps(reason.as_json())) == {
        "rule": "links",
        "verdict": "hold",
        "params": {"found": 3, "limit": 2},
        "evidence": [[0, 4]],
    }
