"""A mail server that is down loses no email and no comment."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from comments.mail import outbox, tasks
from comments.models import Email, EmailKind, ReaderComment, Status

from .. import smtp
from ..at_once import at_once
from ..smtp import send_emails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _moderators(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": ["desk@example.org"]}


def wait() -> None:
    """As long as the next attempt is put off."""
    Email.objects.filter(due__isnull=False).update(due=timezone.now())


def test_a_server_that_is_down_holds_up_nothing_and_loses_nothing(
    reply: Any, settings: Any, server: smtp.Server, django_capture_on_commit_callbacks: Any
) -> None:
    smtp.send_through(settings, smtp.closed_port())
    with django_capture_on_commit_callbacks(execute=True):
        response = reply()
    assert response["Location"].startswith("/comments/yours/")
    assert ReaderComment.objects.get().status == Status.PENDING
    kept = Email.objects.get()
    assert (kept.attempts, kept.sent_at) == (0, None)
    assert kept.last_error.startswith("ConnectionRefusedError: ")

    smtp.send_through(settings, server.port)
    assert send_emails() == "sent 1, still to go out 0\n"
    wait()
    assert send_emails() == "sent 0, still to go out 0\n"
    received = smtp.headers(server.received[0])
    assert (received["To"], received["Subject"]) == (
        "desk@example.org",
        "[Newsroom] Comment to moderate: The harbour opens on Monday",
    )
    kept.refresh_from_db()
    assert (len(server.received), kept.attempts, kept.last_error, kept.sent_at is None) == (1, 1, "", False)


@pytest.mark.parametrize("refused_at", ["CONNECT", "RCPT"])
def test_while_the_server_is_down_no_other_answer_waits_for_it(
    refused_at: str, comment: Any, settings: Any, server: smtp.Server, django_capture_on_commit_callbacks: Any
) -> None:
    stored = comment(status=Status.PENDING)
    server.refuse(refused_at, "450 4.3.2 not now")
    smtp.send_through(settings, server.port)
    for _answer in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.send(EmailKind.MODERATION, stored)
    assert server.talks == (1 if refused_at == "CONNECT" else 2)
    server.recover()
    wait()
    send_emails()
    assert Email.objects.filter(sent_at=None).count() == 0


def test_after_five_attempts_an_email_waits_for_an_editor(
    comment: Any, settings: Any, server: smtp.Server
) -> None:
    comment(status=Status.PENDING)
    server.refuse("BODY", "452 4.3.1 no space left")
    smtp.send_through(settings, server.port)
    waits: list[int | None] = []
    for _attempt in range(6):
        wait()
        send_emails()
        due = Email.objects.get().due
        waits.append(due and round((due - timezone.now()) / timedelta(minutes=5)))
    kept = Email.objects.get()
    assert (kept.attempts, kept.sent_at, server.talks) == (5, None, 5)
    assert waits == [1, 4, 16, 64, None, None]


def test_no_address_is_kept_with_an_error(comment: Any, settings: Any, server: smtp.Server) -> None:
    server.refuse("RCPT", "550 <ada@example.org>: no such user")
    smtp.send_through(settings, server.port)
    stored = comment()
    Email.objects.all().delete()
    tasks.send(EmailKind.CONFIRMATION, stored)
    send_emails()
    kept = Email.objects.get()
    assert kept.last_error.startswith("SMTPRecipientsRefused: ")
    assert ("550" in kept.last_error, "ada" in kept.last_error) == (True, False)


def test_an_email_that_cannot_even_be_written_is_kept(comment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.send(EmailKind.MODERATION, comment(status=Status.PENDING))

    def crash(_email: Email) -> None:
        raise LookupError("no template")

    monkeypatch.setattr(outbox, "compose", crash)
    send_emails()
    assert {*Email.objects.values_list("last_error", "attempts")} == {("LookupError: no template", 1)}


def test_an_email_with_nothing_left_to_say_is_taken_out(comment: Any) -> None:
    tasks.send(EmailKind.MODERATION, comment(status=Status.APPROVED))
    assert (send_emails(), Email.objects.count(), mail.outbox) == ("sent 0, still to go out 0\n", 0, [])


def test_a_row_that_is_gone_is_no_error() -> None:
    assert outbox.deliver(7) is outbox.Outcome.NOT_SENT


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_send_each_email_once(comment: Any, settings: Any, server: smtp.Server) -> None:
    smtp.send_through(settings, smtp.closed_port())
    for number in range(4):
        tasks.send(
            EmailKind.MODERATION, comment(f"Number {number}", name=f"N {number}", status=Status.PENDING)
        )
    expected = Email.objects.count()
    smtp.send_through(settings, server.port)
    wait()
    at_once(*[partial(send_emails)] * 3)
    assert (len(server.received), Email.objects.filter(sent_at=None).count()) == (expected, 0)
