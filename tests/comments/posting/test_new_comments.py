"""A submission becomes a saved comment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article
from comments.models import AddressKey, Commenter, Decision, ReaderComment, Status
from comments.posting import new_comments
from comments.posting.posts import Post
from comments.rules import Reason, Rule, Submission, judging, sentence

pytestmark = pytest.mark.django_db


def test_a_reply_is_stored_held_with_its_reason_and_its_first_decision(reply: Any) -> None:
    response = reply(comment="Two <b>bold</b> words")

    stored = ReaderComment.objects.get()
    assert response.status_code == 302
    assert (stored.status, stored.public, stored.is_public) == (Status.PENDING, False, False)
    assert (stored.source, stored.comment) == ("Two <b>bold</b> words", "<p>Two <b>bold</b> words</p>")
    assert [reason["rule"] for reason in stored.reasons] == ["pre_moderated", "first_comment"]
    decision = Decision.objects.get()
    assert (decision.comment_number, decision.rule, decision.to_status) == (
        stored.pk,
        "pre_moderated",
        Status.PENDING,
    )


# --- Rules that don't do their work -----------------------------------------------------------------------


class Exploding(Rule):
    name = "exploding"

    def __call__(self, submission: Submission) -> Reason | None:
        raise RuntimeError("the words of a reader")


class Querying(Rule):
    """Asks the database for what isn't there."""

    name = "querying"

    def __call__(self, submission: Submission) -> Reason | None:
        ReaderComment.objects.raw("SELECT nothing FROM nowhere")[0]
        return None


class Observing(Rule):
    """Remembers whether a transaction was open when it was asked."""

    name = "observing"
    seen: list[bool] = []

    def __call__(self, submission: Submission) -> Reason | None:
        self.seen.append(connection.in_atomic_block)
        return None


@pytest.fixture
def judged_by(settings: Any) -> Callable[..., None]:
    """A site that publishes whatever these rules don't object to."""

    def change(*own: type[Rule], **values: Any) -> None:
        named = [{"NAME": f"{__name__}.{rule.__name__}"} for rule in own]
        values = {"MODE": "post", "RULES": [*named, {"NAME": "too_short"}]} | values
        settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | values

    return change


@pytest.mark.parametrize("broken", [Exploding, Querying])
def test_a_rule_that_fails_holds_the_comment_and_the_others_are_asked(
    broken: type[Rule], reply: Any, judged_by: Any, caplog: pytest.LogCaptureFixture
) -> None:
    judged_by(broken)
    assert reply(comment="!")["Location"].startswith("/comments/yours/")
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public) == (Status.PENDING, False)
    assert [sentence(reason) for reason in stored.reasons] == [
        f"Held: the rule “{broken.name}” failed",
        "1 character (at least 2)",
    ]
    assert [record.name for record in caplog.records] == [judging.__name__]


def test_a_rule_over_its_budget_holds_the_comment(
    reply: Any, judged_by: Any, caplog: pytest.LogCaptureFixture
) -> None:
    judged_by(RULE_BUDGET_MS=-1)
    reply()
    stored = ReaderComment.objects.get()
    assert (stored.status, [reason["rule"] for reason in stored.reasons]) == (Status.PENDING, ["slow"])
    assert "The moderation rule too_short took" in caplog.text


def test_a_rule_that_was_taken_away_is_told_by_its_name(reply: Any, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"RULES": [{"NAME": "no.such.Rule"}]}
    reply()
    [reason] = ReaderComment.objects.get().reasons
    assert reason["rule"] == "crashed"
    assert "no.such.Rule" in sentence(reason)


@pytest.mark.django_db(transaction=True)
def test_rules_are_asked_before_anything_is_locked(reply: Any, judged_by: Any) -> None:
    Observing.seen.clear()
    judged_by(Observing)
    assert reply().status_code == 302
    assert Observing.seen == [False]
    assert ReaderComment.objects.get().public


@pytest.mark.django_db(transaction=True)
def test_inside_a_hosts_own_transaction_a_failed_query_of_a_rule_breaks_nothing(
    reply: Any, judged_by: Any
) -> None:
    judged_by(Querying, Observing)
    Observing.seen.clear()
    with transaction.atomic():
        assert reply().status_code == 302
    assert Observing.seen == [True]
    assert ReaderComment.objects.get().status == Status.PENDING


def test_what_a_verified_person_posts_is_stored_as_verified(article: Article) -> None:
    user = User.objects.create_user("ada")
    given = {"target": article, "site_id": 1, "name": "Ada", "url": ""}
    posts = [
        Post(source="By login", email="", user=user, **given),
        Post(source="By a confirmed address", email="ada@example.org", confirmed=True, **given),
        Post(source="By whoever", email="ada@example.org", **given),
    ]
    owner = Commenter.objects.create(
        address_hash=AddressKey.digest("ada@example.org"), confirmed_at=timezone.now()
    )
    stored = [new_comments.submit(post) for post in posts]
    assert [comment.identity_verified for comment in stored] == [True, True, False]
    people = [comment.commenter for comment in stored]
    assert [person and person.is_identity_verified for person in people] == [True, True, False]
    assert (people[0].user, people[1]) == (user, owner)
