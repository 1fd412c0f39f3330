"""An undo at the desk, and what nobody undoes: a withdrawal, an erasing."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.decisions.statuses import DecisionContext, decide
from comments.models import (
    Decision,
    ReaderComment,
    Status,
)
from comments.posting.withdrawals import withdraw
from comments.upkeep.erasing import erase_refused

from ..conftest import Desk, messages, statuses

pytestmark = pytest.mark.django_db
EVERYTHING = "?queue=all"


# --- Undoing --------------------------------------------------------------------------------------------


def test_the_last_decision_is_undone_also_from_a_page_opened_tomorrow(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    page = moderator.open(query="?queue=approved")
    assert "You marked 1 comment as spam." in page.text
    assert messages(page.undo()) == [("success", "The decision on 1 comment was undone.")]
    assert statuses() == {held.pk: Status.PENDING}
    assert "Undo" not in " ".join(moderator.open().tree.xpath("//button/text()"))


def test_one_undo_takes_a_whole_selection_back(chief: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows)
    page = chief.open()
    assert "You rejected 3 comments." in page.text
    page.undo()
    assert set(statuses().values()) == {Status.PENDING}


@pytest.mark.parametrize(
    "narrowed",
    [
        "discussion={here.discussion_id}",
        "commenter={here.commenter_id}",
        "search=harbour",
        "rule=links",
        "until=2020-01-01",
        "comment={here.pk}",
    ],
)
def test_what_is_undone_is_shown_only_where_the_list_would(
    narrowed: str, moderator: Desk, comment: Any, publish: Any
) -> None:
    here = comment("The harbour http://a.e http://b.e http://c.e", status=Status.PENDING)
    there = comment("A train", email="t@e.org", target=publish(slug="other"), status=Status.PENDING)
    moderator.open().click("spam", there)
    query = "?" + narrowed.format(here=here)
    answers = []
    for last in (there, here):
        page = moderator.open(query=query)
        [form] = page.tree.xpath(f"//form[@action='{reverse('admin:newsroom_comments_undo')}']")
        answers.append(page.post(form, {}, script=True).json()["cards"])
        if last is there:
            moderator.open().click("approved", here)
    shows_here = "until" not in narrowed
    found = [{number: card is not None for number, card in cards.items()} for cards in answers]
    assert found == [{str(there.pk): False}, {str(here.pk): shows_here}]
    assert statuses() == {here.pk: Status.PENDING, there.pk: Status.PENDING}


def test_an_undo_says_what_changed_since_and_asks(chief: Desk, moderator: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows)
    changed = ReaderComment.objects.get(pk=rows[1].pk)
    decide(changed, Status.APPROVED, DecisionContext(by=moderator.user, batch=uuid4()))
    response = chief.open().undo()
    assert response.status_code == 409
    page = chief.read(response)
    assert "The decisions on 2 comments were undone. What changed since was left unchanged:" in page.text
    assert f"Comment {changed.pk}: approved by grace" in page.text
    assert list(statuses().values()) == [Status.PENDING, Status.APPROVED, Status.PENDING]
    page.undo(anyway="1")
    assert set(statuses().values()) == {Status.PENDING}


def test_what_was_undone_already_is_told(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    page = moderator.open()
    page.undo()
    assert messages(page.undo()) == [("info", "Already undone. Nothing changed.")]
    assert statuses() == {held.pk: Status.PENDING}


@pytest.mark.parametrize("batch", ["", "x", "1234"])
def test_an_undo_of_nonsense_does_nothing(batch: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    response = moderator.open().undo(batch=batch)
    assert [level for level, _text in messages(response)] == ["warning"]
    assert statuses() == {held.pk: Status.SPAM}


def test_a_colleague_s_batch_takes_the_permission_for_many(
    moderator: Desk, chief: Desk, comment: Any
) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows[:2])
    moderator.open().click("spam", rows[2])
    batch = Decision.objects.filter(actor=chief.user)[0].batch
    assert moderator.open().undo(batch=batch).status_code == 403
    theirs = Decision.objects.filter(actor=moderator.user)[0].batch
    assert chief.open().undo(batch=theirs).status_code == 200
    assert list(statuses().values()) == [Status.REJECTED, Status.REJECTED, Status.PENDING]


def test_nothing_is_said_to_be_undone_where_there_is_nothing(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    page.click("approved", held)
    response = moderator.open().undo(batch=str(uuid4()))
    assert messages(response) == [("warning", "Nothing to undo.")]
    assert statuses() == {held.pk: Status.APPROVED}


# --- What its author withdrew ---------------------------------------------------------------------------


def test_what_its_author_withdrew_can_only_be_refused(moderator: Desk, comment: Any) -> None:
    written = comment()
    withdraw(written, revision=written.revision)
    page = moderator.open(query=EVERYTHING)
    assert set(page.buttons()) == {f"rejected-{written.pk}", f"spam-{written.pk}"}
    assert "withdrawn by its author" in page.said(written)
    assert page.card(written).xpath(f".//form[@action='{reverse('admin:newsroom_comments_reply')}']") == []


@pytest.mark.parametrize("script", [False, True])
def test_an_approval_that_comes_all_the_same_is_answered(script: bool, chief: Desk, comment: Any) -> None:
    written, other = comment(), comment("Other words", name="Bob", status=Status.PENDING)
    withdraw(written, revision=written.revision)
    said = f"Comment {written.pk} was withdrawn by its author, and stays withdrawn."
    page = chief.open(query=EVERYTHING)
    one = page.post(page.buttons()[f"spam-{written.pk}"], {"to": "approved"}, script=script)
    assert (one.json()["message"] if script else messages(one)[0][1]) == said
    both = page.decide_selection("approved", written, other)
    assert messages(both) == [("warning", f"You approved 1 comment. {said}")]
    assert statuses() == {written.pk: Status.WITHDRAWN, other.pk: Status.APPROVED}
    form = page.card(other).xpath(f".//form[@action='{reverse('admin:newsroom_comments_reply')}']")[0]
    row = ReaderComment.objects.get(pk=written.pk)
    reply = page.post(form, {"pk": row.pk, "revision": row.revision, "reply": "Mine."}, script=script)
    assert reply.status_code == 409
    assert ReaderComment.objects.count() == 2


def test_an_undo_made_anyway_says_what_stays_withdrawn(moderator: Desk, comment: Any) -> None:
    written = comment(status=Status.PENDING)
    moderator.open().click("approved", written)
    written.refresh_from_db()
    withdraw(written, revision=written.revision)
    question = moderator.open(query=EVERYTHING).undo()
    assert "withdrawn by its author" in moderator.read(question).text
    answer = moderator.read(question).undo(anyway="1")
    assert messages(answer)[0][1] == (
        "The decision on 1 comment was undone. "
        f"Comment {written.pk} was withdrawn by its author, and stays withdrawn."
    )
    assert statuses() == {written.pk: Status.WITHDRAWN}


# --- What is erased -------------------------------------------------------------------------------------


def test_nothing_can_be_done_with_what_is_erased(chief: Desk, comment: Any) -> None:
    erased = comment(status=Status.ERASED)
    page = chief.open(query=EVERYTHING)
    assert page.card(erased).xpath(".//form | .//button | .//input") == []
    assert [link.text for link in page.card(erased).xpath(".//a")][-1] == "View"


@pytest.mark.parametrize("script", [False, True])
def test_a_correction_that_comes_after_the_erasing_writes_nothing(
    script: bool, moderator: Desk, comment: Any
) -> None:
    written = comment("Words", status=Status.SPAM)
    form = moderator.open(query=EVERYTHING).card(written).xpath(".//form[.//textarea[@name='source']]")[0]
    assert list(erase_refused(timezone.now(), 500)) == [1]
    revision = ReaderComment.objects.get().revision
    fields = {"revision": revision, "source": "Words again"}
    answer = moderator.open(query=EVERYTHING).post(form, fields, script=script)
    assert answer.status_code == 409
    row = ReaderComment.objects.get()
    assert (row.source, row.comment, row.revision) == ("", "", revision)
