"""When a follower is notified: of what is new, once it is public, and not too often."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.mail import followings, tasks
from comments.models import (
    Discussion,
    DiscussionState,
    Email,
    EmailKind,
    Follow,
    Following,
    ReaderComment,
    Status,
)
from comments.people.confirmations import confirm

from ..scenes import shown, waiting
from ..smtp import send_emails
from .followers import following, let_an_hour_pass, notified_version

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
RULE = DecisionContext(rule="tests")


def test_a_held_comment_is_notified_when_it_is_approved_and_once(
    follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    held = comment("News!", name="Bob", email="bob@example.org", status=Status.PENDING)
    assert emails(lambda: None) == []
    assert notified_version(emails(partial(decide, held, Status.APPROVED, RULE))) == ["ada@example.org"]
    assert Email.objects.get().sent_at is not None
    assert emails(partial(decide, held, Status.PENDING, RULE)) == []
    let_an_hour_pass()
    assert emails(partial(decide, held, Status.APPROVED, RULE)) == []
    assert send_emails() == "sent 0, still to go out 0\n"


def test_own_comments_are_no_news_confirmed_or_not(follower: Any, comment: Comment, emails: Any) -> None:
    first = follower()
    assert emails(partial(comment, "Mine", confirmed=True, parent=first)) == []
    assert emails(partial(comment, "Mine without the cookie", parent=first)) == []
    assert send_emails() == "sent 0, still to go out 0\n"


def test_own_comments_are_no_news_by_whatever_login(
    follower: Any, comment: Comment, django_user_model: Any, emails: Any
) -> None:
    follower()
    user = django_user_model.objects.create_user("ada", email="Ada@example.org")
    assert (
        emails(partial(comment, "Mine by the login", user=user, email="Ada@example.org", follow="all")) == []
    )
    # One mailbox is notified once, by the following that it has verified.
    assert notified_version(emails(partial(comment, "News", name="B", email=""))) == ["ada@example.org"]
    let_an_hour_pass()
    assert emails(partial(comment, "Mine without it")) == []
    assert send_emails() == "sent 0, still to go out 0\n"


def test_a_login_is_notified_of_what_its_mailbox_is_not_notified_otherwise(
    comment: Comment, django_user_model: Any, emails: Any
) -> None:
    user = django_user_model.objects.create_user("ada", email="ada@example.org")
    comment("Mine by the login", user=user, email="ada@example.org", follow="all")
    held = comment("Before the other", name="B", email="", status=Status.PENDING)
    confirm(comment("Mine", follow=Follow.REPLIES))
    Email.objects.all().delete()
    assert notified_version(emails(partial(decide, held, Status.APPROVED, RULE))) == ["ada@example.org"]
    let_an_hour_pass()
    Following.objects.filter(commenter__user=None).update(kind=Follow.ALL)
    assert len(emails(partial(comment, "After both", name="B", email=""))) == 1


def test_who_asked_for_replies_gets_replies_alone(follower: Any, comment: Comment, emails: Any) -> None:
    first = follower(Follow.REPLIES)
    bob = {"name": "Bob", "email": "bob@example.org"}
    other = comment("Not to you", **bob)
    assert emails(partial(comment, "To Bob", parent=other, name="Cy", email="cy@example.org")) == []
    second = comment("Mine too", confirmed=True)
    [sent] = emails(partial(comment, "To Ada's second", parent=second, **bob))
    assert sent.subject == "[Newsroom] New replies to you: The harbour opens on Monday"
    assert ("To Ada's second" in sent.body, "Not to you" in sent.body) == (True, False)
    let_an_hour_pass()
    [sent] = emails(partial(comment, "To Ada's first", parent=first, email="", name="Nobody"))
    assert ("To Ada's first" in sent.body, "second" in sent.body) == (True, False)


def test_replies_that_came_before_the_confirmation_are_notified_after_it(
    comment: Comment, emails: Any
) -> None:
    first = comment("First", follow="replies")
    comment("Quick", parent=first, name="Bob", email="bob@example.org")
    [sent] = emails(partial(confirm, first))
    assert (sent.to, "Quick" in sent.body) == (["ada@example.org"], True)


def test_an_hour_passes_between_two_emails_and_nothing_is_lost(
    follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    write = partial(comment, email="")
    assert len(emails(partial(write, "One", name="B1"))) == 1
    assert emails(partial(write, "Two", name="B2")) == []
    assert emails(partial(write, "Three", name="B3")) == []
    mail.outbox.clear()
    assert send_emails() == "sent 0, still to go out 0\n"
    let_an_hour_pass()
    assert send_emails() == "sent 1, still to go out 0\n"
    [sent] = mail.outbox
    assert [word in sent.body for word in ("One", "Two", "Three")] == [False, True, True]
    let_an_hour_pass()
    assert send_emails() == "sent 0, still to go out 0\n"


def test_a_batch_of_500_is_one_email_with_ten_of_them(follower: Any, article: Article, emails: Any) -> None:
    follower()
    pks = waiting(500, article)
    [sent] = emails(lambda: decide_all(shown(pks), Status.APPROVED, RULE))
    assert sent.body.count("\n> ") == 10
    assert "And 490 more, on the page." in sent.body


def test_one_decision_notifies_twenty_and_the_command_the_rest(
    follower: Any, comment: Comment, emails: Any
) -> None:
    for number in range(22):
        follower(name=f"N{number}", email=f"n{number}@example.org")
    assert len(emails(partial(comment, "News", email="", name="Zoe"))) == 20
    assert send_emails() == "sent 2, still to go out 0\n"
    assert len({*notified_version(mail.outbox)}) == 22


def test_to_look_for_followers_costs_one_query(follower: Any, comment: Comment) -> None:
    counts = []
    for number in range(3):
        follower(name=f"N{number}", email=f"n{number}@example.org")
        with CaptureQueriesContext(connection) as queries:
            assert len(followings.to_notify([Discussion.objects.get().pk])) == 0 + number
        counts.append(len(queries) - 1)
    assert counts == [1, 1, 1]


def test_what_was_hidden_again_meanwhile_is_left_out(follower: Any, comment: Comment) -> None:
    follower()
    comment("Stays", name="B", email="")
    two = comment("Goes", name="C", email="")
    [pk] = followings.write_emails()
    decide(two, Status.REJECTED, RULE)
    tasks.deliver.enqueue(pk)
    assert [word in mail.outbox[-1].body for word in ("Stays", "Goes")] == [True, False]


def test_what_is_taken_offline_before_its_email_goes_out_is_news_when_it_is_back(
    follower: Any, comment: Comment
) -> None:
    follower()
    comment("News", name="B", email="")
    [pk] = followings.write_emails()
    Article.objects.update(status=Article.Status.DRAFT)
    tasks.deliver.enqueue(pk)
    assert (len(mail.outbox), Email.objects.count()) == (0, 0)
    Article.objects.update(status=Article.Status.PUBLISHED)
    assert send_emails() == "sent 1, still to go out 0\n"
    assert send_emails() == "sent 0, still to go out 0\n"


def test_where_nothing_is_left_to_notify_no_email_goes_out(follower: Any, comment: Comment) -> None:
    follower()
    other = comment("Goes", name="B", email="")
    [pk] = followings.write_emails()
    decide(other, Status.REJECTED, RULE)
    tasks.deliver.enqueue(pk)
    assert (len(mail.outbox), Email.objects.filter(kind=EmailKind.FOLLOWING).count()) == (0, 0)


@pytest.mark.parametrize("case", ["hidden", "unpublished"])
def test_what_the_public_does_not_see_is_not_emailed_until_it_does(
    case: str, follower: Any, comment: Comment, article: Article, emails: Any
) -> None:
    follower()
    held = comment("News", name="B", email="", status=Status.PENDING)
    if case == "hidden":
        Discussion.objects.update(state=DiscussionState.HIDDEN)
    else:
        Article.objects.update(status=Article.Status.DRAFT)
    assert emails(partial(decide, held, Status.APPROVED, RULE)) == []
    assert send_emails() == "sent 0, still to go out 0\n"
    Discussion.objects.update(state=DiscussionState.CLOSED)
    Article.objects.update(status=Article.Status.PUBLISHED)
    assert send_emails() == "sent 1, still to go out 0\n"


def test_what_ends_after_the_email_was_written_sends_nothing(follower: Any, comment: Comment) -> None:
    follower()
    comment("News", name="B", email="")
    [pk] = followings.write_emails()
    following().delete()
    tasks.deliver.enqueue(pk)
    assert (mail.outbox, Email.objects.filter(pk=pk).count()) == ([], 0)
