"""The log as JSON: every record, and nothing of a reader in any."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from logging.config import DictConfigurator
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.test import Client

from articles.models import Article
from comments.mail import outbox, signed_links
from comments.models import ReaderComment
from comments.posting import new_comments
from comments.rules import judging
from comments.rules.builtin.texts import Links
from newsroom import environment
from newsroom.monitoring import logs

from ...comments.conftest import good_reply
from ..test_settings import read

NAME, EMAIL, TEXT, ADDRESS = (
    "Bartholomew",
    "bartholomew@example.org",
    "An unmistakable remark",
    "198.51.100.77",
)
HERE = {"headers": {"Sec-Fetch-Site": "same-origin"}, "REMOTE_ADDR": ADDRESS}
Log = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log() -> Iterator[Log]:
    """What the root's handler has written so far, read as JSON."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quiet = logging.getLogger("django.request")
    before = quiet.level
    quiet.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    quiet.setLevel(before)
    root.setLevel(level)
    root.removeHandler(handler)


def crash(*args: Any, **options: Any) -> Any:
    """Fail as PostgreSQL does, which quotes the row, and as Python does, which quotes the value."""
    try:
        int(TEXT)
    except ValueError as error:
        raise IntegrityError(f"Key (user_email)=({EMAIL}) of {NAME} from {ADDRESS} exists") from error


def refuse(*args: Any) -> None:
    raise SMTPRecipientsRefused({EMAIL: (550, b"no such box")})


def test_no_record_says_who_wrote_what_from_where(
    log: Log,
    article: Article,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """A post whose rule crashes and whose email is refused, two that are refused, and pages that crash."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": ["desk@example.org"]}
    client.raise_request_exception = False
    good = good_reply(article.pk) | {"name": NAME, "email": EMAIL, "comment": TEXT}

    def post(options: dict[str, Any] = HERE, **changes: str) -> int:
        return client.post("/comments/post/", good | changes, **options).status_code

    monkeypatch.setattr(Links, "__call__", crash)
    monkeypatch.setattr(outbox, "send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [post()]
    answers += [post(email=TEXT), post({"headers": {"Origin": "null"}, "REMOTE_ADDR": ADDRESS})]
    private = signed_links.reader_page(ReaderComment.objects.get())
    monkeypatch.setattr(new_comments, "submit", crash)
    answers += [post(comment=TEXT * 2), client.get(f"{private}{NAME}").status_code]
    monkeypatch.setattr(ReaderComment, "is_withdrawn", property(crash))
    answers += [client.get(private, **HERE).status_code]
    assert answers == [302, 422, 403, 500, 404, 500]
    records = log()
    written = json.dumps(records)
    token = private.rpartition("/yours/")[2].strip("/")
    said = [secret for secret in (NAME, EMAIL, TEXT, ADDRESS, token) if secret in written]
    assert said == []
    assert {judging.logger.name, outbox.logger.name} <= {record["logger"] for record in records}
    errors = [record for record in records if record.get("status") == 500]
    assert [(each["message"], each["method"], each["status"]) for each in errors] == [
        ("Internal Server Error: /comments/post/", "POST", 500),
        ("Internal Server Error: /comments/yours/<str:token>/", "GET", 500),
    ]
    kinds = [error["type"] for error in errors[0]["errors"]]
    assert kinds == ["django.db.utils.IntegrityError", "builtins.ValueError"]
    assert errors[0]["errors"][0]["frames"][-1].endswith(" crash")


def test_a_record_is_one_line_that_says_when_where_and_what() -> None:
    record = logging.LogRecord("desk", logging.WARNING, "", 1, "Email %s\nwas not sent.", (7,), None)
    record.created = 1_772_444_096.789
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2026-03-02T09:34:56.789+00:00",
        "level": "WARNING",
        "logger": "desk",
        "message": "Email 7\nwas not sent.",
    }


@pytest.mark.parametrize(("chosen", "kind"), [("", logging.Formatter), ("json", logs.JsonFormatter)])
def test_the_environment_chooses_the_format(chosen: str, kind: type) -> None:
    configured = read(LOG_FORMAT=chosen)["LOGGING"]
    formatter = configured["formatters"][configured["handlers"]["console"]["formatter"]]
    assert type(DictConfigurator(configured).configure_formatter(formatter)) is kind


def test_a_format_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match=r"^LOG_FORMAT is 'xml', which is none of text, json$"):
        environment.choice("LOG_FORMAT", "text", "json")
