"""Who follows a discussion: who asks for it, and whom it is sent to."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import followings, signed_links
from comments.models import (
    Email,
    Follow,
    Following,
    ListedWord,
    ReaderComment,
    Status,
    WordList,
)
from comments.people.confirmations import confirm
from comments.posting.withdrawals import withdraw
from comments.upkeep.erasing import erase_refused

from ..smtp import send_emails
from .followers import following, notified_version

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
RULE = DecisionContext(rule="tests")


# --- Asking for it --------------------------------------------------------------------------------------


def test_the_form_asks_nothing_unless_the_reader_chooses(reply: Any) -> None:
    reply()
    assert ReaderComment.objects.get().follow == ""
    assert (Following.objects.count(), Email.objects.count()) == (0, 0)


def test_who_has_not_confirmed_the_address_gets_the_email_that_asks_for_it_alone(
    reply: Any, emails: Any, comment: Comment, article: Article
) -> None:
    sent = emails(partial(reply, follow="all"))
    assert [(message.to, message.subject) for message in sent] == [
        (["ada@example.org"], "[Newsroom] Please confirm your email address")
    ]
    assert "I read this twice." not in sent[0].body
    assert Following.objects.count() == 0
    assert emails(partial(comment, "Another", email="bob@example.org", name="Bob")) == []


@pytest.mark.parametrize("refused", [{"honeypot": "x"}, {"comment": "banned"}])
def test_what_the_rules_refuse_emails_nobody(refused: dict[str, str], reply: Any, emails: Any) -> None:
    ListedWord.objects.create(list=WordList.BANNED, pattern="banned")
    assert emails(partial(reply, follow="all", **refused)) == []
    assert ReaderComment.objects.get().status in {Status.SPAM, Status.REJECTED}
    assert Email.objects.count() == 0


@pytest.mark.parametrize(("follow", "says"), [("", 0), ("replies", 1), ("all", 1)])
def test_the_page_that_confirms_says_what_begins_with_it(follow: str, says: int, comment: Comment) -> None:
    page = Client().get(signed_links.confirmation(comment(follow=follow))).content.decode()
    assert page.count("From then on you get an email") == says


def test_confirming_makes_a_following_and_twice_is_once(comment: Comment) -> None:
    stored = comment(follow="replies")
    owner = confirm(stored)
    kept = following()
    assert (kept.commenter, kept.discussion, kept.kind, kept.comment) == (
        *(owner, stored.discussion, "replies", stored),
    )
    kept.delete()
    confirm(ReaderComment.objects.get())
    assert Following.objects.count() == 0


def test_who_is_logged_in_follows_at_once(
    client: Client, fields: Any, django_user_model: Any, emails: Any
) -> None:
    user = django_user_model.objects.create_user("ada", email="ada@example.org", first_name="Ada")
    client.force_login(user)
    page = client.get("/en/harbour/")
    token = html.fromstring(page.content.decode()).xpath(
        "string(//input[@name='csrfmiddlewaretoken']/@value)"
    )
    sent = emails(lambda: client.post("/comments/post/", fields(follow="replies", csrfmiddlewaretoken=token)))
    assert sent == []
    assert (following().kind, following().commenter.user) == ("replies", user)


def test_who_has_confirmed_before_follows_at_once(follower: Any, comment: Comment, publish: Any) -> None:
    follower("")
    comment("Here too", target=publish(slug="other"), follow="all", confirmed=True)
    assert following().kind == "all"


def test_another_comment_without_the_wish_ends_nothing(follower: Any, comment: Comment) -> None:
    follower()
    comment("More of me", confirmed=True)
    assert following().kind == "all"


def test_a_wish_without_an_address_is_told_at_the_field(reply: Any, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REQUIRE_NAME_AND_EMAIL": False}
    response = reply(follow="all", email="")
    page = html.fromstring(response.content.decode())
    assert (response.status_code, bool(page.get_element_by_id("reply-email_error").text)) == (422, True)
    assert chosen(page) == (["on"], ["all"])


def test_the_choice_survives_a_refusal_and_a_preview(reply: Any, client: Client, fields: Any) -> None:
    preview = client.post("/comments/preview/", fields(follow="replies"))
    for response in (reply(follow="replies", name=""), preview):
        page = html.fromstring(response.content.decode())
        assert chosen(page) == (["on"], ["replies"])
        assert page.xpath("normalize-space(//label[@for='reply-follow'])") == "Email me about new comments"


def chosen(page: html.HtmlElement) -> tuple[list[str], list[str]]:
    """The box, if it is ticked, and what it opens."""
    box = page.xpath("//input[@name='follow'][@checked]/@value")
    return box, page.xpath("//select[@name='follow_kind']/option[@selected]/@value")


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"follow": "on", "follow_kind": "all"}, "all"),
        ({"follow": "on", "follow_kind": ""}, "replies"),
        ({"follow": "", "follow_kind": "all"}, ""),
        ({"follow": "replies"}, "replies"),
    ],
    ids=["ticked", "nothing chosen", "not ticked", "a form made before the box was"],
)
def test_the_box_says_whether_and_the_choice_what(sent: dict[str, str], stored: str, reply: Any) -> None:
    assert reply(**sent).status_code == 302
    assert ReaderComment.objects.get().follow == stored


def test_the_choice_stands_below_the_button(article: Article, client: Client) -> None:
    page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
    shown = page.xpath("//form[@id='reply-form']//*[self::button or @name and not(@type='hidden')]")
    assert [field.get("name") or field.text for field in shown] == [
        *("comment", "name", "email", "url", "honeypot"),
        *("Post Comment", "Preview", "follow", "follow_kind"),
    ]


# --- Whom -----------------------------------------------------------------------------------------------


def test_a_login_is_emailed_at_the_address_it_has_now(
    comment: Comment, django_user_model: Any, emails: Any
) -> None:
    user = django_user_model.objects.create_user("ada", email="old@example.org")
    comment("Mine", user=user, email="old@example.org", follow="all")
    django_user_model.objects.update(email="new@example.org")
    assert notified_version(emails(partial(comment, "News", name="B", email=""))) == ["new@example.org"]


@pytest.mark.parametrize("case", ["deleted", "inactive", "without address"])
def test_a_login_that_is_gone_is_not_emailed(
    case: str, comment: Comment, django_user_model: Any, emails: Any
) -> None:
    user = django_user_model.objects.create_user("ada", email="ada@example.org")
    comment("Mine", user=user, follow="all")
    if case == "deleted":
        user.delete()
    else:
        django_user_model.objects.update(**{"is_active": False} if case == "inactive" else {"email": ""})
    assert emails(partial(comment, "News", name="B", email="")) == []
    assert send_emails() == "sent 0, still to go out 0\n"


def test_whoever_merely_types_a_followed_address_is_not_that_follower(
    follower: Any, comment: Comment, emails: Any
) -> None:
    follower(Follow.REPLIES)
    typed = comment("Under your name", follow="all")
    assert emails(partial(comment, "To it", parent=typed, name="B", email="")) == []
    assert following().kind == "replies"


def test_an_erased_comment_ends_what_was_followed_by_it(follower: Any) -> None:
    first = follower()
    decide(ReaderComment.objects.get(), Status.REJECTED, RULE)
    [*erase_refused(timezone.now() + timedelta(days=1), 10)]
    assert Following.objects.count() == 0
    assert ReaderComment.objects.get(pk=first.pk).follow == ""


def test_an_erased_comment_hands_what_was_followed_to_another_of_the_same_person(
    follower: Any, comment: Comment, emails: Any
) -> None:
    first = follower()
    other = comment("Mine too", confirmed=True)
    decide(ReaderComment.objects.get(pk=first.pk), Status.REJECTED, RULE)
    [*erase_refused(timezone.now() + timedelta(days=1), 10)]
    assert following().comment == other
    assert notified_version(emails(partial(comment, "News", name="B", email=""))) == ["ada@example.org"]


def test_a_withdrawn_comment_leaves_what_its_author_follows(
    follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    stored = ReaderComment.objects.get()
    withdraw(stored, revision=stored.revision)
    assert notified_version(emails(partial(comment, "News", name="B", email=""))) == ["ada@example.org"]


def test_another_kind_makes_no_news_of_what_is_old(follower: Any, comment: Comment) -> None:
    first = follower(Follow.REPLIES)
    comment("Not to you", name="B", email="")
    followings.choose(following().commenter_id, first.discussion_id, "all")
    assert followings.write_emails() == []
    comment("Now", name="C", email="")
    assert len(followings.write_emails()) == 1


def test_another_kind_keeps_the_news_that_wait(follower: Any, comment: Comment) -> None:
    first = follower(Follow.REPLIES)
    comment("To you", name="B", email="", parent=first)
    followings.choose(following().commenter_id, first.discussion_id, "all")
    assert len(followings.write_emails()) == 1
