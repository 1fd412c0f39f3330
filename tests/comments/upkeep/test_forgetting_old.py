"""What stands beside comments is forgotten once it is of no use."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.decisions.corrections import revise
from comments.decisions.log import DecisionContext
from comments.decisions.statuses import decide
from comments.decisions.undoing import undo, undo_decision
from comments.mail import requested
from comments.models import (
    AddressKey,
    Commenter,
    Decision,
    EarlierText,
    Email,
    EmailKind,
    Follow,
    Following,
    ReaderComment,
    Report,
    Standing,
    Status,
)
from comments.people.confirmations import confirm
from comments.people.reserved_names import reserve
from comments.posting.reports import report, reporter_of
from comments.posting.withdrawals import withdraw
from comments.upkeep.erasing import erase
from comments.upkeep.forgetting import forget_old

from ..scenes import editor

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def forget(*options: str) -> str:
    out = StringIO()
    call_command("forgetold", *options, stdout=out)
    return out.getvalue()


def let_pass(days: int) -> None:
    """All that is stored becomes so much older."""
    past = timedelta(days=days)
    for model, columns in {
        ReaderComment: ["submitted"],
        EarlierText: ["replaced"],
        Decision: ["decided"],
        Email: ["created", "sent_at"],
        Report: ["submitted"],
        Commenter: ["confirmed_at", "until"],
    }.items():
        for row in model._base_manager.all():
            moments = {name: getattr(row, name) - past for name in columns if getattr(row, name)}
            # Past a log's own queryset, which lets nobody change it.
            QuerySet(model).filter(pk=row.pk).update(**moments)


def correct(comment: ReaderComment, source: str) -> Any:
    batch = uuid4()
    row = ReaderComment.objects.get(pk=comment.pk)
    revise(row, source, DecisionContext(by=editor(), batch=batch), revision=row.revision)
    return batch


# --- Texts, reports, emails -----------------------------------------------------------------------------


def test_a_text_that_was_corrected_is_stored_for_a_year_and_can_be_given_back_until_then(
    comment: Any,
) -> None:
    stored = comment("Call me: 555-0199.")
    first = correct(stored, "Call me.")
    let_pass(300)
    second = correct(stored, "Write to me.")
    let_pass(66)
    assert forget() == "forgot 1 rows older than 365 days\n"
    assert [*EarlierText.objects.values_list("source", flat=True)] == ["Call me."]
    assert undo(first, editor(), anyway=True).done == []
    assert undo(second, editor()).done == [stored.pk]
    row = ReaderComment.objects.get()
    assert (row.source, row.edited) == ("Call me.", True)
    assert forget() == "forgot 0 rows older than 365 days\n"


def test_the_log_offers_no_undo_of_a_text_that_is_forgotten(comment: Any, admin_client: Any) -> None:
    correct(comment("Call me: 555-0199."), "Call me.")
    entry = Decision.objects.latest("pk")
    address = f"/admin/newsroom_comments/decision/{entry.pk}/change/"
    assert "undo/" in admin_client.get(address).content.decode()
    forget("--days", "0")
    assert "undo/" not in admin_client.get(address).content.decode()
    assert undo_decision(entry, editor(), anyway=True).done == []


def test_who_reported_what_in_which_words_is_forgotten_once_it_is_answered(comment: Any) -> None:
    answered, waiting = comment("One."), comment("Two.", name="Bob")
    reader = User.objects.create_user("ann")
    for stored in (answered, waiting):
        report(stored, reporter=reporter_of(reader, ""), reason="privacy", text="My name is Ann")
    decide(ReaderComment.objects.get(pk=answered.pk), Status.APPROVED, DecisionContext(by=editor()))
    let_pass(366)
    assert forget() == "forgot 1 rows older than 365 days\n"
    rows = Report.objects.order_by("pk").values_list("comment", "reporter", "reason", "text")
    first = Report.objects.earliest("pk")
    assert list(rows) == [
        (answered.pk, f"forgotten:{first.pk}", "privacy", ""),
        (waiting.pk, reporter_of(reader, ""), "privacy", "My name is Ann"),
    ]
    assert forget() == "forgot 0 rows older than 365 days\n"


def test_that_an_email_went_out_is_forgotten(comment: Any) -> None:
    stored = comment()
    requested.send(EmailKind.PRIVATE_PAGE, stored)
    Email.objects.update(sent_at=timezone.now())
    let_pass(366)
    requested.send(EmailKind.PRIVATE_PAGE, stored)
    young = Email.objects.latest("pk")
    assert forget() == "forgot 1 rows older than 365 days\n"
    assert [*Email.objects.all()] == [young]


# --- People ---------------------------------------------------------------------------------------------


def known() -> dict[int, bool]:
    """The people that there are, and whether anything says who each is."""
    people = Commenter.objects.order_by("pk")
    return {
        person.pk: bool(person.user_id or person.address_hash or person.confirmed_at or person.notes)
        for person in people
    }


def test_of_whom_nothing_is_left_but_erased_comments_nobody_knows_who_they_were(comment: Any) -> None:
    stored = comment(status=Status.REJECTED)
    person = Commenter.objects.get()
    Commenter.objects.update(notes="Writes from the harbour.")
    erase([stored.pk])
    let_pass(364)
    assert (forget(), known()) == ("forgot 0 rows older than 365 days\n", {person.pk: True})
    let_pass(2)
    assert (forget(), known()) == ("forgot 1 rows older than 365 days\n", {person.pk: False})
    assert Commenter.objects.get().rejected_count == 1
    assert forget() == "forgot 0 rows older than 365 days\n"
    comment("I am back.")
    assert Commenter.objects.count() == 2


def test_a_login_and_the_owner_of_an_address_are_forgotten_likewise(comment: Any) -> None:
    reader = User.objects.create_user("ann")
    erase([comment(user=reader).pk])
    owned = comment("Other words")
    confirm(owned)
    erase([owned.pk])
    let_pass(366)
    assert [*known().values()] == [True, True, True]
    assert forget() == "forgot 3 rows older than 365 days\n"
    assert [*known().values()] == [False, False, False]
    assert User.objects.filter(pk=reader.pk).exists()


@pytest.mark.parametrize("has", ["a comment", "a ban", "a name", "a following"])
def test_whoever_something_else_is_left_of_stays_known(has: str, comment: Any) -> None:
    stored = comment(follow=Follow.ALL if has == "a following" else "")
    owner = confirm(stored)
    if has == "a name":
        reserve(ReaderComment.objects.get())
    if has == "a comment":
        confirm(comment("Other words", status=Status.WITHDRAWN))
    if has == "a following":
        # Of another discussion, say: an erasing ends this one's.
        row = Following.objects.values().get()
    erase([stored.pk])
    if has == "a following":
        Following.objects.create(**row)
    if has == "a ban":
        Commenter.objects.filter(pk=owner.pk).update(standing=Standing.BANNED)
    let_pass(366)
    forget()
    assert known()[owner.pk]
    assert Commenter.objects.get(pk=owner.pk).address_hash == AddressKey.digest("ada@example.org")


def test_a_ban_that_ran_out_is_none(comment: Any) -> None:
    erase([comment().pk])
    Commenter.objects.update(standing=Standing.BANNED, until=timezone.now())
    let_pass(366)
    forget()
    assert [*known().values()] == [False]


# --- At the same moment ---------------------------------------------------------------------------------


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one lock")
def test_comments_and_people_are_locked_in_order_before_anything_of_theirs_is_changed(comment: Any) -> None:
    """Else it and a batch of decisions could wait for each other in a circle."""
    stored = comment("One")
    correct(stored, "Two")
    requested.send(EmailKind.PRIVATE_PAGE, stored)
    report(ReaderComment.objects.get(), reporter=reporter_of(None, ""), reason="other", text="x")
    decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext(by=editor()))
    erase([comment("Other words", name="Bob", email="bob@example.org").pk])
    let_pass(366)
    with CaptureQueriesContext(connection) as queries:
        forget()
    written = [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "DELETE"))]
    tables = [re.split('"', sql)[1].removeprefix("newsroom_comments_") for sql in written]
    assert tables == ["earliertext", "email", "report", "commenter"]
    locks = [query["sql"] for query in queries if " FOR NO KEY UPDATE OF " in query["sql"]]
    assert [re.search(r'ORDER BY .* OF "newsroom_comments_(\w+)"$', sql)[1] for sql in locks] == [  # type: ignore[index]
        *["readercomment"] * 3,
        "commenter",
    ]


# --- All of it ------------------------------------------------------------------------------------------


def everything() -> str:
    """All that the database holds."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += cursor.fetchall()
    return repr(found)


def test_after_a_year_no_table_says_who_somebody_was_that_withdrew_all_they_wrote(comment: Any) -> None:
    network, editors = "198.51.100.0/24", editor()
    stored = comment(
        "Zanzibar", name="Lovelace", email="lovelace@example.org", url="https://l.example/", network=network,
        follow=Follow.ALL,
    )  # fmt: skip
    person = confirm(stored)
    Commenter.objects.update(notes="Lives in Zanzibar.")
    correct(stored, "Zanzibar, corrected")
    report(stored, reporter=reporter_of(None, network), reason="other", text="Not Zanzibar")
    report(stored, reporter=reporter_of(editors, ""), reason="other", text="No, Zanzibar")
    requested.send(EmailKind.PRIVATE_PAGE, ReaderComment.objects.get())
    Email.objects.update(sent_at=timezone.now(), last_error="Zanzibar is down")
    stored.refresh_from_db()
    withdraw(stored, revision=stored.revision)
    hashes = [AddressKey.digest("lovelace@example.org"), *Report.objects.values_list("reporter", flat=True)]
    secrets = ["anzibar", "ovelace", "l.example", "198.51.100", *hashes]
    assert [secret for secret in secrets if secret not in everything()] == []
    let_pass(366)
    for command in ("forgetnetworks", "erasewithdrawn", "forgetold"):
        call_command(command, stdout=StringIO())
    assert [secret for secret in secrets if secret in everything()] == []
    assert Commenter.objects.filter(pk=person.pk).exists()


def test_stopped_between_two_batches_it_goes_on_with_what_is_left(comment: Any) -> None:
    stored = comment("One")
    for text in ("Two", "Three", "Four"):
        correct(stored, text)
    batches = forget_old(timezone.now(), 2)
    assert [next(batches), EarlierText.objects.count()] == [2, 1]
    batches.close()  # type: ignore[attr-defined]
    assert list(forget_old(timezone.now(), 2)) == [1]
