"""``kill -9`` of the worker that sends emails, in the midst of posts and of emails."""

import re
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec

import pytest

from ...comments import smtp
from ...project.sources import ROOT
from ..conftest import Found, Judge
from ..newspapers import Newspaper
from ..serving import PATIENCE, Address
from ..stream import TOKEN, Stream

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(find_spec("django_tasks_db") is None, reason="needs django-tasks-db"),
]
WAITING = "SELECT COUNT(*) FROM newsroom_comments_email WHERE sent_at IS NULL"
# What a killed worker had begun is due again minutes later.
DUE = "UPDATE newsroom_comments_email SET due = now() WHERE sent_at IS NULL"
WORK = ("db_worker", "--no-startup-delay", "--verbosity=0")


def test_killed(newspaper: Newspaper, site: Address, judge: Judge, found: Found) -> None:
    with smtp.serving() as server:
        variables = {
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "MODERATORS": "desk@example.org",
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
        }
        newspaper.manage("migrate", "--verbosity=0", **variables)
        site.serve(newspaper.environment(**variables))
        kills = 0
        # Nobody decides: each comment is told of.
        with Stream(newspaper, [site.port], editors=0) as stream:
            for _kill in range(5):
                before = len(server.received)
                worker = work(newspaper, variables)
                while len(server.received) < before + 2:
                    stream.await_posts(1)
                    assert worker.poll() is None
                worker.kill()
                worker.wait(PATIENCE)
                kills += 1
        ledger = judge(stream)
        assert ledger.faults() == []
        assert ledger.statuses("post") == {302}
        newspaper.manage(*WORK, "--batch", **variables)
        newspaper.write(DUE)
        newspaper.manage("sendemails", **variables)
        texts = [re.sub(r"\s+", " ", text) for text in server.texts]
    told = Counter(token for text in texts for token in {*TOKEN.findall(text)})
    twice = sum(number > 1 for number in told.values())
    found(f"{len(texts)} emails after {kills} kills, {twice} of them twice")
    assert newspaper.rows(WAITING) == [(0,)]
    assert told.keys() == {row.token for row in ledger.stored}
    # What a killed worker had just handed over, nobody knows: once more for each kill at most.
    assert max(told.values()) <= 2
    assert twice <= kills


def work(newspaper: Newspaper, variables: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "manage.py", *WORK], cwd=ROOT, env=newspaper.environment(**variables)
    )
