"""Networks are forgotten after a while."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments.models import Comment

from comments.models import ReaderComment, Report
from comments.posting.reports import report, reporter_of
from comments.upkeep.forgetting import forget_networks

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
NETWORK = "198.51.100.0/24"


def forget(*options: str) -> str:
    out = StringIO()
    call_command("forgetnetworks", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def old(comment: Any) -> ReaderComment:
    """A comment of 91 days ago, one of 89 days, and two reports of each age."""
    made = [comment(f"Age {age}", network=NETWORK) for age in (91, 89)]
    for stored, age in zip(made, (91, 89), strict=True):
        then = timezone.now() - timedelta(days=age)
        for user in (None, User.objects.create_user(f"u{age}")):
            report(stored, reporter=reporter_of(user, NETWORK), reason="spam", text="")
        ReaderComment.objects.filter(pk=stored.pk).update(submitted=then)
        Comment.objects.filter(pk=stored.pk).update(submit_date=then, ip_address="198.51.100.7")
        Report.objects.filter(comment=stored).update(submitted=then)
    return made[0]


def kept() -> list[tuple[str, str | None]]:
    return [*ReaderComment.objects.order_by("pk").values_list("network", "ip_address")]


def test_what_is_older_than_the_setting_is_forgotten(old: ReaderComment) -> None:
    assert forget() == "forgot the networks of 3 rows older than 90 days\n"
    assert kept() == [("", None), (NETWORK, "198.51.100.7")]
    assert forget() == "forgot the networks of 0 rows older than 90 days\n"


def test_a_forgotten_reporter_is_nobody_and_still_one(old: ReaderComment) -> None:
    [network, login, *young] = Report.objects.values_list("pk", "reporter")
    forget()
    assert [*Report.objects.values_list("pk", "reporter")] == [
        (network[0], f"forgotten:{network[0]}"),
        login,
        *young,
    ]
    assert network[1] == young[0][1] == reporter_of(None, NETWORK)


def test_the_days_can_be_said(old: ReaderComment, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "NETWORK_DAYS": 365}
    assert forget().startswith("forgot the networks of 0 rows")
    assert forget("--days", "7", "--batch-size", "1") == "forgot the networks of 6 rows older than 7 days\n"
    assert kept() == [("", None), ("", None)]


def test_stopped_between_two_batches_it_goes_on_with_what_is_left(old: ReaderComment) -> None:
    batches = forget_networks(timezone.now(), 1)
    assert [next(batches), kept()] == [1, [("", "198.51.100.7"), (NETWORK, "198.51.100.7")]]
    batches.close()  # type: ignore[attr-defined]
    assert sum(forget_networks(timezone.now(), 1)) == 5
    assert kept() == [("", None), ("", None)]


@pytest.mark.parametrize("options", [("--days", "-1"), ("--days", "4000000"), ("--batch-size", "0")])
def test_numbers_that_cannot_be_meant_are_refused(options: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        forget(*options)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one lock")
def test_comments_are_locked_in_order_before_any_row_of_theirs_is_changed(old: ReaderComment) -> None:
    """Where an UPDATE alone met them in another order, it and a batch of decisions could wait in a circle."""
    with CaptureQueriesContext(connection) as queries:
        forget("--days", "7")
    lock = f'FOR NO KEY UPDATE OF "{ReaderComment._meta.db_table}"'
    statements = [query["sql"] for query in queries if "UPDATE" in query["sql"]]
    assert [sql.endswith(lock) and "ORDER BY" in sql for sql in statements] == [True, False] * 3
