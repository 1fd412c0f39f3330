"""What the newsroom decides about a person, on their page."""

from datetime import UTC, datetime
from typing import Any

import pytest

from comments.decisions.undoing import last_batch, undo
from comments.models import Commenter, Standing, StandingChange, Status
from comments.people.confirmations import confirm
from comments.people.reserved_names import reserve

from ..conftest import Desk, Page, messages
from .person_page import FORM, PERSON, box

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_flood_limits")]
LIST = "admin:newsroom_comments_commenter_changelist"


def standing(person: Commenter) -> tuple[str, datetime | None, str]:
    person.refresh_from_db()
    return person.standing, person.until, person.notes


def log() -> list[tuple[str, str]]:
    return [*StandingChange.objects.order_by("pk").values_list("from_standing", "to_standing")]


# --- Standing -------------------------------------------------------------------------------------------


def test_a_ban_rejects_what_is_pending_and_one_undo_reverses_both(judge: Desk, comment: Any) -> None:
    public = comment("Public words")
    held = comment("Held words", status=Status.PENDING)
    person = held.commenter
    response = judge.open(PERSON, person.pk).send(FORM, standing="banned", reject_pending="on")
    [(_level, said), *_more] = messages(response)
    assert said.startswith("Standing: Banned. 1 pending comment was rejected.")
    held.refresh_from_db()
    public.refresh_from_db()
    assert (standing(person), held.status, public.status) == (("banned", None, ""), "rejected", "approved")
    batch = last_batch(judge.user)
    assert batch is not None
    undo(batch.id, judge.user)
    held.refresh_from_db()
    assert (standing(person)[0], held.status) == ("", "pending")
    page = judge.open(PERSON, person.pk)
    assert "Banned → None (grace, undo)" in box(page, "changes")
    assert "None → Banned (grace)" in box(page, "changes")


def test_a_ban_until_a_date_is_logged_with_it(judge: Desk, comment: Any) -> None:
    person = comment().commenter
    judge.open(PERSON, person.pk).send(FORM, standing="banned", until_0="2099-03-02", until_1="09:30")
    assert standing(person) == ("banned", datetime(2099, 3, 2, 9, 30, tzinfo=UTC), "")
    page = judge.open(PERSON, person.pk)
    assert "None → Banned until March 2, 2099, 9:30 a.m. (grace)" in box(page, "changes")
    assert "Banned until March 2, 2099, 9:30 a.m." in judge.open(LIST).text


def test_notes_alone_are_no_change_of_standing(judge: Desk, comment: Any) -> None:
    person = comment().commenter
    judge.open(PERSON, person.pk).send(FORM, notes="Wrote to us in March.")
    assert (standing(person), log()) == (("", None, "Wrote to us in March."), [])


def test_saving_keeps_what_was_counted_meanwhile(judge: Desk, comment: Any) -> None:
    person = comment().commenter
    page = judge.open(PERSON, person.pk)
    Commenter.objects.update(approved_count=9)
    page.send(FORM, standing="held", notes="x")
    person.refresh_from_db()
    assert (person.approved_count, person.standing, person.notes) == (9, "held", "x")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"standing": "held", "reject_pending": "on"}, "Pending comments are rejected only with a ban."),
        (
            {"standing": "banned", "until_0": "2020-01-01", "until_1": "00:00"},
            "This date has passed. Give a later one, or none.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    fields: dict[str, str], said: str, judge: Desk, comment: Any
) -> None:
    person = comment().commenter
    response = judge.open(PERSON, person.pk).send(FORM, **fields)
    assert said in response.content.decode()
    assert (standing(person), log()) == (("", None, ""), [])


def test_a_ban_that_ran_out_stays_as_it_is_when_notes_are_saved(judge: Desk, comment: Any) -> None:
    person = comment().commenter
    over = datetime(2020, 1, 1, tzinfo=UTC)
    Commenter.objects.update(standing=Standing.BANNED, until=over)
    assert "Banned until Jan. 1, 2020, midnight, which has passed" in judge.open(LIST).text
    judge.open(PERSON, person.pk).send(FORM, notes="x")
    assert standing(person) == ("banned", over, "x")


def test_a_stale_form_is_told_and_overwrites_nothing_until_saved_again(
    judge: Desk, desk: Any, comment: Any
) -> None:
    person = comment().commenter
    page = judge.open(PERSON, person.pk)
    other = desk("moderate_readercomment", "set_standing", name="heidi")
    other.open(PERSON, person.pk).send(FORM, standing="banned", notes="Threats.")
    response = page.send(FORM, standing="trusted", notes="Nice.")
    assert (
        "Somebody changed this person’s standing or notes while you had the page open."
        in response.content.decode()
    )
    assert "The standing is now: Banned. The notes are now: Threats." in response.content.decode()
    assert standing(person) == ("banned", None, "Threats.")
    Page(judge, page.address, response.content.decode()).send(FORM)
    assert (standing(person), log()) == (("trusted", None, "Nice."), [("", "banned"), ("banned", "trusted")])


def test_trust_in_an_address_that_anybody_can_type_is_said_to_have_no_effect(
    judge: Desk, comment: Any
) -> None:
    page = judge.open(PERSON, comment().commenter.pk)
    assert "Trust has no effect until the address is confirmed" in box(page, "standing")


@pytest.mark.parametrize("permission", ["moderate_readercomment", "view_commenter"])
def test_without_the_permission_a_standing_is_only_read(permission: str, desk: Any, comment: Any) -> None:
    person = comment(status=Status.PENDING).commenter
    reader = desk(permission, name="reader")
    page = reader.open(PERSON, person.pk)
    assert page.tree.xpath("//*[@name='standing' or @name='notes' or @name='reject_pending']") == []
    fields = {
        "standing": "banned",
        "notes": "x",
        "reject_pending": "on",
        "seen": "",
        "csrfmiddlewaretoken": "",
    }
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")
    response = reader.client.post(page.address, fields | {"csrfmiddlewaretoken": token[0] if token else ""})
    assert response.status_code == 403
    assert (standing(person), log()) == (("", None, ""), [])


def test_who_may_not_decide_on_comments_takes_none_back(desk: Any, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    clerk = desk("view_commenter", "set_standing", name="clerk")
    page = clerk.open(PERSON, held.commenter.pk)
    assert page.tree.xpath("//*[@name='reject_pending']") == []
    page.send(FORM, standing="banned", reject_pending="on")
    held.refresh_from_db()
    assert (standing(held.commenter)[0], held.status) == ("banned", "pending")


# --- A reserved name ------------------------------------------------------------------------------------


def holder(comment: Any) -> Commenter:
    stored = comment()
    owner = confirm(stored)
    reserve(stored)
    owner.refresh_from_db()
    return owner


def test_a_reserved_name_is_shown_and_freed(judge: Desk, comment: Any) -> None:
    person = holder(comment)
    page = judge.open(PERSON, person.pk)
    assert box(page, "reserved_name") == "Reserved name: Ada"
    response = page.send(FORM, free_name="on")
    assert messages(response)[0][1] == "The name “Ada” is free again."
    person.refresh_from_db()
    assert (person.reserved_name, person.reserved_key, log()) == ("", None, [])
    assert "eserved name" not in judge.open(PERSON, person.pk).text


def test_a_ban_frees_no_name_unless_it_says_so(judge: Desk, comment: Any) -> None:
    person = holder(comment)
    judge.open(PERSON, person.pk).send(FORM, standing="banned")
    person.refresh_from_db()
    assert (person.standing, person.reserved_name) == ("banned", "Ada")
    judge.open(PERSON, person.pk).send(FORM, standing="", free_name="on")
    person.refresh_from_db()
    assert (person.standing, person.reserved_name) == ("", "")


def test_without_the_permission_no_name_is_freed(desk: Any, comment: Any) -> None:
    person = holder(comment)
    page = desk("moderate_readercomment", name="reader").open(PERSON, person.pk)
    assert (box(page, "reserved_name"), page.tree.xpath("//*[@name='free_name']")) == (
        "Reserved name: Ada",
        [],
    )
    assert page.desk.client.post(page.address, {"free_name": "on"}).status_code == 403
    person.refresh_from_db()
    assert person.reserved_name == "Ada"
