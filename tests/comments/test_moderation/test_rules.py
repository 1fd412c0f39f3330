"""The rules: what each looks at, and what it says."""

from datetime import timedelta
from typing import Any

import pytest

from comments.moderation import RULES, Reason, Submission, Verdict, judge, sentence


def submission(**facts: Any) -> Submission:
    harmless: dict[str, Any] = {
        "text": "I read this twice.",
        "site_mode": "post",
        "discussion_mode": "",
        "honeypot_filled": False,
        "time_taken": None,
        "too_fast": timedelta(seconds=2),
        "posts_by_person": 0,
        "posts_by_person_limit": 4,
        "posts_by_network": 0,
        "posts_by_network_limit": 20,
    }
    return Submission(**harmless | facts)


def test_nothing_against_a_post_publishes_it() -> None:
    judgment = judge(submission())
    assert (judgment.verdict, judgment.reasons, judgment.deciding_rule) == (Verdict.PUBLISH, (), "")


@pytest.mark.parametrize(
    ("facts", "verdict", "said"),
    [
        (
            {"site_mode": "pre"},
            Verdict.HOLD,
            "Held: on this site every comment waits for an editor (setting MODE)",
        ),
        (
            {"site_mode": "anything else"},
            Verdict.HOLD,
            "Held: on this site every comment waits for an editor (setting MODE)",
        ),
        (
            {"discussion_mode": "pre"},
            Verdict.HOLD,
            "Held: in this discussion every comment waits for an editor",
        ),
        ({"honeypot_filled": True}, Verdict.SPAM, "A field that people don't see was filled in"),
        (
            {"time_taken": timedelta(milliseconds=1999)},
            Verdict.SPAM,
            "Posted 1.999 seconds after the first key (limit 2)",
        ),
        (
            {"time_taken": timedelta(0)},
            Verdict.SPAM,
            "Posted 0 seconds after the first key (limit 2)",
        ),
        ({"posts_by_person": 4}, Verdict.REFUSE, "4 posts in a short time (limit 4)"),
        ({"posts_by_network": 25}, Verdict.REFUSE, "25 posts in a short time (limit 20)"),
    ],
)
def test_each_rule_gives_its_verdict_and_says_why(facts: dict[str, Any], verdict: Verdict, said: str) -> None:
    judgment = judge(submission(**facts))
    assert judgment.verdict == verdict
    assert [sentence(reason.as_json()) for reason in judgment.reasons] == [said]


@pytest.mark.parametrize(
    "facts",
    [
        {"time_taken": timedelta(seconds=2)},
        {"posts_by_person": 3},
        {"posts_by_network": 19},
        {"site_mode": "pre", "discussion_mode": "post"},
    ],
)
def test_up_to_its_limit_a_rule_says_nothing(facts: dict[str, Any]) -> None:
    assert judge(submission(**facts)).reasons == ()


def test_every_rule_is_asked_and_every_reason_kept() -> None:
    facts = {"site_mode": "pre", "honeypot_filled": True, "time_taken": timedelta(0), "posts_by_person": 9}
    judgment = judge(submission(**facts))
    assert [reason.rule for reason in judgment.reasons] == ["pre_moderated", "honeypot", "too_fast", "flood"]
    assert (judgment.verdict, judgment.deciding_rule) == (Verdict.REFUSE, "flood")


def test_rules_have_names_of_their_own_and_sentences() -> None:
    names = [rule.name for rule in RULES]
    assert len({*names}) == len(names)
    assert all(str(rule.message) for rule in RULES)


def test_a_reason_of_a_rule_that_is_gone_is_told_by_its_name() -> None:
    assert sentence(Reason("long_gone", Verdict.HOLD).as_json()) == "long_gone"
