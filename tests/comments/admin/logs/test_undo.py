"""What is undone from the logs."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Article
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide_all
from comments.models import Act, Commenter, Decision, ReaderComment, Standing, StandingChange, Status

from ...scenes import editor, shown, waiting
from ..conftest import Desk, messages
from .entries import ENTRY, STANDING, UNDO, UNDO_STANDING, ban, click, press

pytestmark = pytest.mark.django_db


def test_a_decision_is_undone_from_its_page(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    response = press(reader.open(ENTRY, decision.pk))
    assert messages(response) == [("success", "The decision on 1 comment was undone.")]
    assert ReaderComment.objects.get().status == Status.PENDING
    assert Decision.objects.all()[0].actor == reader.user
    assert reader.open(ENTRY, decision.pk).tree.xpath("//button[@formaction]") == []


def test_what_came_since_is_shown_and_the_editor_asked(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    click(held, Status.SPAM, who="bob")
    page = reader.open(ENTRY, decision.pk)
    assert "This comment was decided on again since (Spam, bob," in page.text
    response = press(page, anyway="1")
    assert messages(response) == [("success", "The decision on 1 comment was undone.")]
    assert ReaderComment.objects.get().status == Status.PENDING


def test_what_came_since_the_page_was_opened_is_told_and_nothing_done(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    click(held, Status.SPAM, who="bob")
    [(level, text)] = messages(press(page))
    assert (level, text.partition(" (")[0]) == (
        "warning",
        f"Comment {held.pk} was decided on again since, and left unchanged",
    )
    assert "Spam, bob, " in text
    assert ReaderComment.objects.get().status == Status.SPAM


def test_pressed_twice_it_is_undone_once(reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    press(page)
    assert messages(press(page)) == [("warning", "Already undone. Nothing changed.")]
    assert Decision.objects.filter(act=Act.UNDONE).count() == 1


def test_a_whole_batch_is_undone_but_for_what_came_since(reader: Desk, article: Article) -> None:
    pks = waiting(8, article)
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor("ada"), batch=uuid4()))
    decision = Decision.objects.get(comment=pks[0])
    page = reader.open(ENTRY, decision.pk)
    for pk in pks[1:]:
        click(ReaderComment(pk=pk), Status.SPAM, who="bob")
    answers = messages(press(page, whole="1"))
    assert [level for level, _text in answers] == ["success", *["warning"] * 6]
    assert answers[-1] == ("warning", "2 more comments were left unchanged.")
    assert list(ReaderComment.objects.filter(status=Status.PENDING).values_list("pk", flat=True)) == [pks[0]]
    page = reader.open(ENTRY, Decision.objects.get(comment=pks[1], batch=decision.batch).pk)
    assert "7 comments of this batch were decided on again since, and would be left unchanged." in page.text


def test_a_batch_with_a_ban_is_undone_whole_only_by_who_may_ban(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    comment("And again", status=Status.PENDING)
    ban = {"until": None, "by": editor("ada"), "batch": uuid4(), "reject_pending": True}
    set_standing(held.commenter, Standing.BANNED, **ban)
    decision = Decision.objects.get(comment=held, to_status=Status.REJECTED)
    page = reader.open(ENTRY, decision.pk)
    assert page.tree.xpath("//button[@name='whole']") == []
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    fields = {"csrfmiddlewaretoken": token, "whole": "1"}
    assert reader.client.post(reverse(UNDO, args=[decision.pk]), fields).status_code == 403
    assert Commenter.objects.get().standing == Standing.BANNED
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    press(reader.open(ENTRY, decision.pk), whole="1")
    assert Commenter.objects.get().standing == Standing.NONE
    assert {*ReaderComment.objects.values_list("status", flat=True)} == {Status.PENDING}


def test_a_ban_that_rejected_one_comment_is_undone_with_it(reader: Desk, comment: Any) -> None:
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    held = comment(status=Status.PENDING)
    ban(held.commenter)
    page = reader.open(ENTRY, Decision.objects.get(comment=held, to_status=Status.REJECTED).pk)
    [button] = page.tree.xpath("//button[@name='whole']")
    assert " ".join(button.text.split()) == "Undo the batch: 1 comment and a person’s standing"
    press(page, whole="1")
    assert Commenter.objects.get().standing == Standing.NONE
    assert ReaderComment.objects.get().status == Status.PENDING


def test_a_standing_that_changed_since_is_told_and_left_alone(reader: Desk, comment: Any) -> None:
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    held = comment(status=Status.PENDING)
    ban(held.commenter)
    page = reader.open(ENTRY, Decision.objects.get(comment=held, to_status=Status.REJECTED).pk)
    ban(held.commenter, Standing.HELD, who="bob")
    [done, (level, left)] = messages(press(page, whole="1"))
    assert (done, level) == (("success", "The decision on 1 comment was undone."), "warning")
    start = "What changed since was left unchanged: The person’s standing was set to always held by bob, "
    assert left.startswith(start)
    assert Commenter.objects.get().standing == Standing.HELD


@pytest.fixture
def keeper(desk: Any) -> Desk:
    """Who may undo changes of standing, from their log."""
    names = ("moderate_readercomment", "moderate_selection", "set_standing", "view_standingchange")
    sat: Desk = desk(*names)
    return sat


def test_a_standing_is_undone_from_its_page_with_what_came_with_it(keeper: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    change = ban(held.commenter)
    response = press(keeper.open(STANDING, change.pk))
    assert messages(response) == [
        ("success", "The change of standing was undone."),
        ("success", "The decision on 1 comment was undone."),
    ]
    assert (Commenter.objects.get().standing, ReaderComment.objects.get().status) == ("", Status.PENDING)
    assert keeper.open(STANDING, change.pk).tree.xpath("//button[@formaction]") == []


def test_a_standing_undone_is_given_again_from_the_log(keeper: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    press(keeper.open(STANDING, ban(held.commenter).pk))
    press(keeper.open(STANDING, StandingChange.objects.all()[0].pk))
    assert Commenter.objects.get().standing == Standing.BANNED
    assert ReaderComment.objects.get().status == Status.REJECTED


def test_what_came_since_a_standing_is_shown_and_the_editor_asked(keeper: Desk) -> None:
    person = Commenter.objects.create()
    change = ban(person)
    page = keeper.open(STANDING, change.pk)
    ban(person, Standing.TRUSTED, who="bob")
    [(level, text)] = messages(press(page))
    assert (level, person.standing) == ("warning", Standing.TRUSTED)
    assert "set to trusted by bob, " in text
    page = keeper.open(STANDING, change.pk)
    assert "The person’s standing was set to trusted by bob, " in page.text
    press(page, anyway="1")
    person.refresh_from_db()
    assert person.standing == Standing.NONE


@pytest.mark.parametrize("missing", ["moderate_readercomment", "set_standing", "view_standingchange"])
def test_a_standing_is_undone_by_who_may_give_it(missing: str, keeper: Desk) -> None:
    change = ban(Commenter.objects.create())
    page = keeper.open(STANDING, change.pk)
    keeper.user.user_permissions.remove(Permission.objects.get(codename=missing))
    assert page.send("standingchange_form", reverse(UNDO_STANDING, args=[change.pk])).status_code == 403
    assert Commenter.objects.get().standing == Standing.BANNED
    if missing != "view_standingchange":
        assert keeper.open(STANDING, change.pk).tree.xpath("//button[@formaction]") == []
    assert keeper.get(UNDO_STANDING, change.pk).status_code == 405


@pytest.mark.parametrize("permissions", [["view_decision"], ["moderate_readercomment"]])
def test_an_undo_takes_both_permissions(permissions: list[str], desk: Any, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    sat: Desk = desk(*permissions)
    token = sat.open("admin:password_change").tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    answer = sat.client.post(reverse(UNDO, args=[decision.pk]), {"csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert ReaderComment.objects.get().status == Status.APPROVED
    if "view_decision" in permissions:
        assert sat.open(ENTRY, decision.pk).tree.xpath("//button[@formaction]") == []


def test_no_link_takes_anything_back(reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    assert reader.get(UNDO, decision.pk).status_code == 405
    assert ReaderComment.objects.get().status == Status.APPROVED


@pytest.mark.parametrize("number", ["0", "9" * 30, "x"])
def test_an_entry_that_does_not_exist_is_not_found(number: str, reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    assert page.send("decision_form", reverse(UNDO, args=[number])).status_code == 404
