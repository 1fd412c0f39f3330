"""Who follows a discussion is emailed what is new in it: once, when it is public, and not too often."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.mail import followings, signed_links, tasks
from comments.models import (
    Commenter,
    Discussion,
    DiscussionState,
    Email,
    EmailKind,
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

from .. import smtp
from ..at_once import at_once
from ..scenes import shown, waiting
from ..smtp import send_emails

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
RULE = DecisionContext(rule="tests")


@pytest.fixture
def follower(comment: Comment) -> Callable[..., ReaderComment]:
    """A public comment whose author confirmed the address and follows its discussion."""

    def make(follow: str = Follow.ALL, **post: Any) -> ReaderComment:
        stored = comment(**{"source": "I am first.", "follow": follow} | post)
        confirm(stored)
        Email.objects.all().delete()
        return stored

    return make


@pytest.fixture
def emails(django_capture_on_commit_callbacks: Any) -> Callable[..., list[Any]]:
    """The emails that go out when an act is committed."""

    def act(function: Callable[[], Any]) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function()
        return list(mail.outbox)

    return act


def let_an_hour_pass() -> None:
    hour = timedelta(hours=1)
    for row in Email.objects.exclude(sent_at=None):
        Email.objects.filter(pk=row.pk).update(sent_at=row.sent_at - hour)
    be_due()


def be_due() -> None:
    Email.objects.filter(due__isnull=False).update(due=timezone.now())


def following() -> Following:
    return Following.objects.get()


def notified_version(sent: list[Any]) -> list[str]:
    return [message.to[0] for message in sent]


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
    assert page.xpath("//select[@name='follow']/option[@selected]/@value") == ["all"]


def test_the_choice_survives_a_refusal_and_a_preview(reply: Any, client: Client, fields: Any) -> None:
    preview = client.post("/comments/preview/", fields(follow="replies"))
    for response in (reply(follow="replies", name=""), preview):
        page = html.fromstring(response.content.decode())
        assert page.xpath("//select[@name='follow']/option[@selected]/@value") == ["replies"]
        assert page.xpath("normalize-space(//label[@for='reply-follow'])") == "Email me"


def test_the_choice_stands_after_the_website_and_before_the_button(article: Article, client: Client) -> None:
    page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
    names = page.xpath("//form[@id='reply-form']//*[@name]/@name")
    assert names[: names.index("honeypot")] == ["comment", "name", "email", "url", "follow"]


# --- When it is notified --------------------------------------------------------------------------------


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


# --- What it says ---------------------------------------------------------------------------------------


def test_the_email_has_text_and_html_links_of_the_site_and_nothing_to_track(
    follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    source = 'Look <b>here</b> <img src="https://evil.example/x.png"> <a href="https://ok.example/">there</a>'
    [sent] = emails(partial(comment, source, name="Bob", email="bob@example.org"))
    stored = ReaderComment.objects.latest("pk")
    assert sent.subject == "[Newsroom] New comments: The harbour opens on Monday"
    [(markup, kind)] = [(part.content, part.mimetype) for part in sent.alternatives]
    assert kind == "text/html"
    page = html.fromstring(markup)
    assert page.xpath("//img | //script | //style | //@style | //link | //form | //iframe") == []
    own = [each for each in page.xpath("//@href") if each.startswith("https://example.com/")]
    assert {*page.xpath("//@href")} - {*own} == {"https://ok.example/", "https://evil.example/x.png"}
    assert own[:2] == ["https://example.com/en/harbour/", f"https://example.com/comments/{stored.pk}/"]
    assert "utm_" not in markup
    assert "bob@example.org" not in str(sent.message())
    assert "Bob" in sent.body
    assert f"https://example.com/comments/{stored.pk}/" in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("end", ["\n", "\u2028", "&#8232;", "&#x2029;", "&NewLine;"])
def test_a_comment_cannot_look_like_the_email_around_it(
    end: str, follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    source = f"Hello.{end}Unsubscribe: https://evil.example/"
    [sent] = emails(partial(comment, source, name="Bob", email="bob@example.org"))
    [line] = [line for line in sent.body.splitlines() if "evil" in line]
    assert line.startswith("> ")


@pytest.mark.parametrize("headline", ["Ships\nBcc: all@example.org", "Ships\r\nSubject: x", "\u202eShips"])
def test_nothing_that_a_title_says_becomes_a_header(
    headline: str, follower: Any, comment: Comment, emails: Any
) -> None:
    follower()
    Article.objects.update(headline=headline)
    [sent] = emails(lambda: comment("News", name="B", email="", target=Article.objects.get()))
    assert sent.subject.startswith("[Newsroom] New comments: Ships")
    assert {"Bcc"} & {*sent.message().keys()} == set()
    assert sent.message().get_all("Subject") == [sent.message()["Subject"]]


def test_a_french_article_is_emailed_about_in_french(
    follower: Any, comment: Comment, publish: Any, emails: Any
) -> None:
    article = publish(language="fr", slug="port", headline="Le port ouvre lundi")
    follower(target=article)
    [sent] = emails(partial(comment, "Bonjour", name="B", email="", target=article))
    assert sent.subject == "[La Rédaction] Nouveaux commentaires\u00a0: Le port ouvre lundi"
    markup = sent.alternatives[0].content
    assert ('lang="fr"' in markup, "Se désabonner" in markup, "Unsubscribe" in markup) == (True, True, False)


# --- A mail server --------------------------------------------------------------------------------------


def test_a_server_that_is_down_loses_nothing_and_sends_nothing_twice(
    follower: Any, comment: Comment, settings: Any, server: smtp.Server, emails: Any
) -> None:
    follower()
    smtp.send_through(settings, smtp.closed_port())
    emails(partial(comment, "One", name="B", email=""))
    kept = Email.objects.get()
    assert (kept.kind, kept.attempts, kept.sent_at) == (EmailKind.FOLLOWING, 0, None)
    # What is new meanwhile waits for the next email: none is written beside one that is still to go out.
    emails(partial(comment, "Two", name="C", email=""))
    assert Email.objects.count() == 1

    smtp.send_through(settings, server.port)
    assert send_emails() == "sent 1, still to go out 0\n"
    assert send_emails() == "sent 0, still to go out 0\n"
    let_an_hour_pass()
    assert send_emails() == "sent 1, still to go out 0\n"
    assert [["One" in text, "Two" in text] for text in server.texts] == [[True, False], [False, True]]
    assert [smtp.headers(raw)["To"] for raw in server.received] == ["ada@example.org"] * 2


@pytest.mark.parametrize(("server_is", "attempts"), [("down", 0), ("slow", 1)])
def test_a_server_that_is_down_or_slow_holds_up_an_editor_once(
    server_is: str,
    attempts: int,
    follower: Any,
    comment: Comment,
    settings: Any,
    emails: Any,
    monkeypatch: Any,
) -> None:
    for number in range(3):
        follower(name=f"N{number}", email=f"n{number}@example.org")
    if server_is == "down":
        smtp.send_through(settings, smtp.closed_port())
    else:
        seconds = iter([0, 9, 11])
        monkeypatch.setattr(tasks, "monotonic", lambda: next(seconds))
    emails(partial(comment, "News", name="B", email=""))
    assert [*Email.objects.order_by("pk").values_list("attempts", flat=True)] == [attempts, 0, 0]


def test_attempts_are_bounded_and_an_email_given_up_stands_in_nobodys_way(
    follower: Any, comment: Comment, settings: Any, server: smtp.Server, emails: Any
) -> None:
    follower()
    server.refuse("RCPT", "451 4.7.1 greylisted")
    smtp.send_through(settings, server.port)
    emails(partial(comment, "One", name="B", email=""))
    for _attempt in range(6):
        be_due()
        send_emails()
    assert [*Email.objects.values_list("attempts", "sent_at")] == [(5, None)]
    server.recover()
    assert len(emails(partial(comment, "Two", name="C", email=""))) == 0
    assert ["Two" in text for text in server.texts] == [True]


@pytest.mark.django_db(transaction=True)
def test_two_who_notify_at_once_send_one_email(follower: Any, comment: Comment) -> None:
    follower()
    comment("News", name="B", email="")
    # As if nobody had been notified.
    Email.objects.all().delete()
    Following.objects.update(notified_version=following().notified_version - 1)
    mail.outbox.clear()
    at_once(*[followings.write_emails] * 4, *[partial(call_command, "sendemails", stdout=StringIO())] * 2)
    send_emails()
    assert (Email.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_person_has_one_following_of_a_discussion_however_often_they_ask_at_once(follower: Any) -> None:
    first = follower()
    Following.objects.all().delete()
    assert at_once(*[partial(followings.start, first, Follow.REPLIES)] * 4) == [None] * 4
    assert (following().kind, Commenter.objects.exclude(confirmed_at=None).count()) == ("replies", 1)
