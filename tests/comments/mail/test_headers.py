"""What leaves as an email's header, as a mail program must find it: the bytes that a server was given."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.core.mail.utils import DNS_NAME
from django.test import Client

from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links, tasks
from comments.models import DeskDigest, Email, EmailKind, Following, ReaderComment, Status
from comments.people.confirmations import confirm, want_outcome

from .. import smtp
from ..smtp import send_emails
from .followers import be_due

pytestmark = pytest.mark.django_db
# As a mail provider looks for the one click (RFC 8058, 3.1): an address in brackets, as it is.
ONE_CLICK = re.compile(rb"^List-Unsubscribe:(?: |\r\n | \r\n )<(https://[!-;=?-~]+)>\r\n", re.MULTILINE)
ONE_CLICK_POST = b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
# Of these alone a part is free text: the subject, and the names beside addresses.
FREE = {"Subject", "From"}
LONG = ".".join(["a" * 60, "b" * 60, "c" * 60, "example.org"])


@pytest.fixture
def follow(comment: Any, server: smtp.Server) -> Callable[..., bytes]:
    """A reader follows a discussion, another writes there: the bytes of the email about it."""

    def act(**post: Any) -> bytes:
        confirm(comment("I am first.", **{"follow": "all"} | post))
        Email.objects.all().delete()
        comment("News", name="Bob", email="")
        send_emails()
        [raw] = server.received
        return raw

    return act


@pytest.fixture
def published_at(settings: Any) -> Callable[[str], None]:
    def put(address: str) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "SITE_URL": address}

    return put


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("https://n.example", "n.example"),
        ("https://news.example.org:8443", "news.example.org:8443"),
        (f"https://{LONG}", LONG),
        ("https://zeitung.müller.example", "zeitung.xn--mller-kva.example"),
    ],
)
@pytest.mark.parametrize("key", ["short", "long"])
def test_the_one_click_is_found_whatever_the_length_of_domain_and_token(
    site: str, host: str, key: str, follow: Any, published_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_at(site)
    if key == "long":
        monkeypatch.setattr(signing, "base64_hmac", lambda *_arguments, **_options: "Abc-_" * 60)
    raw = follow()
    [address] = ONE_CLICK.findall(raw)
    path = signed_links.unsubscribing(Following.objects.get())
    assert (address.decode(), raw.count(ONE_CLICK_POST)) == (f"https://{host}{path}", 1)
    assert b"=?" not in re.split(rb"\r\nFrom:|\r\nSubject:", raw)[0]


def test_what_a_provider_finds_there_ends_the_following_by_one_post(follow: Any) -> None:
    [address] = ONE_CLICK.findall(follow())
    path = urlsplit(address.decode()).path
    answer = Client(enforce_csrf_checks=True).post(
        path, b"List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, Following.objects.count()) == (200, 0)


@pytest.mark.parametrize("kind", EmailKind)
@pytest.mark.parametrize(
    "sender",
    [
        "news@example.org",
        "La rédaction du journal de la ville et de la mer <redaction@zeitung.müller.example>",
    ],
)
def test_nothing_but_free_text_leaves_in_encoded_words(
    kind: EmailKind,
    sender: str,
    comment: Any,
    publish: Any,
    server: smtp.Server,
    published_at: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_user_model: Any,
) -> None:
    monkeypatch.setattr(DNS_NAME, "_fqdn", LONG, raising=False)
    published_at(f"https://{LONG}")
    settings.DEFAULT_FROM_EMAIL = sender
    moderators = [f"editor-number-{number}@desk.müller.example" for number in range(9)]
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": moderators}
    target = publish(slug="port", headline="« Le port ouvre lundi », dit-on à la mairie de la ville, en été")
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example.org"
    stored = comment(email=address, target=target, status=Status.PENDING, follow="all")
    if kind == EmailKind.FOLLOWING:
        confirm(stored)
        comment("News", target=target, name="B", email="")
        Email.objects.exclude(kind=kind).delete()
    elif kind == EmailKind.OUTCOME:
        confirm(stored)
        want_outcome(stored, True)
        Email.objects.all().delete()
        decide(ReaderComment.objects.get(), Status.REJECTED, DecisionContext())
        be_due()
    elif kind == EmailKind.DIGEST:
        user = django_user_model.objects.create_superuser("grace", email=address)
        DeskDigest.objects.create(user=user, number=1)
        Email.objects.all().delete()
    else:
        Email.objects.all().delete()
        tasks.send(kind, stored)
    send_emails()
    [raw] = server.received
    fields = smtp.headers(raw)
    encoded = {name for name, value in fields.items() if "=?" in value}
    assert encoded <= FREE
    assert re.fullmatch(rf"<[0-9.]+@{re.escape(LONG)}>", fields["Message-ID"])
    assert fields["Auto-Submitted"] == "auto-generated"
    to = fields["To"].split(", ")
    moderators = [moderator.replace("müller", "xn--mller-kva") for moderator in moderators]
    assert to == (moderators if kind == EmailKind.MODERATION else [address])
    sent_by = sender.replace("müller", "xn--mller-kva").rpartition(" ")[2]
    assert fields["From"].rpartition(" ")[2] == sent_by
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
