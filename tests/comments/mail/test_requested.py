"""Emails that a reader asks for: few, and with no word that anybody typed."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.mail.requested import MOST_PER_PERSON, send
from comments.models import Email, EmailKind, ReaderComment, Status
from comments.people.confirmations import ask, confirm

from ..at_once import at_once

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]


def press(stored: ReaderComment, **headers: str) -> Any:
    return Client().post(signed_links.reader_page(stored) + "mail/", headers=headers)


def test_the_page_offers_it_and_the_email_leads_back_to_it(
    comment: Comment, article: Article, django_capture_on_commit_callbacks: Any
) -> None:
    stored = comment("Buy ships now", name="Cheap Ships", url="https://ships.example/", status=Status.PENDING)
    own = signed_links.reader_page(stored)
    page = html.fromstring(Client().get(own).content.decode())
    assert page.xpath("//form[@action='mail/' and @method='post']//button/text()") == [
        "Email me this page's address"
    ]
    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post(own + "mail/")
    assert (answer.status_code, answer["Location"]) == (302, own + "?mailed")
    assert "is on its way to you by email" in Client().get(answer["Location"]).content.decode()
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ada@example.org"], "[Newsroom] The page of your comment")
    text = f"{sent.subject}\n{sent.body}\n{sent.message()}"
    words = ("Buy", "Cheap", "ships.example", article.headline)
    assert [word in text for word in words] == [False, False, False, True]
    [link] = [line for line in str(sent.body).splitlines() if "/comments/yours/" in line]
    assert link.startswith("https://example.com/comments/yours/")
    assert "Buy ships now" in Client().get(link.removeprefix("https://example.com")).content.decode()


def test_it_speaks_the_articles_language(
    comment: Comment, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stored = comment(target=publish(language="fr", slug="port"))
    with django_capture_on_commit_callbacks(execute=True):
        press(stored)
    assert mail.outbox[0].subject == "[La Rédaction] La page de votre commentaire"


def test_it_goes_to_nobody_where_no_address_was_typed(comment: Comment) -> None:
    stored = comment(email="")
    page = html.fromstring(Client().get(signed_links.reader_page(stored)).content.decode())
    assert page.xpath("//form[@action='mail/']") == []
    assert press(stored).status_code == 302
    assert Email.objects.count() == 0


def test_a_comment_gets_three_and_an_address_five_a_day_of_all_kinds(comment: Comment) -> None:
    stored = [comment(f"Number {number}", name=f"N {number}") for number in range(2)]
    other = comment("By another", name="Bob", email="bob@example.org")
    assert [press(stored[0]).status_code for _press in range(4)] == [302] * 4
    assert Email.objects.count() == 3
    for _press in range(2):
        ask(stored[1])
    press(stored[1])
    ask(stored[1])
    assert Email.objects.count() == 5
    press(other)
    assert Email.objects.filter(kind=EmailKind.PRIVATE_PAGE, comment=other).count() == 1
    Email.objects.update(created=timezone.now() - timedelta(days=1))
    press(stored[0])
    press(stored[1])
    assert Email.objects.count() == 7


def test_two_logins_without_an_address_share_no_limit(comment: Comment, django_user_model: Any) -> None:
    users = [django_user_model.objects.create_user(name, email=f"{name}@example.org") for name in "ab"]
    first, second = (comment(f"By {user}", user=user, name=str(user), email=user.email) for user in users)
    for _press in range(3):
        press(first)
    for _number in range(2):
        Email.objects.create(kind=EmailKind.CONFIRMATION, comment=first, requested_by=first.commenter)
    press(second)
    assert Email.objects.filter(comment=second).count() == 1


def test_who_typed_an_address_and_who_confirmed_it_share_its_limit(comment: Comment) -> None:
    stored, own = comment(), comment("Other words")
    confirm(own)
    for number in range(3):
        press(stored)
        press(own)
        assert Email.objects.filter(kind=EmailKind.PRIVATE_PAGE).count() == min(2 * number + 2, 5)


def test_the_emails_of_a_day_are_counted_in_their_own_index_however_many_there_are(comment: Comment) -> None:
    """No join, no scan: by two columns of one table, which begin an index, as do its foreign keys'."""
    stored = comment()
    with CaptureQueriesContext(connection) as queries:
        send(EmailKind.PRIVATE_PAGE, stored)
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert len(counts) == 2
    assert [sql for sql in counts if "JOIN" in sql or sql.count("SELECT") > 1] == []
    [of_day] = [sql for sql in counts if "requested_by_id" in sql]
    assert set(re.findall(r'"(\w+)" (?:=|>|IN)', of_day)) == {"requested_by_id", "created"}
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Email._meta.db_table).values()
    assert ["requested_by_id", "created"] in [index["columns"] for index in known if index["index"]]


@pytest.mark.django_db(transaction=True)
def test_of_two_asked_for_at_once_by_who_typed_and_who_confirmed_one_is_the_last(comment: Comment) -> None:
    stored, own = comment(), comment("Other words")
    confirm(own)
    asked = Email(kind=EmailKind.CONFIRMATION, comment=stored, requested_by=own.commenter)
    Email.objects.bulk_create([asked] * (MOST_PER_PERSON - 1))
    at_once(*[partial(send, EmailKind.PRIVATE_PAGE, row) for row in (stored, own) * 4])
    assert Email.objects.filter(requested_by__isnull=False).count() == MOST_PER_PERSON


def test_another_site_asks_for_no_email(comment: Comment) -> None:
    assert press(comment(), **{"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert Email.objects.count() == 0


def test_reading_asks_for_none(comment: Comment) -> None:
    assert Client().get(signed_links.reader_page(comment()) + "mail/").status_code == 405
    assert Email.objects.count() == 0
