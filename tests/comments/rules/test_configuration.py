"""Which rules the settings ask for."""

from datetime import timedelta
from typing import Any

import pytest

from comments.rules import judge, rules_for, sentence
from comments.rules.builtin import RULES

from .test_builtin import submission

OWN = "tests.comments.shouting.ExclamationMarks"


def names(options: dict[str, Any]) -> list[str]:
    return [rule.name for rule in rules_for(options)]


def test_a_site_that_says_nothing_has_all_rules(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {}
    assert names({}) == list(RULES)


def test_a_models_rules_stand_in_for_the_sites(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"RULES": [{"NAME": "links"}]}
    assert names({}) == ["links"]
    assert names({"RULES": [{"NAME": "honeypot"}, {"NAME": OWN}]}) == ["honeypot", "exclamation_marks"]
    assert names({"RULES": []}) == []


def test_options_reach_the_rule(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"RULES": [{"NAME": OWN, "OPTIONS": {"limit": 1}}]}
    [rule] = rules_for({})
    reason = rule(submission(text="No! No!"))
    assert reason is not None
    assert reason.evidence == [(2, 3), (6, 7)]
    assert sentence(reason.as_json()) == "2 exclamation marks (limit 1)"


def test_a_rule_of_a_model_alone_says_its_sentence_too(settings: Any) -> None:
    reason = {"rule": "exclamation_marks", "params": {"found": 1, "limit": 0}}
    settings.NEWSROOM_COMMENTS = {"MODELS": {"a.b": {"RULES": [{"NAME": OWN}]}}}
    assert sentence(reason) == "1 exclamation mark (limit 0)"
    settings.NEWSROOM_COMMENTS = {}
    assert sentence(reason) == "exclamation_marks (found: 1, limit: 0)"


@pytest.mark.parametrize(
    "entry",
    [
        {"NAME": "no.such.Rule"},
        {"NAME": "links", "OPTIONS": {"limit": -1}},
        {"NAME": "link"},
        {},
        "links",
        None,
    ],
)
def test_a_rule_that_is_described_wrongly_holds_what_is_posted(entry: Any) -> None:
    judgment = judge(submission(), rules_for({"RULES": [entry]}), budget=timedelta(minutes=1))
    assert [reason.rule for reason in judgment.reasons] == ["crashed"]
    assert "failed" in sentence(judgment.reasons[0].as_json())
