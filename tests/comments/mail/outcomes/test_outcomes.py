"""An author who asked for it is emailed what becomes of a comment: once for each change, and what holds."""

from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.decisions.undoing import undo
from comments.mail import signed_links
from comments.models import Email, EmailKind, ReaderComment, RejectionReason, Status
from comments.people.confirmations import confirm, want_outcome
from comments.posting.withdrawals import withdraw

from ... import smtp
from ...answers import page_of
from ...scenes import assert_all_is_true, editor
from ...smtp import send_emails
from ..followers import be_due

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
PENDING, APPROVED, REJECTED, SPAM = Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM


@pytest.fixture
def author(comment: Comment) -> ReaderComment:
    """A held comment whose author confirmed the address, and pressed the button on its private page."""
    stored = comment(status=PENDING)
    confirm(stored)
    press(stored, "1")
    return stored


def press(stored: ReaderComment, wanted: str) -> None:
    own = signed_links.reader_page(stored)
    assert Client().post(own + "told/", {"wanted": wanted})["Location"] == own + "?told"


def act(stored: ReaderComment, to: Status, message: str = "") -> Any:
    """An editor's decision; its batch."""
    batch = uuid4()
    row = ReaderComment.objects.get(pk=stored.pk)
    decide(row, to, DecisionContext(by=editor(), batch=batch, message=message))
    return batch


def sent_later() -> list[str]:
    """The subjects of what goes out once the minutes for an undo have passed."""
    mail.outbox.clear()
    be_due()
    send_emails()
    return [message.subject for message in mail.outbox]


PUBLISHED = "[Newsroom] Your comment is published: The harbour opens on Monday"
REFUSED = "[Newsroom] Your comment was not published: The harbour opens on Monday"


def test_the_email_as_it_arrives_has_the_newsrooms_words_and_ends_with_one_click(
    author: ReaderComment, server: smtp.Server
) -> None:
    reason = RejectionReason.objects.create(label="Off", text="It is off topic.\nSorry.")
    context = DecisionContext(by=editor(), rejection=reason, message="Try the other page – it’s open.")
    decide(ReaderComment.objects.get(pk=author.pk), REJECTED, context)
    assert send_emails() == "sent 0, still to go out 1\n"
    be_due()
    assert send_emails() == "sent 1, still to go out 0\n"
    [raw] = server.received
    read = message_from_bytes(raw, policy=policy.default)
    # Django 6.1 folds a long subject after its colon.
    assert (read["To"], read["Subject"].strip(), read["Auto-Submitted"]) == (
        "ada@example.org",
        REFUSED,
        "auto-generated",
    )
    text = read.get_content().replace("\r\n", "\n")
    assert "> It is off topic.\n> Sorry.\n>\n> Try the other page – it’s open.\n" in text
    own = [line for line in text.splitlines() if "/comments/yours/" in line]
    assert page_of(Client().get(own[0].removeprefix("https://example.com"))).xpath("//h1/text()") == [
        "Your comment"
    ]
    fields = smtp.headers(raw)
    assert fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = fields["List-Unsubscribe"].strip("<>")
    assert link in text.splitlines()
    address = link.removeprefix("https://example.com")
    assert page_of(Client().get(address)).xpath("//form//button/text()") == ["Unsubscribe"]
    assert ReaderComment.objects.get().outcome_wanted
    assert Client().post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    act(author, APPROVED)
    assert send_emails() == "sent 0, still to go out 0\n"
    assert page_of(Client().get(address)).xpath("//form") == []


@pytest.mark.parametrize(
    ("steps", "emails"),
    [
        ([APPROVED], [PUBLISHED]),
        ([APPROVED, None, PENDING, None, APPROVED], [PUBLISHED]),
        ([REJECTED, None, APPROVED], [REFUSED, PUBLISHED]),
        ([REJECTED, APPROVED], [PUBLISHED]),
        ([APPROVED, PENDING], []),
        ([REJECTED, "undo"], []),
        ([REJECTED, None, "undo", None, REJECTED], [REFUSED]),
        ([APPROVED, None, REJECTED, "undo"], [PUBLISHED]),
        ([SPAM], []),
        ([REJECTED, None, SPAM], [REFUSED]),
        ([APPROVED, None, SPAM, None, APPROVED], [PUBLISHED]),
        (["withdraw"], []),
        ([REJECTED, "withdraw"], []),
    ],
    ids=str,
)
def test_each_change_is_told_once_as_it_holds_when_the_email_goes_out(
    steps: list[Any], emails: list[str], author: ReaderComment
) -> None:
    """None: five minutes pass."""
    told: list[str] = []
    batch = None
    for step in [*steps, None]:
        row = ReaderComment.objects.get(pk=author.pk)
        if step is None:
            told += sent_later()
        elif step == "undo":
            undo(batch, editor())
        elif step == "withdraw":
            withdraw(row, revision=row.revision)
        else:
            batch = act(author, step)
    assert told == emails
    assert sent_later() == []
    assert_all_is_true()


def test_who_ends_them_before_one_goes_out_gets_none(author: ReaderComment) -> None:
    act(author, APPROVED)
    assert Client().post(signed_links.outcome_unsubscribing(author)).status_code == 200
    assert sent_later() == []


def test_other_words_on_the_same_rejection_are_told_too(author: ReaderComment) -> None:
    act(author, REJECTED)
    first = sent_later()
    act(author, REJECTED, "It names a child.")
    assert (first, sent_later()) == ([REFUSED], [REFUSED])
    assert "> It names a child.\n" in mail.outbox[0].body


def test_nobody_is_told_but_who_asked_and_owns_the_address(comment: Comment) -> None:
    silent, unproven = comment(status=PENDING), comment("Other words", status=PENDING, name="Bob")
    confirm(silent)
    press(unproven, "1")
    assert list(Email.objects.values_list("kind", "comment")) == [(EmailKind.CONFIRMATION, unproven.pk)]
    Email.objects.all().delete()
    act(silent, APPROVED)
    act(unproven, REJECTED)
    assert sent_later() == []
    # The click leads to the page, which says so; what comes afterwards is emailed.
    confirm(ReaderComment.objects.get(pk=unproven.pk))
    assert sent_later() == []
    act(unproven, APPROVED)
    assert sent_later() == [PUBLISHED]


def test_what_stands_on_the_page_where_it_was_asked_for_is_not_emailed(author: ReaderComment) -> None:
    press(author, "0")
    act(author, APPROVED)
    press(author, "1")
    assert sent_later() == []
    page = page_of(Client().get(signed_links.reader_page(author)))
    assert page.xpath("//form[@action='told/']//button/@value") == ["0"]


def test_a_logins_address_is_the_accounts(comment: Comment, django_user_model: Any) -> None:
    user = django_user_model.objects.create_user("bea", email="bea@example.org")
    stored = comment(status=PENDING, user=user, name="Bea", email="old@example.org")
    want_outcome(stored, True)
    act(stored, APPROVED)
    assert (sent_later(), mail.outbox[0].to) == ([PUBLISHED], ["bea@example.org"])


def test_a_server_that_was_down_is_tried_again_and_the_author_told_once(
    author: ReaderComment, settings: Any, server: smtp.Server
) -> None:
    act(author, APPROVED)
    smtp.send_through(settings, smtp.closed_port())
    be_due()
    assert send_emails() == "sent 0, still to go out 1\n"
    act(author, PENDING)
    act(author, APPROVED)
    smtp.send_through(settings, server.port)
    be_due()
    assert send_emails() == "sent 1, still to go out 0\n"
    assert len(server.received) == 1


def test_in_the_articles_language_and_not_while_nobody_sees_the_article(
    comment: Comment, publish: Any
) -> None:
    article = publish(language="fr", slug="port", headline="Le port")
    stored = comment(status=PENDING, target=article)
    confirm(stored)
    want_outcome(stored, True)
    act(stored, APPROVED)
    rows = Article.objects.filter(pk=article.pk)
    rows.update(status=Article.Status.DRAFT)
    assert sent_later() == []
    rows.update(status=Article.Status.PUBLISHED)
    act(stored, REJECTED)
    [subject] = sent_later()
    assert (subject.startswith("[La Rédaction] "), subject.endswith(": Le port")) == (True, True)


def test_a_decision_costs_three_queries_more_where_its_author_asked(
    author: ReaderComment, comment: Comment
) -> None:
    silent = comment("Other words", status=PENDING, email="bob@example.org", name="Bob")
    editor()
    counts = []
    for stored in (silent, author):
        with CaptureQueriesContext(connection) as queries:
            act(stored, REJECTED)
        counts.append(len(queries))
    assert counts[1] - counts[0] == 3
