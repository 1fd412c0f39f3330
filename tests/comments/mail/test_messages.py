"""What the emails say, and to whom."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import messages
from comments.models import Email, EmailKind, ReaderComment, Status
from comments.people.confirmations import confirm
from comments.rules import Reason, Verdict

pytestmark = pytest.mark.django_db
MODERATORS = ["desk@example.org", "night@example.org"]
Comment = Callable[..., ReaderComment]
OF_ONE_COMMENT = {EmailKind.MODERATION, EmailKind.CONFIRMATION, EmailKind.PRIVATE_PAGE}


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


@pytest.fixture(autouse=True)
def _moderators(configure: Any) -> None:
    configure(MODERATORS=MODERATORS, SITE_URL="https://news.example.org")


def written(stored: ReaderComment, kind: EmailKind = EmailKind.MODERATION) -> EmailMessage | None:
    return messages.compose(Email(kind=kind, comment=stored))


def headers(message: EmailMessage) -> dict[str, str]:
    """As the next mail server reads them."""
    return dict(message_from_bytes(message.message().as_bytes(), policy=policy.default))


# --- To moderators ----------------------------------------------------------------------------------------


def test_moderators_read_the_text_the_reasons_and_where_to_decide(comment: Comment) -> None:
    stored = comment("Two <b>words</b> & more", status=Status.PENDING)
    message = written(stored)
    assert message
    assert (message.to, message.subject) == (
        MODERATORS,
        "[Newsroom] Comment to moderate: The harbour opens on Monday",
    )
    card = f"https://news.example.org/admin/newsroom_comments/readercomment/?comment={stored.pk}"
    lines = str(message.body).splitlines()
    assert lines[0] == "A comment waits for an editor."
    assert [line for line in ("From: Ada", "> Two <b>words</b> & more", card) if line not in lines] == []
    assert "- Held: on this site every comment waits for an editor (setting MODE)" in lines
    assert "ada@example.org" not in message.message().as_string()


def test_a_comment_cannot_look_like_the_email_around_it(comment: Comment) -> None:
    forged = "Hm.\n\nDecide at the desk:\r\nhttps://evil.example/admin/\u2028Reasons:\u202e"
    message = written(comment(forged, status=Status.PENDING))
    assert message
    text = str(message.body).partition("From: Ada")[2]
    assert [line for line in text.splitlines() if "evil" in line or line == "Decide at the desk:"] == [
        "> https://evil.example/admin/",
        "Decide at the desk:",
    ]


def test_the_emails_link_opens_the_card_and_decides_nothing(comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    message = written(stored)
    [link] = [line for line in str(message and message.body).splitlines() if line.startswith("https:")]
    editor = Client()
    editor.force_login(User.objects.create_superuser("eve"))
    page = editor.get(link.removeprefix("https://news.example.org"))
    assert (page.status_code, "I read this twice." in page.content.decode()) == (200, True)
    stored.refresh_from_db()
    assert stored.status == Status.PENDING


def test_a_published_comment_is_told_as_such(comment: Comment) -> None:
    message = written(comment(status=Status.PUBLISHED))
    assert message
    assert message.subject == "[Newsroom] Comment published: The harbour opens on Monday"


@pytest.mark.parametrize(
    ("language", "zone"),
    [
        ("en-us", "All times are in the time zone Europe/Paris."),
        ("fr", "Toutes les heures sont données dans le fuseau horaire Europe/Paris."),
    ],
)
def test_a_time_comes_with_its_zone(language: str, zone: str, comment: Comment, settings: Any) -> None:
    settings.TIME_ZONE, settings.LANGUAGE_CODE = "Europe/Paris", language
    stored = comment(status=Status.PENDING)
    texts = [written(stored)]
    until = datetime(2030, 3, 2, 23, 30, tzinfo=UTC)
    stored.reasons = [Reason("held_person", Verdict.HOLD, {"until": until.isoformat()}).as_json()]
    texts.append(written(stored))
    assert [zone in str(text and text.body).splitlines() for text in texts] == [False, True]


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.SPAM, Status.WITHDRAWN])
def test_of_what_is_decided_by_then_nothing_is_said(status: Status, comment: Comment) -> None:
    assert written(comment(status=status)) is None


def test_without_moderators_there_is_nobody_to_tell(comment: Comment, configure: Any) -> None:
    configure(MODERATORS=[])
    assert written(comment(status=Status.PENDING)) is None


@pytest.mark.parametrize("name", ["Ada\nBcc: all@example.org", "Ada\r\nSubject: x", "x" * 500, "\u202eAda"])
def test_nothing_that_a_reader_or_a_title_says_becomes_a_header(
    name: str, comment: Comment, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(headline=f"Ships {name[:100]}")
    stored = ReaderComment.objects.get(pk=comment("Bcc: all@example.org", status=Status.PENDING).pk)
    stored.user_name = name
    for kind in OF_ONE_COMMENT:
        message = written(stored, kind)
        assert message
        sent = headers(message)
        assert sent.keys() <= {
            *("Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To"),
            *("Date", "Message-ID", "Auto-Submitted"),
        }
        assert "all@example.org" not in sent["To"]


def test_each_new_comment_puts_one_email_into_the_outbox(
    reply: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert reply().status_code == 302
        assert mail.outbox == []
    kept = Email.objects.get()
    assert (kept.kind, kept.attempts, kept.sent_at is not None) == (EmailKind.MODERATION, 1, True)
    assert [sent.to for sent in mail.outbox] == [MODERATORS]


def test_of_spam_and_of_refused_posts_nobody_is_told(reply: Any) -> None:
    reply(honeypot="x")
    reply(comment="")
    assert Email.objects.count() == 0


def test_switched_off_nothing_is_kept(reply: Any, configure: Any) -> None:
    configure(MODERATORS=())
    reply()
    assert Email.objects.count() == 0


# --- To a reader ------------------------------------------------------------------------------------------


def test_links_begin_with_the_setting_else_with_the_comments_site(comment: Comment, configure: Any) -> None:
    stored = comment()
    for given, begins in (("https://news.example.org", None), ("", "https://example.com")):
        configure(SITE_URL=given)
        message = written(stored, EmailKind.CONFIRMATION)
        assert f"{begins or given}/comments/confirm/" in str(message and message.body)


@pytest.mark.parametrize(
    ("setting", "stored", "shown"),
    [
        ("The Courier", "News", "The Courier"),
        (" The\nCourier\u202e ", "News", "The Courier"),
        ("", "News", "News"),
        ("", "example.com", "news.example.org"),
        ("", " ", "news.example.org"),
    ],
)
def test_an_email_names_the_site_in_its_subject_and_in_its_text(
    setting: str, stored: str, shown: str, comment: Comment, configure: Any
) -> None:
    """By the setting, else as the table of sites does, else by the domain that its links lead to."""
    Site.objects.update(name=stored)
    Site.objects.clear_cache()
    configure(SITE_NAME=setting)
    of = comment()
    for kind, subject in {
        EmailKind.CONFIRMATION: "Please confirm your email address",
        EmailKind.PRIVATE_PAGE: "The page of your comment",
    }.items():
        message = written(of, kind)
        assert message
        assert message.subject == f"[{shown}] {subject}"
        assert str(message.body).startswith(f"Somebody wrote a comment on {shown}")


def test_an_email_names_the_comments_own_site_and_leads_there(comment: Comment, configure: Any) -> None:
    other = Site.objects.create(domain="other.example", name="The Other")
    configure(SITE_URL="", SITE_NAME="", MODERATORS=["desk@example.org"])
    of = comment(site_id=other.pk, status=Status.PENDING)
    for kind in (EmailKind.CONFIRMATION, EmailKind.PRIVATE_PAGE, EmailKind.MODERATION):
        message = written(of, kind)
        assert message
        assert message.subject.startswith("[The Other] ")
        assert {*re.findall(r"https://[^/]+/", str(message.body))} == {"https://other.example/"}


def test_a_draft_is_not_linked_to(comment: Comment, article: Article) -> None:
    stored = comment()
    Article.objects.update(status=Article.Status.DRAFT)
    message = written(stored, EmailKind.CONFIRMATION)
    assert article.headline not in str(message and message.body)


def test_a_reader_who_confirmed_gets_the_email_that_another_browser_asks_for(comment: Comment) -> None:
    stored = comment()
    confirm(stored)
    assert written(stored, EmailKind.CONFIRMATION) is not None


def test_a_login_gets_no_email_that_asks_whose_address_it_is(comment: Comment) -> None:
    stored = comment(user=User.objects.create_user("ada", "ada@example.org"))
    assert written(stored, EmailKind.CONFIRMATION) is None


def test_a_comment_without_its_article_is_still_told_of(comment: Comment, article: Article) -> None:
    stored = comment(status=Status.PENDING)
    decide(stored, Status.PENDING, DecisionContext())
    stored = ReaderComment.objects.get(pk=stored.pk)
    stored.object_pk = "0"
    for kind in OF_ONE_COMMENT:
        assert written(stored, kind)
