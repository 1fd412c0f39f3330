"""What a mail server answers of itself, stage by stage, and other ways than SMTP."""

from datetime import timedelta
from typing import Any

import django
import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from comments.mail import outbox, tasks
from comments.models import Email

from .. import smtp
from ..smtp import HANGS_UP, SAYS_NOTHING, TAKES_AND_SAYS_NOTHING, send_emails
from .due import Write, let_five_minutes_pass, recipients

pytestmark = pytest.mark.django_db


def send_while(server: smtp.Server, settings: Any, stage: str, reply: str) -> str:
    """What the command says while the server answers so, waited for half a second."""
    smtp.send_through(settings, server.port, timeout=0.5)
    server.refuse(stage, reply)
    return send_emails()


def send_after(server: smtp.Server, settings: Any) -> str:
    """What it says once the server is itself again."""
    server.recover()
    smtp.send_through(settings, server.port)
    return send_emails()


# --- Of itself ------------------------------------------------------------------------------------------

OF_ITSELF = [
    (stage, reply)
    for stage in smtp.STAGES
    for reply in ("421 4.3.2 closing", "451 4.3.0 not now", "554 5.3.2 never", HANGS_UP, SAYS_NOTHING)
    # Before any mail was spoken of, whatever is refused is the talk itself; later, the server must say so.
    if stage in {"CONNECT", "EHLO"} or reply[:3] == "421" or (stage, reply[:3]) == ("MAIL", "554")
]
# Where an email was spoken of: a server that leaves without a word may have taken it.
LEFT = [(stage, reply) for stage in ("MAIL", "RCPT", "DATA", "BODY") for reply in (HANGS_UP, SAYS_NOTHING)]


@pytest.mark.parametrize(("stage", "reply"), OF_ITSELF)
def test_at_the_first_sign_that_the_server_is_down_nobodys_attempt_is_burnt(
    stage: str, reply: str, server: smtp.Server, write: Write, settings: Any
) -> None:
    write("ada", "bob", "cleo")
    said = send_while(server, settings, stage, reply)
    assert (said, server.talks) == ("sent 0, still to go out 3\n", 1)
    assert {*Email.objects.values_list("attempts", flat=True)} == {0}
    assert (outbox.undelivered().count(), outbox.is_down()) == (3, True)

    assert (send_after(server, settings), outbox.is_down()) == ("sent 3, still to go out 0\n", False)
    # Who met the server down stands behind the others.
    assert recipients(server) == ["bob", "cleo", "ada"]


@pytest.mark.parametrize(("stage", "reply"), LEFT)
def test_a_server_that_leaves_in_the_midst_of_an_email_costs_no_other_an_attempt(
    stage: str, reply: str, server: smtp.Server, write: Write, settings: Any
) -> None:
    write("ada", "bob", "cleo")
    said = send_while(server, settings, stage, reply)
    assert (said, server.talks) == ("sent 0, still to go out 3\n", 1)
    assert [*Email.objects.order_by("pk").values_list("attempts", flat=True)] == [1, 0, 0]
    assert outbox.is_down()

    assert (send_after(server, settings), outbox.is_down()) == ("sent 2, still to go out 1\n", False)
    let_five_minutes_pass()
    assert send_emails() == "sent 1, still to go out 0\n"


def test_an_email_that_is_taken_but_answered_too_late_arrives_five_times_at_most(
    server: smtp.Server, write: Write, settings: Any
) -> None:
    [slow] = write("ada")
    smtp.send_through(settings, server.port, timeout=0.5)
    server.refuse("BODY", TAKES_AND_SAYS_NOTHING)
    waits = []
    for _attempt in range(Email.MOST_ATTEMPTS):
        before = timezone.now()
        send_emails()
        # Not due: a second run leaves it alone.
        send_emails()
        slow.refresh_from_db()
        waits.append(slow.due and (slow.due - before) // timedelta(minutes=1))
        Email.objects.filter(due__isnull=False).update(due=timezone.now())
    assert waits == [5, 20, 80, 320, None]
    send_emails()
    assert (len(server.received), slow.attempts) == (5, 5)


def test_a_server_that_never_takes_the_sender_burns_nobodys_attempt(
    server: smtp.Server, write: Write
) -> None:
    write("ada", "bob", "cleo")
    for refusal in ("530 5.7.0 authentication required", "550 5.7.1 sender rejected"):
        server.refuse("MAIL", refusal)
        for _run in range(3):
            assert send_emails() == "sent 0, still to go out 3\n"
    assert [*Email.objects.values_list("attempts", flat=True)] == [0, 0, 0]
    server.recover()
    assert send_emails() == "sent 3, still to go out 0\n"


def test_a_server_that_is_dead_burns_nobodys_attempt(write: Write, settings: Any) -> None:
    write("a", "b", "c", "d", "e", "f")
    smtp.send_through(settings, smtp.closed_port())
    for _minute in range(6):
        assert send_emails() == "sent 0, still to go out 6\n"
    assert [*Email.objects.values_list("attempts", flat=True)] == [0] * 6
    assert {error.partition(":")[0] for error in Email.objects.values_list("last_error", flat=True)} == {
        "ConnectionRefusedError"
    }


def test_the_server_is_asked_again_after_five_minutes_or_once_an_email_went_out(
    write: Write, server: smtp.Server, settings: Any
) -> None:
    [first] = write("ada")
    smtp.send_through(settings, smtp.closed_port())
    outbox.deliver(first.pk)
    assert outbox.is_down()
    let_five_minutes_pass()
    assert not outbox.is_down()
    outbox.deliver(first.pk)
    assert outbox.is_down()
    second = write("bob")[1]
    smtp.send_through(settings, server.port)
    outbox.deliver(second.pk)
    assert not outbox.is_down()


def test_what_is_sent_again_by_hand_stops_at_the_first_sign_too(
    write: Write, server: smtp.Server, django_capture_on_commit_callbacks: Any
) -> None:
    emails = write("ada", "bob", "cleo")
    server.refuse("CONNECT", "421 closing")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_soon(*(email.pk for email in emails))
    assert (server.talks, [*Email.objects.values_list("attempts", flat=True)]) == (1, [0, 0, 0])


# --- Other ways than SMTP -------------------------------------------------------------------------------


class HttpError(OSError):
    """As requests' own: an OSError, with what was answered, if anything was."""

    def __init__(self, response: object = None) -> None:
        super().__init__("no luck")
        self.response = response


class Failing(BaseEmailBackend):
    error: Exception

    def send_messages(self, email_messages: Any) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "attempts", "is_down"),
    [
        # It may have arrived.
        (HttpError(), 1, True),
        (HttpError(response="422 no such address"), 1, False),
        (OSError("no space left on device"), 1, True),
        (LookupError("a fault in the backend"), 1, False),
    ],
)
def test_where_emails_leave_by_another_way_what_was_answered_is_said_of_one_email(
    error: Exception, attempts: int, is_down: bool, write: Write, settings: Any, monkeypatch: Any
) -> None:
    [written] = write("ada")
    backend = f"{__name__}.{Failing.__name__}"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": backend}}
    else:
        settings.EMAIL_BACKEND = backend
    monkeypatch.setattr(Failing, "error", error, raising=False)
    send_emails()
    written.refresh_from_db()
    assert (written.attempts, outbox.is_down()) == (attempts, is_down)
