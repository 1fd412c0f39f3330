"""Who does what is to be done after the answer."""

import sys
from collections.abc import Iterator
from importlib import reload
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import pytest
from django.core import mail

from comments.mail import tasks
from comments.models import Email, EmailKind, Status

pytestmark = pytest.mark.django_db


class Recorded:
    """Another library's task: it remembers what it was asked to do."""

    def __init__(self, function: Any) -> None:
        self.function = function
        self.asked: list[tuple[Any, ...]] = []

    def enqueue(self, *arguments: Any) -> None:
        self.asked.append(arguments)


def offer(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let only these of the two libraries be there."""
    for name in ("django.tasks", "django_tasks"):
        library = ModuleType(name)
        library.task = Recorded  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, library if name in names else None)
    reload(tasks)


@pytest.fixture
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    reload(tasks)


@pytest.fixture
def send(comment: Any, settings: Any, django_capture_on_commit_callbacks: Any) -> Any:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": ["desk@example.org"]}
    stored = comment(status=Status.PENDING)
    Email.objects.all().delete()

    def act() -> Email:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.send(EmailKind.MODERATION, stored)
        return Email.objects.get()

    return act


@pytest.mark.parametrize("names", [("django.tasks",), ("django_tasks",), ("django.tasks", "django_tasks")])
@pytest.mark.usefixtures("_as_before")
def test_the_hosts_own_tasks_are_given_the_id_alone(
    names: tuple[str, ...], send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, *names)
    kept = send()
    assert (tasks.deliver.asked, kept.attempts, mail.outbox) == ([(kept.pk,)], 0, [])
    tasks.deliver.function(kept.pk)
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_as_before")
def test_without_tasks_it_is_done_at_once(send: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch)
    assert (send().attempts, len(mail.outbox)) == (1, 1)


def test_with_what_is_installed_it_is_done(send: Any) -> None:
    assert (send().sent_at is not None, len(mail.outbox)) == (True, 1)


@pytest.mark.skipif(find_spec("django.tasks") is None, reason="Django has tasks since 6.0")
@pytest.mark.parametrize(("backend", "sent"), [("immediate.ImmediateBackend", 1), ("dummy.DummyBackend", 0)])
def test_the_hosts_backend_says_when(backend: str, sent: int, send: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": f"django.tasks.backends.{backend}"}}
    kept = send()
    assert (kept.attempts, len(mail.outbox)) == (sent, sent)
    # What a worker is given is ids, and may come twice.
    tasks.deliver.call(kept.pk)
    tasks.deliver.call(kept.pk)
    assert (Email.objects.get().attempts, len(mail.outbox)) == (1, 1)


@pytest.mark.usefixtures("_as_before")
def test_tasks_that_fail_lose_no_email_and_no_answer(
    send: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    offer(monkeypatch)

    def crash(_pk: int) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(tasks.deliver, "enqueue", crash)
    assert (send().sent_at, "no broker" in caplog.text) == (None, True)
