"""What the doctor hears from the mail server, the cache and the databases."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

from comments.doctor import services

from .. import smtp
from . import asked

pytestmark = pytest.mark.django_db


class Forgetful(LocMemCache):
    def set(self, *_args: Any, **_kwargs: Any) -> None:
        """Forgets it at once."""


class Dead(LocMemCache):
    def set(self, *_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("Error 111 connecting to 127.0.0.1:6390.")


def test_the_mail_server_is_greeted_and_gets_no_email(server: smtp.Server) -> None:
    assert str(services.the_mail_server()) == "ok     mail: the server takes emails; none was sent."
    assert (server.talks, server.received) == (1, [])


@pytest.mark.parametrize("stage", ["CONNECT", "EHLO"])
def test_a_mail_server_that_refuses_is_said_with_its_words(stage: str, server: smtp.Server) -> None:
    server.refuse(stage, "554 5.7.1 not from here")
    assert str(services.the_mail_server()).startswith("WRONG  mail: no email can be handed over: SMTP")


def test_a_mail_server_that_is_down_is_said_with_the_line_to_mend(settings: Any) -> None:
    smtp.send_through(settings, smtp.closed_port())
    said = str(services.the_mail_server())
    assert said.startswith("WRONG  mail: no email can be handed over: ConnectionRefusedError: ")
    assert said.endswith(
        ("Mend EMAIL_HOST and EMAIL_PORT in settings.", "Mend host and port in the OPTIONS of MAILERS.")
    )


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        (
            f"{__name__}.Forgetful",
            "WRONG  cache default: forgets what it was given, or keeps what was deleted. Mend",
        ),
        (
            f"{__name__}.Dead",
            "WRONG  cache default: doesn't answer: ConnectionError: Error 111 connecting to",
        ),
        ("django.core.cache.backends.dummy.DummyCache", "note   cache default: keeps nothing, as DummyCache"),
        ("django.core.cache.backends.locmem.LocMemCache", "ok     cache default: keeps and deletes."),
    ],
)
def test_a_cache_is_written_to_and_read(backend: str, said: str, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": backend}}
    assert str(services.the_cache()).startswith(said)


def test_a_database_that_does_not_answer_or_lacks_tables_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("no route to host")

    dead = SimpleNamespace(ensure_connection=fail)
    monkeypatch.setattr(services, "connections", {"archive": dead})
    assert [str(finding) for _alias, finding in services.databases()] == [
        'WRONG  database archive: can\'t be used: OSError: no route to host. Mend DATABASES["archive"].'
    ]
    monkeypatch.undo()
    monkeypatch.setattr(services, "_missing_migrations", lambda _alias: ["newsroom_comments.0001_initial"])
    assert [str(finding) for _alias, finding in services.databases()] == [
        "WRONG  database default: 1 migrations are missing. Run manage.py migrate."
    ]


def test_nobody_is_told_to_migrate_an_engine_that_the_checks_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_missing_migrations", lambda _alias: ["newsroom_comments.0001_initial"])
    monkeypatch.setattr(connection, "vendor", "mysql")
    lines, end = asked()
    assert lines[0] == ("note   database default: no comments can be kept there, as the checks below say.")
    wrong = [line.partition(": ")[0] for line in lines if line.startswith("WRONG")]
    assert (wrong, end) == (["WRONG  check newsroom_comments.E022"], "1 to mend")
    assert lines[-1] == "note   comments: nothing was posted: mend the above, and ask again."
