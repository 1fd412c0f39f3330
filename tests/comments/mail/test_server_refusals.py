"""What a mail server answers of one email, which alone is put off or given up."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments.mail import outbox
from comments.models import Email, ReaderComment, Status

from .. import smtp
from ..smtp import HANGS_UP, send_emails
from .due import Write, let_five_minutes_pass, recipients

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "BODY"])
def test_an_email_that_is_refused_for_now_is_put_off_and_delays_nobody(
    stage: str, server: smtp.Server, write: Write
) -> None:
    refused = write("ada", "bob", "cleo")[0]
    server.refuse(stage, "451 4.7.1 greylisted", talk=1)
    assert (send_emails(), outbox.is_down()) == ("sent 2, still to go out 1\n", False)
    refused.refresh_from_db()
    assert (refused.attempts, "451" in refused.last_error) == (1, True)
    assert timedelta(minutes=4) < refused.due - timezone.now() <= timedelta(minutes=5)
    assert send_emails() == "sent 0, still to go out 1\n"
    let_five_minutes_pass()
    assert send_emails() == "sent 1, still to go out 0\n"


# Not MAIL: it names the sender, who is the same in all.
@pytest.mark.parametrize("stage", ["RCPT", "DATA", "BODY"])
def test_an_email_that_is_refused_for_good_is_given_up_and_delays_nobody(
    stage: str, server: smtp.Server, write: Write
) -> None:
    refused = write("ada", "bob", "cleo")[0]
    server.refuse(stage, "550 5.1.1 no such <user@example.org>", talk=1)
    assert (send_emails(), outbox.is_down()) == ("sent 2, still to go out 1\n", False)
    refused.refresh_from_db()
    assert (refused.attempts, refused.due, refused.sent_at) == (1, None, None)
    assert ("550" in refused.last_error, "@" in refused.last_error) == (True, False)
    assert (send_emails(), server.talks) == ("sent 0, still to go out 1\n", 3)


def test_an_email_that_is_too_large_is_given_up_and_delays_nobody(server: smtp.Server, write: Write) -> None:
    large = write("ada", "bob", "cleo")[0]
    server.refuse("MAIL", "552 5.3.4 message too big", talk=1)
    assert (send_emails(), outbox.is_down()) == ("sent 2, still to go out 1\n", False)
    large.refresh_from_db()
    assert (large.attempts, large.due) == (1, None)


@pytest.mark.parametrize("fault", [ValueError("a template's"), UnicodeError("the sender's")])
def test_an_email_that_is_not_at_fault_is_tried_again(
    fault: Exception, write: Write, monkeypatch: Any
) -> None:
    [written] = write("ada")

    def fail(_email: Email) -> None:
        raise fault

    monkeypatch.setattr(outbox, "compose", fail)
    send_emails()
    written.refresh_from_db()
    assert (written.attempts, written.due is None) == (1, False)


@pytest.mark.parametrize("address", ["pd@exam»ple.org", "n@exam\ufffdple.org", "é@example.org"])
def test_an_email_that_cannot_be_composed_is_given_up_and_delays_nobody(
    address: str, server: smtp.Server, write: Write
) -> None:
    unwritable = write("ada", "bob", "cleo")[0]
    ReaderComment.objects.filter(pk=unwritable.comment_id).update(user_email=address)
    assert (send_emails(), outbox.is_down()) == ("sent 2, still to go out 1\n", False)
    unwritable.refresh_from_db()
    assert (unwritable.attempts, unwritable.due) == (1, None)
    assert ("UnicodeE" in unwritable.last_error, "@" in unwritable.last_error) == (True, False)


def test_whose_post_follows_an_address_that_no_email_reaches_is_emailed_at_once(
    reply: Any, server: smtp.Server, django_capture_on_commit_callbacks: Any
) -> None:
    server.refuse("RCPT", "550 5.1.1 no such user", what="nobody@")
    for name in ("nobody", "ada"):
        with django_capture_on_commit_callbacks(execute=True):
            reply(comment=f"I am {name}.", name=name, email=f"{name}@example.org", follow="all")
    assert (recipients(server), outbox.is_down()) == (["ada"], False)


def test_of_several_who_are_emailed_at_once_one_that_is_refused_keeps_it_from_nobody(
    server: smtp.Server, settings: Any, comment: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {
        **settings.NEWSROOM_COMMENTS,
        "MODERATORS": ["one@example.org", "two@example.org"],
    }
    server.refuse("RCPT", "550 5.1.1 no such user", what="one@")
    comment(status=Status.PENDING)
    assert (send_emails(), len(server.received)) == ("sent 1, still to go out 0\n", 1)


def test_an_email_on_which_the_server_hangs_up_is_tried_five_times_and_lets_the_others_go_first(
    server: smtp.Server, write: Write
) -> None:
    unbearable = write("ada")[0]
    server.refuse("RCPT", HANGS_UP, what="ada@")
    for number in range(5):
        unbearable.refresh_from_db()
        assert (unbearable.attempts, unbearable.due is None) == (number, False)
        Email.objects.filter(due__isnull=False).update(due=timezone.now())
        assert send_emails() == "sent 0, still to go out 1\n"
        write(f"reader{number}")
        assert (send_emails(), outbox.is_down()) == ("sent 1, still to go out 1\n", False)
    unbearable.refresh_from_db()
    assert (unbearable.attempts, unbearable.due) == (5, None)


def test_an_email_that_the_server_can_not_bear_is_tried_five_times_and_delays_nobody_for_long(
    server: smtp.Server, write: Write
) -> None:
    unbearable = write("ada", "bob", "cleo")[0]
    server.refuse("RCPT", "421 4.7.0 too many of these", what="ada@")
    assert send_emails() == "sent 0, still to go out 3\n"
    assert send_emails() == "sent 2, still to go out 1\n"
    tried = []
    for number in range(5):
        unbearable.refresh_from_db()
        tried.append((unbearable.attempts, outbox.is_down()))
        write(f"reader{number}")
        Email.objects.filter(due__isnull=False).update(due=timezone.now())
        assert send_emails() == "sent 1, still to go out 1\n"
    assert tried == [(1, False), (2, False), (3, False), (4, False), (5, False)]
    unbearable.refresh_from_db()
    assert (unbearable.attempts, unbearable.due) == (5, None)
