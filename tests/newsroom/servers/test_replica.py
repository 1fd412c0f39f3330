"""Two PostgreSQL servers, one of which streams to the other, and the site in a process that reads both."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import ConnectionHandler
from environ import Env
from pytest_django import DjangoDbBlocker

from comments import replicas

from ...cluster import Cluster, cluster
from ...comments.conftest import good_reply
from ...processes import mortal
from ...project.sources import ROOT

pytestmark = pytest.mark.long
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ARTICLE = "/en/the-harbour-opens/"
# No cache keeps a page at this address: each one is made.
MADE = f"{ARTICLE}?order=newest"
ARTICLES = "newsroom_articles_article"
WRITE = "SELECT pg_logical_emit_message(true, 'newsroom', 'something')"
Answer = tuple[int, str, str]


@pytest.fixture(scope="module")
def primary() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def standby(primary: Cluster) -> Iterator[Cluster]:
    with cluster(primary) as made:
        yield made


def manage(database: Cluster, *command: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database.url}
    done = (sys.executable, "manage.py", *command)
    subprocess.run(done, cwd=ROOT, env=os.environ | settings, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def ask(
    primary: Cluster, standby: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Answer]]:
    """Status, Location and page of an address of a site that holds one article."""
    story = tmp_path_factory.mktemp("story") / "article.txt"
    story.write_text("The harbour opens\n\nShips were waiting.\n")
    manage(primary, "migrate", "--verbosity=0")
    manage(primary, "importarticle", str(story), "--language", "en", "--publish")

    def ask(address: str, sent: dict[str, str] | None = None, **headers: str) -> Answer:
        site = HTTPConnection("127.0.0.1", port)
        body = None if sent is None else urlencode(sent)
        site.request("GET" if sent is None else "POST", address, body, headers | (FORM if sent else {}))
        response = site.getresponse()
        page = response.read().decode()
        site.close()
        return response.status, response.headers.get("Location", ""), page

    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.newsroom.servers.published_at_once",
        "DATABASE_URL": primary.url,
        "DATABASE_REPLICA_URL": standby.url,
    }
    with mortal(os.environ | settings, "0") as port:
        yield ask


def run(database: Cluster, statement: str) -> Any:
    with psycopg.connect(database.url) as connection:
        return connection.execute(statement).fetchone()


def scans(database: Cluster, table: str = "newsroom_comments_readercomment") -> int:
    """How often rows of a table were looked for, by the site's threads that have answered by now."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = %s AND pid <> pg_backend_pid()"
    query = "SELECT sum(seq_scan + coalesce(idx_scan, 0))::int FROM pg_stat_user_tables WHERE relname = %s"
    with psycopg.connect(database.url, autocommit=True) as connection:
        # A backend says what it read when its connection ends, which is just after the answer.
        while connection.execute(others, ["client backend"]).fetchone() != (0,):
            pass
        (number,) = connection.execute(query, [table]).fetchone() or (0,)
        return int(number)


def catch_up(primary: Cluster, standby: Cluster) -> None:
    (written,) = run(primary, "SELECT pg_current_wal_lsn()")
    with psycopg.connect(standby.url, autocommit=True) as connection:
        query = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        while connection.execute(query, [written]).fetchone() != (True,):
            pass


def post(ask: Callable[..., Answer], words: str) -> str:
    """Where the answer leads, of a comment that is published at once."""
    status, location, _page = ask("/comments/post/", good_reply(1, comment=words))
    assert status == 302, (status, words)
    return location.partition("#")[0]


def test_pages_are_made_of_the_standby_and_no_reader_is_told_anything_older(
    primary: Cluster, standby: Cluster, ask: Callable[..., Answer]
) -> None:
    first = post(ask, "The first ship is in.")
    assert "The first ship is in." in ask(first)[2]
    catch_up(primary, standby)
    before = scans(primary), scans(standby)
    assert "The first ship is in." in ask(MADE)[2]
    assert (scans(primary) - before[0], scans(standby) > before[1]) == (0, True)

    run(standby, "SELECT pg_wal_replay_pause()")
    mine = post(ask, "The second ship is in.")
    assert re.search(r"\?since=\d+$", mine)
    pages = [ask(address)[2] for address in (mine, MADE, ARTICLE)]
    assert ["The second ship is in." in page for page in pages] == [True, True, True]
    (known,) = run(standby, "SELECT count(*) FROM newsroom_comments_readercomment")
    assert known == 1

    run(standby, "SELECT pg_wal_replay_resume()")
    catch_up(primary, standby)
    before = scans(primary), scans(standby)
    assert "The second ship is in." in ask(MADE)[2]
    assert (scans(primary) - before[0], scans(standby) > before[1]) == (0, True)


def test_what_may_lag_is_read_from_a_standby_that_is_near(
    primary: Cluster, standby: Cluster, ask: Callable[..., Answer]
) -> None:
    catch_up(primary, standby)
    before = scans(primary, ARTICLES), scans(standby, ARTICLES)
    assert "The harbour opens" in ask("/en/search/?q=harbour")[2]
    assert (scans(primary, ARTICLES) - before[0], scans(standby, ARTICLES) > before[1]) == (0, True)


def test_how_near_it_is(
    primary: Cluster,
    standby: Cluster,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    def is_near(there: Cluster, most: int) -> bool:
        databases = {"default": Env.db_url_config(primary.url), "replica": Env.db_url_config(there.url)}
        handler = ConnectionHandler(databases)
        monkeypatch.setattr(replicas, "connections", handler)
        monkeypatch.setattr(replicas, "MOST_LAG", most)
        with django_db_blocker.unblock():
            near = replicas.is_near()
            handler.close_all()
        return near

    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REPLICA": "replica"}
    run(primary, WRITE)
    catch_up(primary, standby)
    # Whatever was written last is as old as it likes, where nothing is missing.
    assert is_near(standby, 0) is True
    run(standby, "SELECT pg_wal_replay_pause()")
    run(primary, WRITE)
    assert (is_near(standby, 0), is_near(standby, 3600)) == (False, True)
    run(standby, "SELECT pg_wal_replay_resume()")
    # What is no standby says nothing of how near it is.
    assert is_near(primary, 3600) is False


def test_a_standby_that_is_gone_costs_no_reader_an_answer(
    primary: Cluster, standby: Cluster, ask: Callable[..., Answer]
) -> None:
    post(ask, "The third ship is in.")
    catch_up(primary, standby)
    standby.crash()
    answers = [ask(address) for address in (MADE, ARTICLE, MADE)]
    assert [(status, "The third ship is in." in page) for status, _location, page in answers] == [
        (200, True)
    ] * 3
    assert "The fourth ship is in." in ask(post(ask, "The fourth ship is in."))[2]
    standby.start()
