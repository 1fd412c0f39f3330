"""The list of people and a person's page: who comments, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from comments.admin import paging
from comments.models import Commenter, ReaderComment, Status

from ..conftest import CHANGE as COMMENT
from ..conftest import LIST as DESK
from ..conftest import Desk
from .person_page import PERSON, box

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_flood_limits")]
LIST = "admin:newsroom_comments_commenter_changelist"
ADDRESS = "ada.lovelace@example.org"


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


@pytest.mark.parametrize(
    ("stored", "searches"),
    [
        (ADDRESS, [ADDRESS, ADDRESS.upper(), f"{ADDRESS},", ADDRESS.replace("@", "\uff20")]),
        (
            "ada@müller.example",
            ["ada@müller.example", "Ada@xn--mller-kva.example", "ada@mu\u0308ller.example."],
        ),
        ("ada@xn--mller-kva.example", ["ada@müller.example", "ada@MÜLLER.example"]),
    ],
)
def test_a_login_is_found_by_every_spelling_of_its_address(
    stored: str, searches: list[str], desk: Any, comment: Any
) -> None:
    reader = get_user_model().objects.create_user("ada", email=stored, first_name="Ada")
    comment("Findable by nothing else", name="Ada", user=reader, status=Status.PENDING)
    chief = desk("view_commenter", "view_address", "view_readercomment", name="chief")
    for search in searches:
        query = f"?q={quote(search)}"
        assert "1 commenter" in chief.open(LIST, query=query).text, search
        assert "Findable by nothing else" in chief.open(DESK, query=query).text, search


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
