"""An email address and a web site in the form, as readers type and paste them, and whose they are then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from comments.mail import signed_links
from comments.models import Commenter, ReaderComment, Standing, Status

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
NO_ADDRESS = "Enter an email address such as name@example.org."
NO_WEBSITE = "Enter a website address such as www.example.org."


@pytest.fixture(autouse=True)
def _no_flood_limits(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": False}


def errors(response: Any) -> dict[str, str]:
    page = html.fromstring(response.content.decode())
    return {error.get("id"): " ".join(error.text_content().split()) for error in page.find_class("nc-error")}


# --- The email address ------------------------------------------------------------------------------------


ADDRESSES = {
    "l@example.org\u00ad": "l@example.org",
    "m@exa\u2066mple.org": "m@example.org",
    "\u202am\u200b@example\u2060.org\ufeff": "m@example.org",
    "m@exam\u034fple.org\ufe0f": "m@example.org",
    "user＠example.org": "user@example.org",
    "ｕｓｅｒ＠ｅｘａｍｐｌｅ．ｏｒｇ": "user@example.org",
    "user@example。org": "user@example.org",
    "g@example.org»": "g@example.org",
    "g@example.org，": "g@example.org",
    "g@example.org。": "g@example.org",
    "g@example.org;\u2028": "g@example.org",
    "'g@example.org'": "g@example.org",
    "'g'@example.org": "'g'@example.org",
    "Ada@Example.ORG": "Ada@example.org",
    "user@müller.example": "user@xn--mller-kva.example",
    "user@MU\u0308LLER.example": "user@xn--mller-kva.example",
    "user@xn--mller-kva.example": "user@xn--mller-kva.example",
    "user@straße.example": "user@xn--strae-oqa.example",
    "user@हिन्दी.example": "user@xn--j2bd4cyah0f.example",
    "user@paral·lel.example": "user@xn--parallel-koa.example",
    "o'neil+news@example.org": "o'neil+news@example.org",
}


def test_an_address_is_stored_as_its_owner_has_it(reply: Send) -> None:
    for typed in ADDRESSES:
        reply(comment=typed, email=typed)
    assert dict(ReaderComment.objects.values_list("source", "user_email")) == ADDRESSES


NO_ADDRESSES = [
    "ada",
    "ada@",
    "@example.org",
    "ada@example.org\nbcc: all@example.org",
    "a b@example.org",
    "ada@@x.org",
    "g@exam»ple.org",
    "«g@example.org»",
    "g@example\u2028.org",
    "g@exam\ufffdple.org",
    "g@☃.example",
    "é@example.org",
    "ıvan@example.org",
    "g@example.org@",
    "»",
    "g@»",
    "g@" + "ü" * 60 + ".example",
]


def test_what_no_email_reaches_is_said_at_the_field(reply: Send) -> None:
    said = {typed: errors(reply(email=typed)) for typed in NO_ADDRESSES}
    assert said == {typed: {"reply-email_error": NO_ADDRESS} for typed in NO_ADDRESSES}
    assert ReaderComment.objects.count() == 0


def test_an_address_has_its_limit_as_it_is_stored(reply: Send) -> None:
    # Each label is 12 characters longer in ASCII.
    said = errors(reply(email=f"{'x' * 150}@{'.'.join(['ü' * 8] * 8)}.example"))
    assert said["reply-email_error"].startswith("Ensure this value has at most 254 characters")


@pytest.mark.parametrize(
    ("banned", "typed"),
    [
        ("l@example.org", "l@example.org\u00ad"),
        ("m@example.org", "M@exa\u2066mple.org"),
        ("user@example.org", "user＠example.org"),
        ("user@müller.example", "user@xn--mller-kva.example"),
        ("user@xn--mller-kva.example", "user@MÜLLER.example"),
    ],
)
@pytest.mark.parametrize("is_confirmed", [False, True], ids=["as typed", "confirmed"])
def test_a_ban_follows_however_the_address_is_typed(
    is_confirmed: bool, banned: str, typed: str, reply: Send
) -> None:
    reply(email=banned)
    if is_confirmed:
        Client().post(signed_links.confirmation(ReaderComment.objects.get()))
    Commenter.objects.update(standing=Standing.BANNED)
    reply(comment="Once more.", email=typed)
    assert ReaderComment.objects.get(source="Once more.").status == Status.REJECTED


def test_an_address_is_confirmed_once_for_all_its_spellings(reply: Send, client: Client) -> None:
    for number, typed in enumerate(["user@müller.example", "user＠xn--mller-kva.example"]):
        reply(comment=f"Number {number}", email=typed)
        client.post(signed_links.confirmation(ReaderComment.objects.latest("pk")))
    reply(comment="Proven", email="USER@müller.example\u200b")
    assert [*ReaderComment.objects.values_list("identity_verified", flat=True)] == [True] * 3
    assert Commenter.objects.filter(confirmed_at__isnull=False).count() == 1


def test_an_email_goes_where_the_address_leads(
    reply: Send, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reply(email="user@straße.example»", follow="all")
    assert [email.to for email in mailoutbox] == [["user@xn--strae-oqa.example"]]


@pytest.mark.parametrize("name", ["ada＠example.org", "ada@exam\u00adple.org", "Ada (ADA@Example.ORG)"])
def test_a_name_that_holds_the_address_is_refused_however_it_is_typed(name: str, reply: Send) -> None:
    assert list(errors(reply(name=name))) == ["reply-name_error"]


# --- The web site -----------------------------------------------------------------------------------------


WEBSITES = {
    "http://example.org/a?b=c#d": "http://example.org/a?b=c#d",
    "https://example.org:8443/": "https://example.org:8443/",
    "www.example.org": "https://www.example.org",
    "exemple.fr": "https://exemple.fr",
    "exemple.fr/à-propos?a=b#c": "https://exemple.fr/à-propos?a=b#c",
    "//exemple.fr/": "https://exemple.fr/",
    "exemple.fr:8443/": "https://exemple.fr:8443/",
    "HTTP://exemple.fr/A": "http://exemple.fr/A",
    "http:/exemple.fr": "http://exemple.fr",
    "https:exemple.fr": "https://exemple.fr",
    " \u200b exemple.fr\u2028\ufeff": "https://exemple.fr",
    "müller.example": "https://müller.example",
    "http://": "",
    "HTTPS://": "",
    "http:": "",
    " \u200b": "",
}


def test_a_web_site_is_taken_as_readers_write_it(reply: Send) -> None:
    for number, typed in enumerate(WEBSITES):
        reply(comment=f"Number {number}", url=typed)
    stored = ReaderComment.objects.order_by("pk").values_list("user_url", flat=True)
    assert dict(zip(WEBSITES, stored, strict=True)) == WEBSITES


NO_WEBSITES = [
    "data:text/html,x",
    "https://ada:secret@example.org/",
    "https://ada@example.org/",
    "http://[::1",
    "//",
    "javascript:alert(1)",
    "javascript:1",
    "JavaScript://exemple.fr/%0aalert(1)",
    "ftp://exemple.fr/",
    "mailto:ada@exemple.fr",
    "ada@exemple.fr",
    "none",
    "my site",
    "http://javascript:alert(1)",
    "https://exemple.fr/\u202egro",
]


def test_what_is_no_web_site_is_said_at_the_field(reply: Send) -> None:
    said = {typed: errors(reply(url=typed)) for typed in NO_WEBSITES}
    assert said == {typed: {"reply-url_error": NO_WEBSITE} for typed in NO_WEBSITES}
    assert ReaderComment.objects.count() == 0
