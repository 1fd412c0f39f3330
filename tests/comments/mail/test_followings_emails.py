"""What the email to a follower says, and what becomes of it at the mail server."""

from collections.abc import Callable
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from lxml import html

from articles.models import Article
from comments.mail import followings, tasks
from comments.models import (
    Commenter,
    Email,
    EmailKind,
    Follow,
    Following,
    ReaderComment,
)

from .. import smtp
from ..at_once import at_once
from ..smtp import send_emails
from .followers import be_due, following, let_an_hour_pass

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]


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
