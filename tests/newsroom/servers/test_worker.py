"""Emails leave by a worker in a process of its own: django-tasks-db, with its table beside ours."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from importlib.util import find_spec
from urllib.parse import urlencode

import pytest

from ...comments import smtp
from ...comments.conftest import good_reply
from ...processes import mortal
from ...project.sources import ROOT

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("django_tasks_db") is None, reason="needs django-tasks-db"),
]
Manage = Callable[..., None]


@pytest.fixture(scope="module")
def server() -> Iterator[smtp.Server]:
    with smtp.serving() as running:
        yield running


@pytest.fixture(scope="module")
def environment(server: smtp.Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    settings = {
        "SECRET_KEY": "worker-" + "0123456789abcdefghij" * 3,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('worker') / 'newsroom.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "MODERATORS": "desk@example.org",
        "NEWSROOM_RATE_LIMIT": "off",
        "SITE_URL": "https://news.example.org",
        "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
    }
    return os.environ | settings


@pytest.fixture(scope="module")
def manage(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Manage:
    def run(*command: str) -> None:
        done = (sys.executable, "manage.py", *command)
        subprocess.run(done, cwd=ROOT, env=environment, check=True, capture_output=True)

    story = tmp_path_factory.mktemp("story") / "article.txt"
    story.write_text("The harbour opens\n\nShips were waiting.\n")
    run("migrate", "--verbosity=0")
    run("importarticle", str(story), "--language", "en", "--publish")
    return run


def post(port: int, words: str) -> int:
    site = HTTPConnection("127.0.0.1", port)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    site.request("POST", "/comments/post/", urlencode(good_reply(1, comment=words)), form)
    status = site.getresponse().status
    site.close()
    return status


def test_the_reader_is_answered_and_the_worker_sends(
    environment: dict[str, str], manage: Manage, server: smtp.Server
) -> None:
    work = ("db_worker", "--batch", "--no-startup-delay", "--verbosity=0")
    # No answer waits for a server that greets nobody.
    server.refuse("CONNECT", smtp.SAYS_NOTHING)
    with mortal(environment, "0") as port:
        assert [post(port, f"The {number}. ship is in.") for number in (1, 2)] == [302, 302]
    assert server.talks == 0
    server.recover()
    manage(*work)
    assert sorted("The 1. ship is in." in text for text in server.texts) == [False, True]
    # Whoever tries what is left finds nothing: the outbox's own row says that it went out.
    manage("sendemails")
    manage(*work)
    assert len(server.received) == 2


def test_what_a_worker_could_not_send_waits_in_the_outbox(
    environment: dict[str, str], manage: Manage, server: smtp.Server
) -> None:
    before = len(server.received)
    server.refuse("CONNECT", "421 4.3.2 Not now")
    with mortal(environment, "0") as port:
        assert post(port, "The third ship is in.") == 302
    manage("db_worker", "--batch", "--no-startup-delay", "--verbosity=0")
    assert len(server.received) == before
    server.recover()
    manage("sendemails")
    assert len(server.received) == before + 1


def test_its_results_are_pruned(manage: Manage) -> None:
    manage("prune_db_task_results", "--min-age-days", "0")
