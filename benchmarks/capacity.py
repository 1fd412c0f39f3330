"""What each kind of request costs one machine: processor seconds of gunicorn's workers and of PostgreSQL.

Time on the clock says nothing on a machine that does other work, too; processor time does.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
COMMENTS = 100
ARTICLE = "/en/harbour/"
TICKS = os.sysconf("SC_CLK_TCK")
SETTINGS = """
from newsroom.settings import *
NEWSROOM_COMMENTS["KEPT_SECONDS"] = {kept}
DATABASES["default"]["CONN_MAX_AGE"] = None
"""
FILL = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article
from tests.comments.crowds import crowd
now = timezone.now()
for number in range(60):
    article = Article.objects.create(
        headline=f"Harbour {{number}}", slug=f"harbour-{{number}}", language="en", status="published",
        body="<p>Ships were waiting.</p>" * 10, pub_date=now - timedelta(hours=number),
    )
article.slug = "harbour"
article.save()
crowd(article, [None if place % 7 == 0 else place - 1 for place in range({comments})])
print(article.pk)
"""
# Of each kind of request: gunicorn's part, and PostgreSQL's.
Costs = dict[str, tuple[float, float]]


class Machine:
    """The site as it is served: a database of its own beside the one that is named, and gunicorn."""

    def __init__(self, url: str, folder: Path) -> None:
        self.outside, self.folder = url, folder
        self.url = f"{url.rpartition('/')[0]}/newsroom_day"
        self.article = 0

    @contextmanager
    def filled(self) -> Iterator[None]:
        self._drop()
        self._run("CREATE DATABASE newsroom_day")
        try:
            self._manage(0, "migrate", "--verbosity=0")
            self.article = int(self._manage(0, "shell", "-v0", "-c", FILL.format(comments=COMMENTS)))
            yield
        finally:
            self._drop()

    @contextmanager
    def serving(self, kept: int) -> Iterator["Server"]:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        bind = f"--bind=127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", bind, f"--workers={WORKERS}"]
        environment = self._environment(kept)
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        ) as running:
            try:
                next(line for line in running.stderr or () if "Listening at" in line)
                yield Server(running.pid, port, self)
            finally:
                running.terminate()
                running.communicate()

    def backends(self) -> list[int]:
        with psycopg.connect(self.outside) as connection:
            query = "SELECT pid FROM pg_stat_activity WHERE datname = 'newsroom_day'"
            return [pid for (pid,) in connection.execute(query)]

    def _drop(self) -> None:
        self._run("DROP DATABASE IF EXISTS newsroom_day WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.outside, autocommit=True) as connection:
            connection.execute(statement)

    def _manage(self, kept: int, *command: str) -> str:
        done = (sys.executable, "manage.py", *command)
        return subprocess.run(
            done, cwd=ROOT, env=self._environment(kept), check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def _environment(self, kept: int) -> dict[str, str]:
        (self.folder / f"day_{kept}.py").write_text(SETTINGS.format(kept=kept))
        return os.environ | {
            "PYTHONPATH": f"{self.folder}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": f"day_{kept}",
            "DATABASE_URL": self.url,
            "SECRET_KEY": "only-for-measuring-0123456789-0123456789-0123456789",
            "NEWSROOM_RATE_LIMIT": "off",
            "EMAIL_URL": "dummymail://",
        }


class Server:
    def __init__(self, pid: int, port: int, machine: Machine) -> None:
        self.pid, self.port, self.machine = pid, port, machine

    def cost(self, requests: int, address: str, **sent: Any) -> tuple[float, float]:
        """Processor seconds of one request, in the mean of so many after some that nobody counts."""
        for number in range(max(requests // 5, 8)):
            self.ask(address, number=-number, **sent)
        parts = self._workers(), self.machine.backends()
        before = [sum(map(_seconds, part)) for part in parts]
        for number in range(requests):
            self.ask(address, number=number, **sent)
        site, database = (sum(map(_seconds, part)) for part in parts)
        return (site - before[0]) / requests, (database - before[1]) / requests

    def ask(
        self, address: str, number: int = 0, form: bool = False, status: int = 200, **headers: str
    ) -> str:
        """The ETag of the answer, which has the expected status."""
        body = urlencode(self._form(number)) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        site = HTTPConnection("127.0.0.1", self.port)
        site.request("POST" if form else "GET", address, body, kind | headers)
        response = site.getresponse()
        response.read()
        site.close()
        assert response.status == status, (address, response.status)
        return response.headers.get("ETag", "")

    def _form(self, number: int) -> dict[str, str]:
        return {
            "content_type": "newsroom_articles.article",
            "object_pk": str(self.machine.article),
            "comment": f"I was at the harbour for the {number}. time, at {time.time_ns()}, and saw ships.",
            "name": f"Reader {number % 500}",
            "email": f"reader{number % 500}@example.org",
            "language": "en",
        }

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


def _seconds(pid: int) -> float:
    """Of the processor, that the process has used so far (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(url: str, folder: Path, requests: int) -> Costs:
    """Processor seconds of each kind of request, by name."""
    machine = Machine(url, folder)
    with machine.filled():
        few = max(requests // 5, 20)
        news = f"/comments/news/newsroom_articles.article/{machine.article}/?since=1"
        with machine.serving(kept=3600) as server:
            etag = server.ask(ARTICLE)
            costs = {
                "page kept": server.cost(requests * 5, ARTICLE),
                "page kept, 304": server.cost(requests * 5, ARTICLE, status=304, **{"If-None-Match": etag}),
            }
        with machine.serving(kept=0) as server:
            costs |= {
                "page asked about": server.cost(requests, ARTICLE),
                "page made": server.cost(few, f"{ARTICLE}?order=newest"),
                "list asked about": server.cost(requests, "/en/"),
                "list made": server.cost(few, "/en/?made=1"),
                "news of a page": server.cost(requests, news),
                "post": server.cost(few, "/comments/post/", form=True, status=302),
            }
    return costs
