"""The single write path: what a decision changes, and what it leaves alone."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, DecisionContext, decide, settle
from comments.models import Act, Commenter, Decision, Discussion, ReaderComment, RejectionReason, Status
from comments.rules import Judgment, Reason, Verdict
from comments.signals import comment_decided
from tests.conftest import Comment

from ..crowds import Crowd

pytestmark = pytest.mark.django_db
# Nothing is decided about what is erased (test_erasing.py).
LIVE = [status for status in Status if status != Status.ERASED]
RULE = DecisionContext(rule="tests")


def visibility() -> list[tuple[int, bool, bool, str]]:
    rows = ReaderComment.objects.order_by("pk")
    return list(rows.values_list("pk", "is_public", "public", "status"))


def standing_of(discussion: Discussion) -> tuple[int, int]:
    discussion.refresh_from_db()
    return discussion.public_count, discussion.version


def assert_true_to_the_rows(article: Article) -> None:
    """What is kept beside the comments is what the comments themselves say."""
    rows = ReaderComment.objects.for_model(article)
    for row in rows:
        assert row.is_public == row.public == Status(row.status).is_public
    assert Discussion.objects.find(article).public_count == rows.public().count()
    for commenter in Commenter.objects.all():
        theirs = rows.filter(commenter=commenter)
        assert commenter.approved_count == theirs.filter(status=Status.APPROVED).count()
        rejected = theirs.filter(status__in=[Status.REJECTED, Status.SPAM])
        assert commenter.rejected_count == rejected.count()


# --- One decision ---------------------------------------------------------------------------------------


def test_approving_publishes_counts_and_logs(comment: Any) -> None:
    editor = get_user_model().objects.create_user("grace")
    held = comment(status=Status.PENDING)
    assert decide(held, Status.APPROVED, DecisionContext(by=editor, message="good", note="a note")) is True
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public, stored.is_public) == (Status.APPROVED, True, True)
    assert (held.status, held.public, held.is_public, held.revision) == (
        Status.APPROVED,
        True,
        True,
        stored.revision,
    )
    decision = Decision.objects.first()
    assert decision is not None
    assert (decision.comment_id, decision.actor, decision.actor_number) == (held.pk, editor, str(editor.pk))
    assert (decision.from_status, decision.to_status) == (Status.PENDING, Status.APPROVED)
    assert (decision.message, decision.note) == ("good", "a note")
    assert standing_of(stored.discussion) == (1, 1)


@pytest.mark.parametrize("status", LIVE)
def test_the_same_status_again_writes_nothing(status: Status, comment: Any) -> None:
    written = comment(status=status)
    before = (visibility(), standing_of(written.discussion), Decision.objects.count(), written.revision)
    assert decide(written, status, RULE) is False
    assert (
        visibility(),
        standing_of(written.discussion),
        Decision.objects.count(),
        written.revision,
    ) == before


@pytest.mark.parametrize("before", LIVE)
@pytest.mark.parametrize("after", LIVE)
def test_the_version_rises_when_visibility_changes_and_only_then(
    before: Status, after: Status, article: Article, comment: Any
) -> None:
    written = comment(status=before)
    _count, version = standing_of(written.discussion)
    decide(written, after, RULE)
    changes = before.is_public != after.is_public
    assert standing_of(written.discussion) == (int(after.is_public), version + changes)
    assert_true_to_the_rows(article)


def test_a_decision_on_another_revision_is_a_conflict(comment: Any) -> None:
    held = comment(status=Status.PENDING)
    seen = held.revision
    revise(held, "Quite other words", RULE, revision=seen)
    before = (visibility(), Decision.objects.count())
    with pytest.raises(Conflict):
        decide(held, Status.APPROVED, RULE, revision=seen)
    assert (visibility(), Decision.objects.count()) == before


def test_of_two_editors_with_the_same_screen_one_wins_and_one_is_told(article: Article, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    first, second = ReaderComment.objects.get(pk=held.pk), ReaderComment.objects.get(pk=held.pk)
    assert decide(first, Status.APPROVED, RULE)
    logged = Decision.objects.count()
    with pytest.raises(Conflict):
        decide(second, Status.REJECTED, RULE)
    assert ReaderComment.objects.get().status == Status.APPROVED
    assert Decision.objects.count() == logged
    assert_true_to_the_rows(article)


def test_a_comment_that_was_decided_can_be_saved(article: Article, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    decide(held, Status.APPROVED, RULE)
    held.save()
    assert_true_to_the_rows(article)


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_decision_costs_the_same_in_a_discussion_of_any_size(
    number: int, article: Article, crowd: Crowd
) -> None:
    ids = crowd(article, [None, *[0] * (number - 1)])
    root = ReaderComment.objects.get(pk=ids[0])
    with CaptureQueriesContext(connection) as queries:
        decide(root, Status.REJECTED, RULE)
    verbs = [query["sql"].partition(" ")[0] for query in queries]
    assert verbs == ["SAVEPOINT", "SELECT", *["UPDATE"] * 4, "INSERT", "RELEASE"]


def test_listeners_hear_of_a_decision_after_it_is_committed(
    comment: Any, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[Decision] = []

    def listen(decision: Decision, **_kwargs: Any) -> None:
        heard.append(decision)

    def fail(**_kwargs: Any) -> None:
        raise RuntimeError

    held = comment(status=Status.PENDING)
    comment_decided.connect(fail)
    comment_decided.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            decide(held, Status.APPROVED, RULE)
            assert heard == []
    finally:
        comment_decided.disconnect(listen)
        comment_decided.disconnect(fail)
    assert [decision.to_status for decision in heard] == [Status.APPROVED]


@pytest.mark.parametrize(
    ("to", "kept"), [(Status.REJECTED, True), (Status.SPAM, False), (Status.APPROVED, False)]
)
def test_the_reason_stays_on_a_comment_while_it_is_rejected_for_it(
    to: Status, kept: bool, comment: Any
) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="Not about the article.")
    held = comment(status=Status.PENDING)
    decide(held, to, DecisionContext(rejection=reason, message="Sorry."))
    assert held.rejection == (reason if kept else None)
    assert ReaderComment.objects.get().rejection == held.rejection
    decision = Decision.objects.all()[0]
    assert (decision.rejection, decision.reason, decision.message) == (
        reason,
        "Not about the article.",
        "Sorry.",
    )
    decide(held, Status.PENDING, RULE)
    assert ReaderComment.objects.get().rejection is None


def test_a_reason_is_mended_by_rejecting_for_another(comment: Any) -> None:
    reasons = [RejectionReason.objects.create(label=label, text=label) for label in ("Wrong", "Right")]
    rejected, by = comment(status=Status.PENDING), get_user_model().objects.create_user("grace")
    answers = [
        decide(rejected, Status.REJECTED, DecisionContext(by=by, rejection=reason))
        for reason in (reasons[0], reasons[1], reasons[1], None)
    ]
    assert answers == [True, True, False, False]
    assert ReaderComment.objects.get().rejection == reasons[1]
    assert Commenter.objects.get().rejected_count == 1


def test_words_alone_are_news_where_the_author_reads_others(comment: Any) -> None:
    rejected = comment(status=Status.REJECTED)
    answers = [
        decide(rejected, Status.REJECTED, DecisionContext(message=words))
        for words in ("", "Sorry.", "Sorry.", "")
    ]
    assert answers == [False, True, False, False]
    assert decide(rejected, Status.PENDING, DecisionContext(message="Wait.")) is True
    assert decide(rejected, Status.PENDING, DecisionContext(message="Wait longer.")) is False
    assert Commenter.objects.get().rejected_count == 0


# --- The rules' own -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (Verdict.PUBLISH, Status.PUBLISHED),
        (Verdict.HOLD, Status.PENDING),
        (Verdict.REJECT, Status.REJECTED),
        (Verdict.SPAM, Status.SPAM),
    ],
)
def test_the_first_decision_is_the_rules_and_logged_once(
    verdict: Verdict, status: Status, article: Article, crowd: Crowd
) -> None:
    inserted = ReaderComment.objects.get(pk=crowd(article, [None], withheld={0})[0])
    ReaderComment.objects.update(status=Status.PENDING)
    inserted.refresh_from_db()
    settle(inserted, Judgment((Reason("a_rule", verdict),)))
    decision = Decision.objects.get()
    assert (decision.rule, decision.actor, decision.to_status) == ("a_rule", None, status)
    assert_true_to_the_rows(article)


@pytest.mark.parametrize("verdict", [Verdict.HOLD, Verdict.SPAM])
def test_each_rule_that_gave_a_reason_is_a_finding_with_the_comments_status(
    verdict: Verdict, article: Article, crowd: Crowd
) -> None:
    inserted = ReaderComment.objects.get(pk=crowd(article, [None], withheld={0})[0])
    ReaderComment.objects.update(status=Status.PENDING)
    inserted.refresh_from_db()
    reasons = [Reason("links", verdict), Reason("words", Verdict.HOLD), Reason("words", Verdict.HOLD)]
    settle(inserted, Judgment(tuple(reasons)))
    columns = ("rule", "status", "submitted")
    for status in (inserted.status, Status.APPROVED, Status.WITHDRAWN):
        decide(inserted, Status(status), RULE)
        found = list(inserted.findings.order_by("rule").values_list(*columns))
        assert found == [(rule, status, inserted.submitted) for rule in ("links", "words")]


# --- A correction ---------------------------------------------------------------------------------------


def test_a_correction_is_cleaned_anew_and_logged(comment: Any) -> None:
    written = comment()
    seen = written.revision
    assert revise(written, "New <script>x</script><b>words</b>", RULE, revision=seen)
    stored = ReaderComment.objects.get()
    assert stored.source == "New <script>x</script><b>words</b>"
    assert ("<script" in stored.comment, "<b>words</b>" in stored.comment) == (False, True)
    assert (stored.revision, stored.status) == (seen + 1, Status.APPROVED)
    decision = Decision.objects.first()
    assert decision is not None
    assert (decision.from_status, decision.to_status) == (Status.APPROVED, Status.APPROVED)


def test_a_correction_by_an_editor_says_so_and_is_found_by_its_new_words(comment: Any) -> None:
    written = comment("The frist words", name="Zoë")
    ReaderComment.objects.update(reasons=[{"rule": "words", "params": {}, "evidence": [[4, 9]]}])
    written.refresh_from_db()
    digest = written.text_digest
    revise(written, "The first words", RULE, revision=written.revision)
    stored = ReaderComment.objects.get()
    assert stored.edited is False
    assert stored.searchable == " zoe @zoe the first words "
    assert stored.text_digest not in ("", digest)
    # Marks in the text that was judged point nowhere in this one.
    assert stored.reasons == [{"rule": "words", "params": {}, "evidence": []}]
    editor = get_user_model().objects.create_user("grace")
    revise(stored, "The very first words", DecisionContext(by=editor), revision=stored.revision)
    revise(stored, "The first words, very", RULE, revision=stored.revision)
    assert ReaderComment.objects.get().edited is True
    assert [decision.act for decision in Decision.objects.all()[:3]] == [Act.CORRECTED] * 3


def test_what_the_author_was_told_still_holds_after_a_correction(comment: Any) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="Not about the article.")
    rejected = comment(status=Status.PENDING)
    decide(rejected, Status.REJECTED, DecisionContext(rejection=reason, message="Sorry."))
    revise(rejected, "Other words", RULE, revision=rejected.revision)
    decision = Decision.objects.all()[0]
    assert (decision.act, decision.rejection, decision.reason, decision.message) == (
        Act.CORRECTED,
        reason,
        "Not about the article.",
        "Sorry.",
    )


def test_a_correction_of_what_changed_meanwhile_is_a_conflict(comment: Any) -> None:
    first = comment()
    second = ReaderComment.objects.get()
    revise(first, "The first correction", RULE, revision=first.revision)
    with pytest.raises(Conflict):
        revise(second, "The second correction", RULE, revision=second.revision)
    assert ReaderComment.objects.get().source == "The first correction"


def test_a_correction_that_changes_nothing_writes_nothing(comment: Any) -> None:
    written = comment("The same words")
    before = (Decision.objects.count(), standing_of(written.discussion))
    assert revise(written, "The same words", RULE, revision=written.revision) is False
    assert (Decision.objects.count(), standing_of(written.discussion)) == before


@pytest.mark.parametrize(("status", "rise"), [(Status.APPROVED, 1), (Status.PENDING, 0)])
def test_a_correction_raises_the_version_if_the_public_sees_it(
    status: Status, rise: int, comment: Any
) -> None:
    written = comment(status=status)
    count, version = standing_of(written.discussion)
    revise(written, "Other words", RULE, revision=written.revision)
    assert standing_of(written.discussion) == (count, version + rise)


# --- Nobody else's visibility ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", LIVE)
def test_no_decision_on_a_parent_touches_another_row(status: Status, article: Article, crowd: Crowd) -> None:
    ids = crowd(article, [None, 0, 1, 0, None, 4], withheld={1, 3, 5})
    root = ReaderComment.objects.get(pk=ids[0])
    others = [row for row in visibility() if row[0] != root.pk]
    decide(root, status, RULE)
    revise(root, f"Corrected while {status}", RULE, revision=root.revision)
    root.save()
    assert [row for row in visibility() if row[0] != root.pk] == others


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(LIVE) | st.none(), st.booleans()), max_size=12
    )
)
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_kept_stays_true_after_any_decisions(
    steps: list[tuple[int, Status | None, bool]], article: Article, crowd: Crowd
) -> None:
    """A step is a comment, a status (or a correction), and whether the editor's screen is stale."""
    ReaderComment.objects.all().delete()
    Discussion.objects.all().delete()
    Commenter.objects.all().delete()
    ids = crowd(article, [None, 0, 0, 2, None], withheld={1, 2})
    people = [Commenter.objects.create() for _ in range(2)]
    ReaderComment.objects.filter(pk__in=ids[:3]).update(commenter=people[0])
    ReaderComment.objects.filter(pk__in=ids[3:]).update(commenter=people[1])
    Commenter.objects.filter(pk=people[0].pk).update(approved_count=1, rejected_count=2)
    Commenter.objects.filter(pk=people[1].pk).update(approved_count=2)
    stale = {pk: ReaderComment.objects.get(pk=pk) for pk in ids}
    for number, (index, status, is_stale) in enumerate(steps):
        row = stale[ids[index]] if is_stale else ReaderComment.objects.get(pk=ids[index])
        try:
            if status is None:
                revise(row, f"Correction {number}", RULE, revision=row.revision)
            else:
                decide(row, status, RULE)
        except Conflict:
            pass
        assert_true_to_the_rows(article)


# --- A held post is unseen ------------------------------------------------------------------------------


def test_a_held_post_leaves_the_page_its_tag_and_its_counts_alone(
    article: Article, reply: Any, client: Client
) -> None:
    """The first one, which starts the discussion, and those after it."""
    address = article.get_absolute_url()
    before = client.get(address)
    for number in range(3):
        assert reply(comment=f"Held words {number}", name=f"Reader {number}").status_code == 302
        after = client.get(address)
        assert (after.content, after["ETag"]) == (before.content, before["ETag"])
        assert standing_of(Discussion.objects.get()) == (0, 0)
    assert ReaderComment.objects.in_moderation().count() == 3


def test_holding_and_approving_again_gives_the_same_page(
    article: Article, comment: Any, client: Client
) -> None:
    written = comment()
    before = client.get(article.get_absolute_url())
    decide(written, Status.PENDING, RULE)
    held = client.get(article.get_absolute_url())
    decide(written, Status.APPROVED, RULE)
    after = client.get(article.get_absolute_url())
    # Which version it is stands in the page: it asks what is new since.
    assert before.content.replace(b'data-version="1"', b'data-version="3"') == after.content
    assert b"I read this twice" not in held.content
    assert len({before["ETag"], held["ETag"], after["ETag"]}) == 3


def test_a_comment_keeps_the_version_with_which_it_first_became_public(
    article: Article, comment: Comment
) -> None:
    first, second = (comment(text, status=Status.PENDING) for text in ("One", "Two"))
    for one, to in [
        (first, Status.APPROVED),
        (second, Status.PUBLISHED),
        (first, Status.REJECTED),
        (first, Status.APPROVED),
        (second, Status.APPROVED),
    ]:
        one.refresh_from_db()
        decide(one, to, RULE)
    assert list(ReaderComment.objects.order_by("pk").values_list("first_public_version", flat=True)) == [1, 2]
    assert Discussion.objects.get().version == 4


def test_a_held_comment_and_one_from_before_us_have_appeared_in_no_version(
    article: Article, comment: Comment
) -> None:
    comment("Held", status=Status.PENDING)
    old = comment("Old", status=Status.PUBLISHED)
    ReaderComment.objects.filter(pk=old.pk).update(first_public_version=0)
    old.refresh_from_db()
    decide(old, Status.APPROVED, RULE)
    assert list(ReaderComment.objects.order_by("pk").values_list("first_public_version", flat=True)) == [0, 0]
