"""The outbox at the desk."""

from typing import Any

import pytest
from django.core import mail

from comments.mail import outbox
from comments.mail.followings import write_emails
from comments.models import Email, Status
from comments.people.confirmations import confirm

from .conftest import Desk, messages

pytestmark = pytest.mark.django_db
LIST = "admin:newsroom_comments_email_changelist"


@pytest.fixture
def failed(comment: Any, settings: Any) -> Email:
    """One email that was given up, beside one that went out later."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": ["desk@example.org"]}
    comment(status=Status.PENDING)
    comment("Another", status=Status.PENDING)
    first, second = Email.objects.order_by("pk")
    Email.objects.filter(pk=first.pk).update(attempts=Email.MOST_ATTEMPTS, last_error="SMTPServerBusy: 421")
    outbox.deliver(second.pk)
    mail.outbox.clear()
    return first


def rows(page: Any) -> list[str]:
    return [
        " ".join(row.text_content().split()) for row in page.tree.xpath("//*[@id='result_list']/tbody/tr")
    ]


def test_what_did_not_go_out_stands_first_with_its_error(desk: Any, failed: Email) -> None:
    reader: Desk = desk("view_email")
    shown = rows(reader.open(LIST))
    assert ["SMTPServerBusy: 421" in row for row in shown] == [True, False]
    assert "send_again" not in reader.open(LIST).html


def test_what_is_not_tried_any_more_says_so(desk: Any, failed: Email) -> None:
    Email.objects.filter(pk=failed.pk).update(attempts=1, last_error="SMTPDataError: 550", due=None)
    [given_up, _sent] = rows(desk("view_email").open(LIST))
    assert "1 attempt · SMTPDataError: 550 · not tried again" in given_up


def test_the_list_costs_the_same_for_few_and_many(
    desk: Any, failed: Email, django_assert_num_queries: Any
) -> None:
    """Session, user, two of permissions, the count, and the page."""
    reader: Desk = desk("view_email")
    reader.open(LIST)
    for number in (2, 42):
        with django_assert_num_queries(6):
            assert len(rows(reader.open(LIST))) == number
        Email.objects.bulk_create(Email(kind=failed.kind, comment=failed.comment) for _count in range(40))


def test_it_can_be_sent_again_and_what_went_out_is_not(
    desk: Any, failed: Email, django_capture_on_commit_callbacks: Any
) -> None:
    editor: Desk = desk("view_email", "change_email")
    with django_capture_on_commit_callbacks(execute=True):
        chosen = {"action": "send_again", "_selected_action": [*Email.objects.values_list("pk", flat=True)]}
        answer = editor.open(LIST).send("changelist-form", index="0", **chosen)
    assert messages(answer) == [("info", "1 email is tried again.")]
    failed.refresh_from_db()
    assert (failed.attempts, failed.last_error, failed.sent_at is not None) == (1, "", True)
    assert len(mail.outbox) == 1


def test_a_followers_email_is_shown_as_such_and_sent_again(
    desk: Any, comment: Any, django_capture_on_commit_callbacks: Any
) -> None:
    confirm(comment(follow="all"))
    Email.objects.all().delete()
    comment("News", name="Bob", email="")
    [pk] = write_emails()
    Email.objects.filter(pk=pk).update(attempts=Email.MOST_ATTEMPTS, last_error="SMTPServerBusy: 421")
    editor: Desk = desk("view_email", "change_email")
    [shown] = rows(editor.open(LIST))
    assert ("To a follower: new comments" in shown, "5 attempts · SMTPServerBusy: 421" in shown) == (
        True,
        True,
    )
    with django_capture_on_commit_callbacks(execute=True):
        editor.open(LIST).send("changelist-form", index="0", action="send_again", _selected_action=[pk])
    [sent] = mail.outbox
    assert (sent.to, "News" in sent.body) == (["ada@example.org"], True)


def test_an_email_is_only_looked_at(desk: Any, failed: Email) -> None:
    page = desk("view_email", "change_email").open("admin:newsroom_comments_email_change", failed.pk)
    inputs = page.tree.xpath("//form[@id='mail_form']//input/@type | //form[@id='mail_form']//textarea")
    assert {*inputs} <= {"hidden", "submit"}
    assert "To moderators: a comment came in" in page.text
