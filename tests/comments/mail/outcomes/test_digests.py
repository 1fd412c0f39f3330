"""Editors are emailed what waits, as each of them chose, and never more than once an hour."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.mail import digests
from comments.models import DeskDigest, Email, ReaderComment, Status

from ... import scenes, smtp
from ...smtp import send_emails
from ...stock import stock
from ..followers import be_due
from .conftest import Editor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(article: Any) -> list[ReaderComment]:
    """Ten comments are pending, the oldest of them since long ago."""
    return stock(article)


def told() -> list[str]:
    mail.outbox.clear()
    be_due()
    send_emails()
    return [message.to[0].partition("@")[0] for message in mail.outbox]


def let_pass(time: timedelta) -> None:
    for digest in DeskDigest.objects.exclude(written_at=None):
        DeskDigest.objects.filter(pk=digest.pk).update(written_at=digest.written_at - time)


def test_the_email_as_it_arrives_counts_what_waits_and_ends_with_one_click(
    editor: Editor, waiting: Any, server: smtp.Server
) -> None:
    editor(number=10)
    assert send_emails() == "sent 1, still to go out 0\n"
    [raw] = server.received
    read = message_from_bytes(raw, policy=policy.default)
    assert (read["To"], read["Auto-Submitted"]) == ("grace@desk.example", "auto-generated")
    assert read["Subject"] == "[Newsroom] At the desk: 10 pending, 10 reported, 5 appeals"
    lines = read.get_content().replace("\r\n", "\n").splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        "- Pending: 10, the oldest since March 1, 2026, noon (UTC)",
        "- Reported: 10",
        "- Appeals: 5",
    ]
    assert "https://example.com/admin/newsroom_comments/readercomment/" in lines
    fields = smtp.headers(raw)
    assert fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = fields["List-Unsubscribe"].strip("<>")
    assert address in lines
    path = address.removeprefix("https://example.com")
    assert Client().get(path).status_code == 200
    let_pass(HOUR)
    assert send_emails() == "sent 1, still to go out 0\n"
    assert Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    let_pass(HOUR)
    assert send_emails() == "sent 0, still to go out 0\n"


@pytest.mark.parametrize(
    ("chosen", "is_told"),
    [
        ({}, False),
        ({"number": 10}, True),
        ({"number": 11}, False),
        ({"hours": 2}, True),
        ({"number": 11, "hours": 2}, True),
        ({"daily_at": 0}, True),
    ],
    ids=str,
)
def test_each_editor_is_told_at_what_they_chose(
    chosen: dict[str, Any], is_told: bool, editor: Editor, waiting: Any
) -> None:
    editor(**chosen)
    assert told() == ["grace"] * is_told


def test_nobody_is_told_that_nothing_waits_or_of_what_is_new(editor: Editor, comment: Any) -> None:
    editor(daily_at=0)
    comment()
    assert told() == []
    comment("Other words", name="B", status=Status.PENDING)
    editor("joan", hours=1)
    assert told() == ["grace"]


def test_an_hour_passes_between_two_and_a_day_between_the_daily_ones(editor: Editor, waiting: Any) -> None:
    editor(number=1)
    editor("joan", daily_at=(timezone.localtime().hour + 23) % 24)
    assert told() == ["grace", "joan"]
    assert told() == []
    let_pass(HOUR)
    assert told() == ["grace"]
    DeskDigest.objects.filter(user__username="grace").delete()
    let_pass(24 * HOUR)
    assert told() == ["joan"]


def test_whoever_may_not_decide_any_more_is_told_nothing(editor: Editor, waiting: Any) -> None:
    for name in ("gone", "moved", "silent"):
        editor(name, number=1)
    users = {digest.user.username: digest.user for digest in DeskDigest.objects.all()}
    users["gone"].is_active, users["silent"].email = False, ""
    [user.save() for user in users.values()]
    users["moved"].user_permissions.clear()
    assert (told(), Email.objects.count()) == ([], 0)


def test_while_the_server_is_down_no_second_one_is_written(
    editor: Editor, waiting: Any, settings: Any, server: smtp.Server
) -> None:
    editor(number=1)
    smtp.send_through(settings, smtp.closed_port())
    send_emails()
    let_pass(3 * HOUR)
    send_emails()
    smtp.send_through(settings, server.port)
    assert send_emails() == "sent 1, still to go out 0\n"


def test_it_takes_as_many_queries_for_many_editors_and_comments_as_for_two(
    editor: Editor, waiting: Any, article: Any
) -> None:
    counts = []
    for names in ("ab", "cdefghijklm"):
        for name in names:
            editor(name, number=1)
        with CaptureQueriesContext(connection) as queries:
            digests.write_emails()
        asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        counts.append(len(asked))
        scenes.waiting(100, article)
        let_pass(HOUR)
        Email.objects.all().delete()
    assert counts == [4, 4]
    DeskDigest.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        digests.write_emails()
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 1
