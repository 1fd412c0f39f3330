"""What was refused long ago is erased: its words go, its place in the log and in the counts stays."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, DecisionContext, decide, decide_all
from comments.decisions.undoing import undo, undo_decision
from comments.desk.queues import counts
from comments.desk.replies import reply_and_approve
from comments.mail import signed_links
from comments.models import Commenter, Decision, Note, ReaderComment, Report, Status
from comments.posting.withdrawals import withdraw
from comments.upkeep.erasing import erase_refused, erase_withdrawn

from ...project.documents import cells, rows
from ..scenes import assert_all_is_true, report

pytestmark = pytest.mark.django_db
SECRETS = ("Zanzibar", "zanzibar", "Lovelace", "lovelace", "198.51.100")


def erase(*options: str, command: str = "eraserefused") -> str:
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def long_ago(*numbers: int) -> None:
    """As though the comments, and all that was decided on them, were a hundred days old."""
    then = timezone.now() - timedelta(days=100)
    ReaderComment.objects.filter(pk__in=numbers).update(submitted=then)
    # The log itself lets nobody change it.
    QuerySet(Decision).filter(comment__in=numbers).update(decided=then)


@pytest.fixture
def refused(comment: Any) -> ReaderComment:
    """Rejected a hundred days ago, after a correction; and a younger one of the same person."""
    common = {"name": "Lovelace", "email": "lovelace@example.org", "network": "198.51.100.0/24"}
    old = comment("Zanzibar, once", status=Status.PENDING, **common)
    revise(
        old, "Zanzibar, twice", DecisionContext(by=User.objects.create_user("grace")), revision=old.revision
    )
    decide(old, Status.REJECTED, DecisionContext(batch=uuid4()))
    for removed in (None, timezone.now()):
        Note.objects.create(comment=old, text="Lovelace asks from Zanzibar", removed=removed)
    long_ago(old.pk)
    comment("Other words, of yesterday", status=Status.REJECTED, **common)
    return ReaderComment.objects.get(pk=old.pk)


def everything_about(pk: int) -> str:
    """All that the database holds in rows that name the comment."""
    found = []
    with connection.cursor() as cursor:
        for table, column in (
            ("django_comments", "id"),
            ("newsroom_comments_readercomment", "xtdcomment_ptr_id"),
            ("newsroom_comments_earliertext", "comment_id"),
            ("newsroom_comments_decision", "comment_id"),
            ("newsroom_comments_report", "comment_id"),
            ("newsroom_comments_finding", "comment_id"),
            ("newsroom_comments_note", "comment_id"),
        ):
            cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s", [pk])
            found += cursor.fetchall()
    return repr(found)


def test_nothing_is_left_of_the_words_the_name_and_the_addresses(refused: ReaderComment) -> None:
    before = everything_about(refused.pk)
    assert [word for word in SECRETS if word not in before] == []
    assert erase("--days", "90") == "erased 1 comments refused more than 90 days ago\n"
    after = everything_about(refused.pk)
    assert [word for word in SECRETS if word in after] == []
    assert Note.objects.count() == 0
    assert erase("--days", "90") == "erased 0 comments refused more than 90 days ago\n"


def test_the_log_and_the_counts_stay(refused: ReaderComment) -> None:
    logged = list(Decision.objects.filter(comment=refused).values_list("pk", flat=True))
    erase("--days", "90")
    latest, *others = Decision.objects.filter(comment=refused).order_by("-pk")
    assert (latest.rule, latest.from_status, latest.to_status) == ("erasing", "rejected", "erased")
    assert [decision.pk for decision in others] == logged
    assert Commenter.objects.get().rejected_count == 2


def test_an_old_comment_refused_today_is_kept_so_that_the_refusal_can_be_undone(
    comment: Any, client: Client
) -> None:
    old, eve, batch = comment(status=Status.PENDING), User.objects.create_user("eve"), uuid4()
    long_ago(old.pk)
    decide(old, Status.REJECTED, DecisionContext(by=eve, message="Not in this tone.", batch=batch))
    assert sum(erase_refused(timezone.now() - timedelta(days=90), 500)) == 0
    assert "Not in this tone." in client.get(signed_links.reader_page(old)).content.decode()
    assert undo(batch, eve).done == [old.pk]


def test_a_purge_is_no_batch_that_a_page_of_the_log_would_read(comment: Any, admin_client: Client) -> None:
    for number in range(3):
        comment(f"Words {number}", status=Status.SPAM)
    assert list(erase_refused(timezone.now(), 500)) == [3]
    entries = Decision.objects.filter(to_status=Status.ERASED)
    assert set(entries.values_list("batch", flat=True)) == {None}
    page = admin_client.get(f"/admin/newsroom_comments/decision/{entries[0].pk}/change/").content.decode()
    # What would undo it is a button; "Undone by" is a field of each entry.
    assert ("Erased" in page, re.findall("formaction|>Undo<", page)) == (True, [])


def test_only_what_was_refused_is_erased(comment: Any) -> None:
    statuses = [status for status in Status if status not in (Status.REJECTED, Status.SPAM, Status.ERASED)]
    for status in statuses:
        comment(f"Words {status}", status=status)
    ReaderComment.objects.update(submitted=timezone.now() - timedelta(days=900))
    assert sum(erase_refused(timezone.now(), 2)) == 0
    assert list(ReaderComment.objects.order_by("pk").values_list("status", flat=True)) == statuses


def test_no_decision_and_no_undo_brings_it_back(refused: ReaderComment) -> None:
    [rejected] = Decision.objects.filter(comment=refused, to_status=Status.REJECTED)
    assert sum(erase_refused(timezone.now() - timedelta(days=90), 500)) == 1
    erased = ReaderComment.objects.get(pk=refused.pk)
    with pytest.raises(Conflict):
        decide(erased, Status.APPROVED, DecisionContext())
    assert decide_all({erased.pk: erased.revision}, Status.APPROVED, DecisionContext()).changed == [erased.pk]
    erasing = Decision.objects.get(comment=refused, to_status=Status.ERASED)
    assert undo(rejected.batch, User.objects.get(), anyway=True).done == []
    assert undo_decision(erasing, User.objects.get(), anyway=True).done == []
    assert ReaderComment.objects.get(pk=refused.pk).status == Status.ERASED


def test_what_readers_reported_of_it_is_answered(comment: Any) -> None:
    """A rule refused it, and no editor: the reports were open until then."""
    spam = comment(status=Status.SPAM)
    report(spam)
    assert list(erase_refused(timezone.now(), 500)) == [1]
    assert Report.objects.get().settled_by == Decision.objects.latest("pk")
    assert (ReaderComment.objects.get().open_reports, counts()["reported"]) == (0, 0)


def test_its_author_is_told(refused: ReaderComment, client: Client) -> None:
    address = signed_links.reader_page(refused)
    erase("--days", "90")
    page = client.get(address).content.decode()
    assert "Your comment was not published, and its text has been erased." in page
    assert "awaiting moderation" not in page
    # There is no address left to confirm.
    assert "<button" not in page


def test_stopped_between_two_batches_it_goes_on_with_what_is_left(comment: Any) -> None:
    for number in range(3):
        comment(f"Words {number}", status=Status.SPAM)
    batches = erase_refused(timezone.now(), 2)
    assert next(batches) == 2
    batches.close()  # type: ignore[attr-defined]
    assert ReaderComment.objects.filter(status=Status.SPAM).count() == 1
    assert list(erase_refused(timezone.now(), 2)) == [1]


def test_an_erased_row_holds_no_more_than_is_documented(comment: Any) -> None:
    """Of a comment in which every column said something."""
    parent = comment("A parent")
    stored = comment("Zanzibar", parent=parent, user=User.objects.create_user("ada"), status=Status.PENDING)
    revise(stored, "Zanzibar!", DecisionContext(by=User.objects.create_user("eve")), revision=stored.revision)
    ReaderComment.objects.filter(pk=stored.pk).update(
        ip_address="198.51.100.7", by_staff=True, identity_verified=True, follow="all", first_public_version=2
    )
    ReaderComment.objects.filter(pk=stored.pk).update(risk=80)
    stored.refresh_from_db()
    withdraw(stored, revision=stored.revision)
    assert list(erase_withdrawn(timezone.now(), 500)) == [1]
    row = ReaderComment.objects.get(pk=stored.pk)
    assert row.due == row.submitted
    says = {
        field.name
        for field in row._meta.concrete_fields
        if (value := getattr(row, field.attname)) not in (None, "", [], False, 0)
        and (field.primary_key or field.remote_field or value != field.get_default())
    }
    table = rows("docs/privacy.md", "What erasing leaves")
    assert says == {name for columns in table for name in re.findall(r"`(\w+)`", cells(columns)[0])}


# --- What was withdrawn ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_of_what_its_author_withdrew_nothing_is_left_once_the_days_are_over(
    status: Status, comment: Any, article: Article
) -> None:
    stored = comment(
        "Zanzibar", name="Lovelace", email="lovelace@example.org", network="198.51.100.0/24", status=status
    )
    withdraw(stored, revision=ReaderComment.objects.get().revision)
    counts_before = Commenter.objects.values("approved_count", "rejected_count").get()
    assert "Zanzibar" in everything_about(stored.pk)
    assert erase(command="erasewithdrawn") == "erased 0 comments withdrawn more than 30 days ago\n"
    long_ago(stored.pk)
    assert erase(command="erasewithdrawn") == "erased 1 comments withdrawn more than 30 days ago\n"
    assert [word for word in SECRETS if word in everything_about(stored.pk)] == []
    assert Commenter.objects.values("approved_count", "rejected_count").get() == counts_before
    assert_all_is_true()


def test_the_days_are_the_settings_or_the_command_lines(comment: Any, settings: Any) -> None:
    stored = comment()
    withdraw(stored, revision=stored.revision)
    long_ago(stored.pk)
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"WITHDRAWN_DAYS": 365}
    assert erase(command="erasewithdrawn").startswith("erased 0 ")
    assert erase("--days", "99", command="erasewithdrawn").startswith("erased 1 ")


def test_what_nobody_withdrew_is_left(comment: Any) -> None:
    for status in Status:
        long_ago(comment(f"Words {status}", status=status).pk)
    assert erase("--days", "0", command="erasewithdrawn").startswith("erased 1 ")
    assert ReaderComment.objects.get(source="").status == Status.ERASED
    left = ReaderComment.objects.exclude(source="").order_by("pk")
    assert list(left.values_list("status", flat=True)) == [one for one in Status if one != Status.WITHDRAWN]


def test_until_then_an_undo_brings_the_newsrooms_reply_back(comment: Any) -> None:
    """What an editor wrote is withdrawn by the undo of it, and restored by the undo of that."""
    question, eve, batch = (
        comment(status=Status.PENDING),
        User.objects.create_user("eve", is_staff=True),
        uuid4(),
    )
    answer = reply_and_approve(question, "Yes.", eve, batch=batch, revision=question.revision)
    undone = undo(batch, eve)
    assert erase(command="erasewithdrawn").startswith("erased 0 ")
    redone = undo(undone.batch, eve)
    assert ReaderComment.objects.get(pk=answer.pk).public
    undone = undo(redone.batch, eve)
    long_ago(answer.pk)
    assert erase(command="erasewithdrawn").startswith("erased 1 ")
    assert undo(undone.batch, eve, anyway=True).done == [question.pk]
    assert_all_is_true()


# --- On request -----------------------------------------------------------------------------------------


def test_a_comment_is_erased_now_wherever_it_stands(comment: Any, article: Article, client: Client) -> None:
    parent = comment("Zanzibar", name="Lovelace", email="lovelace@example.org", network="198.51.100.0/24")
    comment("A reply", parent=parent, name="Eve", email="eve@example.org")
    assert erase(str(parent.pk), "999", command="erasecomments") == (
        "left alone 999, which is not there, or is erased\nerased 1\n"
    )
    assert [word for word in SECRETS if word in everything_about(parent.pk)] == []
    page = client.get(article.get_absolute_url()).content.decode()
    assert [word in page for word in ("Zanzibar", "A reply", "This comment is not shown")] == [
        False,
        True,
        True,
    ]
    assert erase(str(parent.pk), command="erasecomments").endswith("erased 0\n")
    assert_all_is_true()


@pytest.mark.parametrize("options", [("--days", "-1"), ("--days", "1", "--batch-size", "0"), ()])
def test_numbers_that_cannot_be_meant_are_refused(options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        erase(*options)
