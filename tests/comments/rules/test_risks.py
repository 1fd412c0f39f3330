"""How soon an editor is to see a comment: the number that its reasons, reports and author come to."""

from typing import Any

import pytest

from comments.models.reader_comments import URGENT
from comments.rules import Rule, risk_of_reasons, risk_of_report
from comments.rules.builtin import KNOWN

OWN = "tests.comments.rules.test_risks.Own"


class Own(Rule):
    name = "own"
    risk = 500


def test_of_all_rules_these_make_a_comment_urgent() -> None:
    urgent = {name for name in KNOWN if risk_of_reasons([name]) >= URGENT}
    assert urgent == {"self_harm", "threats", "personal_data", "accusations", "reported"}


@pytest.mark.parametrize(
    ("rules", "approved", "rejected", "risk"),
    [
        ([], 0, 0, 0),
        (["pre_moderated", "first_comment"], 0, 0, 0),
        (["links", "suspect_words"], 0, 0, 20),
        (["accusations", "self_harm"], 5, 0, 80),
        (["suspect_words"], 1, 2, 23),
        (["gone"], 0, 0, 0),
    ],
)
def test_the_gravest_reason_counts_and_then_the_author(
    rules: list[str], approved: int, rejected: int, risk: int
) -> None:
    assert risk_of_reasons(rules, approved=approved, rejected=rejected) == risk


def test_a_hosts_rule_may_say_how_grave_it_is_but_no_more_than_ninety(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"RULES": [{"NAME": OWN}]}
    assert risk_of_reasons(["own"]) == 90


def test_more_reports_count_a_little_more_and_never_make_another_kind() -> None:
    assert [risk_of_report("abuse", earlier=earlier) for earlier in (0, 1, 2, 3, 99)] == [40, 42, 44, 46, 46]
    assert [risk_of_report(reason, earlier=0) for reason in ("privacy", "illegal", "spam")] == [60, 50, 20]
