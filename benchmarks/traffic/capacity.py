"""What each kind of request costs one machine: processor seconds of gunicorn's workers and of PostgreSQL."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psycopg

from ..serving.gunicorn import ROOT, Server, serving
from ..serving.processor import backends, processor_seconds

COMMENTS = 100
ARTICLE = "/en/harbour/"
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

    def __init__(self, url: str) -> None:
        self.outside = url
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
    def serving(self, kept: int) -> Iterator["Served"]:
        with (
            serving("newsroom.wsgi", self._environment(kept)) as server,
            # In a transaction it would see the same processes each time.
            psycopg.connect(self.url, autocommit=True) as connection,
        ):
            yield Served(server, connection, self.article)

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
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.sites.day",
            "KEPT_SECONDS": str(kept),
            "DATABASE_URL": self.url,
            "SECRET_KEY": "only-for-measuring-0123456789-0123456789-0123456789",
            "NEWSROOM_RATE_LIMIT": "off",
            "EMAIL_URL": "dummymail://",
        }


@dataclass(frozen=True)
class Served:
    """The site that is served, a connection to its database, and the number of the article."""

    server: Server
    connection: Any
    article: int

    def cost(self, requests: int, address: str, **sent: Any) -> tuple[float, float]:
        """Processor seconds of one request, in the mean of so many after some that nobody counts."""
        for number in range(max(requests // 5, 8)):
            self.ask(address, number=-number, **sent)
        parts = self.server.workers(), backends(self.connection)
        before = [*map(processor_seconds, parts)]
        for number in range(requests):
            self.ask(address, number=number, **sent)
        site, database = map(processor_seconds, parts)
        return (site - before[0]) / requests, (database - before[1]) / requests

    def ask(
        self, address: str, number: int = 0, form: bool = False, status: int = 200, **headers: str
    ) -> str:
        """The ETag of the answer, which has the expected status."""
        body = urlencode(self._form(number)).encode() if form else b""
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        given, answered, _ = self.server.request("POST" if form else "GET", address, kind | headers, body)
        assert given == status, (address, given)
        return answered.get("ETag", "")

    def _form(self, number: int) -> dict[str, str]:
        return {
            "content_type": "newsroom_articles.article",
            "object_pk": str(self.article),
            "comment": f"I was at the harbour for the {number}. time, at {time.time_ns()}, and saw ships.",
            "name": f"Reader {number % 500}",
            "email": f"reader{number % 500}@example.org",
            "language": "en",
        }


def measure(url: str, requests: int) -> Costs:
    """Processor seconds of each kind of request, by name."""
    machine = Machine(url)
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
