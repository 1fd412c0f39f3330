"""The person page: who comments, and what the newsroom decides about them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from comments.admin import paging
from comments.decisions.undoing import last_batch, undo
from comments.models import Commenter, ReaderComment, Standing, StandingChange, Status
from comments.people.confirmations import confirm
from comments.people.reserved_names import reserve

from ..conftest import CHANGE as COMMENT
from ..conftest import LIST as DESK
from ..conftest import Desk, Page, messages

pytestmark = pytest.mark.django_db
LIST = "admin:newsroom_comments_commenter_changelist"
PERSON = "admin:newsroom_comments_commenter_change"
ADDRESS = "ada.lovelace@example.org"
FORM = "commenter_form"


@pytest.fixture(autouse=True)
def _no_flood_limits(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": False}


@pytest.fixture
def judge(desk: Any) -> Desk:
    """A moderator who may decide about persons."""
    return desk("moderate_readercomment", "set_standing")


def box(page: Page, name: str) -> str:
    [field] = page.tree.xpath(f"//div[contains(@class, 'field-{name}')]")
    return " ".join(field.text_content().split())


def standing(person: Commenter) -> tuple[str, datetime | None, str]:
    person.refresh_from_db()
    return person.standing, person.until, person.notes


def log() -> list[tuple[str, str]]:
    return [*StandingChange.objects.order_by("pk").values_list("from_standing", "to_standing")]


# --- Who they are ---------------------------------------------------------------------------------------


def test_the_page_says_who_comments_and_what_became_of_it(judge: Desk, comment: Any) -> None:
    for number in range(3):
        comment(f"Fine {number}", name="Ada")
    comment("Rubbish", name="Countess", status=Status.REJECTED)
    old = comment("Old spam", name="Ada", status=Status.SPAM)
    ReaderComment.objects.filter(pk=old.pk).update(submitted=timezone.now() - timedelta(days=31))
    pending = comment("Is this held?", name="Ada", status=Status.PENDING)
    person = pending.commenter
    page = judge.open(PERSON, person.pk)
    assert box(page, "names") == "Names: Ada, Countess"
    assert box(page, "proof") == "Known by: address not confirmed"
    assert box(page, "tally") == "In all: 3 approved, 2 rejected (40%)"
    assert box(page, "recently") == "In the last 30 days: 3 approved, 1 rejected (25%)"
    latest = box(page, "comments")
    assert [text in latest for text in ("Pending Is this held?", "Rejected Rubbish", "Spam Old spam")] == [
        True
    ] * 3
    links = page.tree.xpath("//div[contains(@class, 'field-comments')]//a/@href")
    assert links[0] == reverse(COMMENT, args=[pending.pk])
    assert links[-1] == f"{reverse(DESK)}?queue=all&commenter={person.pk}"
    assert f"comment {pending.pk} · Pending (Everything waits)" in box(page, "decisions")
    assert box(page, "changes") == "On their standing: never changed"


def test_a_login_is_named_as_in_public(judge: Desk, comment: Any) -> None:
    reader = get_user_model().objects.create_user("ada@example.org", first_name="Ada", last_name="L.")
    person = comment(user=reader).commenter
    page = judge.open(PERSON, person.pk)
    assert box(page, "proof") == "Known by: login: Ada L."
    assert "ada@example.org" not in page.html
    assert "ada@example.org" not in judge.open(LIST).html


def test_a_confirmed_address_is_told(judge: Desk, comment: Any) -> None:
    person = comment().commenter
    Commenter.objects.update(confirmed_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    page = judge.open(PERSON, person.pk)
    assert box(page, "proof") == "Known by: address confirmed on March 2, 2026, 9:30 a.m."
    assert "Trust has no effect" not in page.text


def test_an_address_is_shown_only_with_its_permission(desk: Any, judge: Desk, comment: Any) -> None:
    person = comment(email=ADDRESS).commenter
    chief = desk("view_commenter", "view_address", name="chief")
    assert box(chief.open(PERSON, person.pk), "address") == f"Email address: {ADDRESS}"
    pages = [judge.open(PERSON, person.pk), judge.open(LIST), chief.open(LIST)]
    assert [page.address for page in pages if "lovelace" in page.html] == []


def test_no_network_is_shown(desk: Any, comment: Any) -> None:
    person = comment(network="203.0.113.0/24").commenter
    superuser = desk(superuser=True)
    assert "203.0.113" not in superuser.open(PERSON, person.pk).html + superuser.open(LIST).html


def test_who_may_not_read_comments_sees_none_on_the_page(desk: Any, comment: Any) -> None:
    person = comment("Secret words").commenter
    page = desk("view_commenter", name="clerk").open(PERSON, person.pk)
    assert ("Secret words" in page.html, "In all: 1 approved" in page.text) == (False, True)


def test_the_page_costs_the_same_however_much_they_wrote(
    judge: Desk, comment: Any, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        person = comment(f"Words {number}").commenter
        if number in {0, 5}:
            judge.open(PERSON, person.pk)
            with django_assert_num_queries(12):
                judge.open(PERSON, person.pk)


# --- The list -------------------------------------------------------------------------------------------


def test_the_list_names_people_by_their_latest_name_at_one_cost(
    judge: Desk, comment: Any, django_assert_num_queries: Any
) -> None:
    for number in range(8):
        comment(name=f"Reader {number}", email=f"r{number}@example.org")
        if number in {0, 7}:
            judge.open(LIST)
            with django_assert_num_queries(6):
                page = judge.open(LIST)
    assert [f"Reader {number}" in page.text for number in range(8)] == [True] * 8


def test_a_person_is_found_by_their_whole_address_and_only_with_the_permission(
    desk: Any, judge: Desk, comment: Any
) -> None:
    comment(name="Ada", email=ADDRESS)
    comment(name="Bob", email="bob@example.org")
    chief = desk("view_commenter", "view_address", name="chief")
    found = chief.open(LIST, query=f"?q={ADDRESS.upper()}").text
    assert ("Ada" in found, "Bob" in found) == (True, False)
    assert "Ada" not in chief.open(LIST, query="?q=ada.lovelace").text
    blind = judge.open(LIST, query=f"?q={ADDRESS}")
    assert ("Ada" in blind.text, "Bob" in blind.text) == (False, False)
    helps = [
        page.tree.get_element_by_id("searchbar_helptext").text_content() for page in (blind, chief.open(LIST))
    ]
    assert helps == ["Part of a name", "Part of a name, or a whole email address"]


def test_a_person_is_found_by_part_of_any_name_they_wrote_under(judge: Desk, comment: Any) -> None:
    comment("I know Bob.", name="Zoë O’Neil", email=ADDRESS)
    comment("More.", name="The countess", email=ADDRESS)
    comment("I know Zoë.", name="Bob", email="bob@example.org")
    for search, names in {
        "o'nei": (True, False),
        "ZOE": (True, False),
        "countess": (True, False),
        "bob": (False, True),
        "know": (False, False),
        "neil bob": (False, False),
        "": (True, True),
    }.items():
        page = judge.open(LIST, query=f"?q={search}").text
        assert ("The countess" in page, "Bob" in page) == names, search


def test_a_logins_address_is_shown_under_whatever_name_its_model_keeps_it(
    desk: Any, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = get_user_model()
    reader = users.objects.create_user("ada", email="not.this@example.org", last_name=ADDRESS)
    person = comment(name="Ada", user=reader, email="").commenter
    monkeypatch.setattr(users, "EMAIL_FIELD", "last_name")
    chief = desk("view_commenter", "view_address", name="chief")
    assert box(chief.open(PERSON, person.pk), "address") == f"Email address: {ADDRESS}"


def test_a_login_is_found_by_its_address(desk: Any, comment: Any) -> None:
    reader = get_user_model().objects.create_user("ada", email=ADDRESS, first_name="Ada")
    comment(name="Ada", user=reader)
    chief = desk("view_commenter", "view_address", name="chief")
    assert "1 commenter" in chief.open(LIST, query=f"?q={ADDRESS}").text


@pytest.mark.parametrize(
    "query",
    ["address_hash__startswith=a", "user__email__startswith=a", "notes__contains=a", "comments__network=1"],
)
def test_nothing_is_guessed_by_filtering(query: str, judge: Desk, comment: Any) -> None:
    comment()
    assert judge.get(LIST, query=f"?{query}").status_code == 400


def test_the_list_counts_no_further_than_it_leads(
    judge: Desk, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_ROWS", 2)
    for number in range(3):
        comment(name=f"R{number}", email=f"r{number}@example.org")
    assert "2 commenters" in judge.open(LIST).text


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
