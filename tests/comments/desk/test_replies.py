"""An editor's reply, which approves what it answers."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from articles.models import Article
from comments.decisions.statuses import Conflict, DecisionContext, decide
from comments.decisions.undoing import undo
from comments.desk.replies import reply_and_approve
from comments.models import Commenter, Decision, Discussion, ReaderComment, Status

from ..at_once import at_once
from ..scenes import assert_all_is_true, editor

pytestmark = pytest.mark.django_db


def answer(parent: ReaderComment, text: str = "Thank you.", batch: UUID | None = None) -> ReaderComment:
    return reply_and_approve(parent, text, editor(), batch=batch or uuid4(), revision=parent.revision)


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.PUBLISHED, Status.APPROVED])
def test_both_are_public_in_one_batch(status: Status, comment: Any) -> None:
    parent, batch = comment(status=status), uuid4()
    reply = answer(parent, "Thank <script>x</script><b>you</b>.", batch)
    stored = ReaderComment.objects.get(pk=reply.pk)
    assert (stored.parent_id, stored.root_id, stored.level) == (parent.pk, parent.pk, 1)
    assert (stored.status, stored.public, stored.is_public) == (Status.APPROVED, True, True)
    assert (stored.by_staff, stored.identity_verified, stored.user, stored.user_email) == (
        True,
        True,
        editor(),
        "",
    )
    assert ("<script" in stored.comment, "<b>you</b>" in stored.comment) == (False, True)
    assert ReaderComment.objects.get(pk=parent.pk).status == Status.APPROVED
    approved = [(parent.pk, status, Status.APPROVED)] * (status != Status.APPROVED)
    columns = ("comment_id", "from_status", "to_status")
    log = Decision.objects.filter(batch=batch, actor=editor()).order_by("pk")
    assert list(log.values_list(*columns)) == [*approved, (reply.pk, "", Status.APPROVED)]
    assert Discussion.objects.get().public_count == 2
    assert_all_is_true()


def test_what_the_reply_answers_may_not_have_changed(comment: Any) -> None:
    parent = comment(status=Status.PENDING)
    with pytest.raises(Conflict):
        reply_and_approve(parent, "Thank you.", editor(), batch=uuid4(), revision=parent.revision + 1)
    assert list(ReaderComment.objects.values_list("status")) == [(Status.PENDING,)]


@pytest.mark.parametrize(("language", "name"), [("en", "The newsroom"), ("fr", "La rédaction")])
def test_an_editor_without_a_name_replies_for_the_newsroom(
    language: str, name: str, publish: Any, comment: Any
) -> None:
    parent = comment(target=publish(slug="other", language=language))
    assert answer(parent).user_name == name


def test_an_editor_replies_under_the_public_name(comment: Any) -> None:
    grace = editor()
    grace.first_name, grace.last_name = "Grace", "Hopper"
    grace.save()
    assert answer(comment()).user_name == "Grace Hopper"


def test_the_same_reply_twice_is_stored_once(comment: Any) -> None:
    parent = comment(status=Status.PENDING)
    stale = ReaderComment.objects.get()
    reply = answer(parent)
    assert answer(stale) == reply
    assert (ReaderComment.objects.count(), Decision.objects.filter(actor=editor()).count()) == (2, 2)


def test_the_same_reply_again_approves_what_was_held_since(comment: Any) -> None:
    parent = comment(status=Status.PENDING)
    reply = answer(parent)
    held = ReaderComment.objects.get(pk=parent.pk)
    decide(held, Status.PENDING, DecisionContext(by=editor("bob")))
    with pytest.raises(Conflict):
        answer(parent)
    assert answer(held) == reply
    assert ReaderComment.objects.get(pk=parent.pk).status == Status.APPROVED
    assert_all_is_true()


def test_a_reply_that_was_withdrawn_can_be_given_again(comment: Any) -> None:
    parent, batch = comment(status=Status.PENDING), uuid4()
    reply = answer(parent, batch=batch)
    undo(batch, editor())
    assert answer(ReaderComment.objects.get(pk=parent.pk)) == reply
    assert set(ReaderComment.objects.values_list("status", flat=True)) == {Status.APPROVED}
    assert_all_is_true()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_one_moment_is_one_reply(comment: Any, article: Article) -> None:
    parent = comment(status=Status.PENDING)
    same = [ReaderComment.objects.get(pk=parent.pk) for _click in range(2)]
    first, second = at_once(*(partial(answer, row) for row in same))
    assert (first, ReaderComment.objects.count()) == (second, 2)
    assert Commenter.objects.get(user=editor()).approved_count == 1
    assert_all_is_true()
