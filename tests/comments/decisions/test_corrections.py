"""An editor corrects a text."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, DecisionContext, decide
from comments.models import Act, Decision, ReaderComment, RejectionReason, Status

from .stored import RULE, standing_of

pytestmark = pytest.mark.django_db


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
