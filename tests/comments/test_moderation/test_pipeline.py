"""Every rule runs; one that fails holds the comment and says so."""

from typing import Any

import pytest

from comments.models import ReaderComment, Status
from comments.moderation import Judgment, Reason, Verdict, judge, sentence
from comments.moderation.rules import Honeypot, Rule

from .test_rules import submission


class Broken(Rule):
    name = "broken"

    def __call__(self, submission: Any) -> Reason | None:
        raise RuntimeError("the words of a reader")


def test_a_rule_that_raises_holds_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    judgment = judge(submission(), [Broken()])
    assert (judgment.verdict, judgment.deciding_rule) == (Verdict.HOLD, "crashed")
    assert [sentence(reason.as_json()) for reason in judgment.reasons] == ["Held: the rule “broken” failed"]
    assert [record.getMessage() for record in caplog.records] == [
        "The moderation rule broken failed; the comment is held."
    ]


def test_the_rules_after_a_broken_one_are_asked() -> None:
    judgment = judge(submission(honeypot_filled=True), [Broken(), Honeypot()])
    assert [reason.rule for reason in judgment.reasons] == ["crashed", "honeypot"]
    assert judgment.verdict == Verdict.SPAM


@pytest.mark.django_db
def test_a_post_is_held_by_a_broken_rule_where_posts_are_published_at_once(
    reply: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: Any) -> None:
        raise RuntimeError

    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post"}
    monkeypatch.setattr(Honeypot, "__call__", explode)
    assert reply()["Location"].startswith("/comments/yours/")
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public) == (Status.PENDING, False)
    assert [sentence(reason) for reason in stored.reasons] == ["Held: the rule “honeypot” failed"]


def test_no_rules_at_all_publish() -> None:
    assert judge(submission(), []) == Judgment(())
