"""What ``check --deploy`` says of who sends emails, and of where their links lead."""

from collections.abc import Callable
from typing import Any

import django
import pytest
from django.contrib.sites.models import Site
from django.core.checks import registry
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError
from django.utils.translation import gettext_lazy

from comments import checks

from . import ids

Say = Callable[..., None]
BACKENDS = "django.core.mail.backends"


@pytest.fixture
def send_by(settings: Any) -> Callable[[str], None]:
    """Name the backend that takes the emails, in either of Django's ways."""

    def change(backend: str) -> None:
        if django.VERSION >= (6, 1):
            settings.MAILERS = {"default": {"BACKEND": backend}}
        else:
            settings.EMAIL_BACKEND = backend

    return change


@pytest.fixture(autouse=True)
def _is_on(send_by: Any, settings: Any, say: Say) -> None:
    send_by(f"{BACKENDS}.smtp.EmailBackend")
    settings.DEFAULT_FROM_EMAIL = "The Courier <comments@news.example.org>"
    say(SITE_URL="https://news.example.org")


@pytest.fixture
def broken_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("no such table: django_site")

    monkeypatch.setattr(Site.objects, "get_queryset", fail)


# --- Who sends --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("comments@news.example.org", []),
        ("Le Courrier <comments@xn--mller-kva.example>", []),
        ('"Le Courrier, Brest" <comments@news.example.org>', []),
        ("webmaster@localhost", ["E033"]),
        ("The Courier <comments@LOCALHOST>", ["E033"]),
        ("comments@news.localhost", ["E033"]),
        ("comments@localhost.localdomain", ["E033"]),
        ("comments@[127.0.0.1]", ["E033"]),
        ("comments@example.com", ["E033"]),
        ("The Courier", ["E033"]),
        ("Le Courrier, Brest <comments@news.example.org>", ["E033"]),
        ("a@news.example.org, b@news.example.org", ["E033"]),
        ("comments@example.com.", ["E033"]),
        ("", ["E033"]),
        (None, ["E033"]),
    ],
)
def test_a_sender_whom_nobody_can_be_is_an_error(sender: str | None, found: list[str], settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert ids(checks.check_sender()) == found


# --- Where links lead -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://news.example.org", []),
        ("https://example.com", ["E034"]),
        ("https://www.Example.com/news", ["E034"]),
        ("http://localhost:8000", ["E034"]),
        ("http://127.0.0.1:8000", ["E034"]),
        ("http://[::1]:8000", ["E034"]),
        ("https://example.com.", ["E034"]),
        ("https://localhost.:8000", ["E034"]),
        ("https://0.0.0.0", ["E034"]),
        ("https://[::]", ["E034"]),
        # Another check's.
        ("news.example.org", []),
        ("https://[", []),
    ],
)
def test_an_address_that_leads_no_reader_here_is_an_error(address: str, found: list[str], say: Say) -> None:
    say(SITE_URL=address)
    assert ids(checks.check_links()) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("domain", "found"),
    [("example.com", ["E034"]), ("localhost:8000", ["E034"]), ("news.example.org", [])],
)
def test_without_an_address_the_sites_own_domain_is_looked_at(
    domain: str, found: list[str], say: Say
) -> None:
    Site.objects.update(domain=domain)
    say(SITE_URL="")
    assert ids(checks.check_links()) == found


@pytest.mark.django_db
def test_every_site_is_looked_at_where_none_is_named(settings: Any, say: Say) -> None:
    settings.SITE_ID = None
    Site.objects.create(domain="news.example.org", name="News")
    say(SITE_URL="")
    [message] = checks.check_links()
    assert "example.com" in message.msg


def test_with_an_address_no_database_is_asked(broken_database: None) -> None:
    assert checks.check_links() == []


def test_a_database_that_cannot_be_read_is_told(broken_database: None, say: Say) -> None:
    say(SITE_URL="")
    assert ids(checks.check_links()) == ["W007"]


# --- Whether anything is sent -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "backend",
    [
        f"{BACKENDS}.console.EmailBackend",
        f"{BACKENDS}.dummy.EmailBackend",
        f"{BACKENDS}.filebased.EmailBackend",
        f"{BACKENDS}.locmem.EmailBackend",
        "newsroom.demo.emails.EmailBackend",
    ],
)
def test_where_nothing_is_sent_nothing_is_said(backend: str, send_by: Any, settings: Any, say: Say) -> None:
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    say(SITE_URL="")
    assert ids([*checks.check_sender(), *checks.check_links()]) == ["E033", "E034"]
    send_by(backend)
    assert [*checks.check_sender(), *checks.check_links()] == []


@pytest.mark.django_db
def test_settings_that_are_no_dictionary_are_anothers_error(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = ["MODE"]
    assert ids(checks.check_links()) == ["E034"]


def test_a_backend_that_cannot_be_found_is_anothers_error(send_by: Any, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    send_by("no.such.Backend")
    assert ids(checks.check_sender()) == ["E033"]


@pytest.mark.skipif(django.VERSION < (6, 1), reason="Django 6.1's MAILERS")
@pytest.mark.parametrize(("mailers", "found"), [({}, []), ({"other": {}}, []), ({"default": {}}, ["E033"])])
def test_our_emails_go_by_the_default_mailer(mailers: Any, found: list[str], settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    settings.MAILERS = mailers
    assert ids(checks.check_sender()) == found


def test_a_host_that_has_still_to_set_up_mail_is_told_at_deployment_alone() -> None:
    assert {checks.check_sender, checks.check_links} & set(registry.registry.get_checks()) == set()


@pytest.mark.django_db
def test_check_deploy_fails_while_emails_would_come_from_nowhere(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    with pytest.raises(SystemCheckError, match=r"newsroom_comments\.E033"):
        call_command("check", "--deploy")


# --- What the site is called ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("The Courier", []),
        ("", []),
        (gettext_lazy("Newsroom"), []),
        (None, ["E035"]),
        (b"The Courier", ["E035"]),
        ("The\nCourier", ["E035"]),
    ],
)
def test_a_name_is_a_line_of_text(name: object, found: list[str], say: Say) -> None:
    say(SITE_NAME=name)
    assert ids(checks.check_emails()) == found
