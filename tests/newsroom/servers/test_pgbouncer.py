"""PgBouncer in transaction mode before PostgreSQL: each transaction may get another connection."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.contrib.sites.models import Site
from django.db import ConnectionHandler, DatabaseError, connections
from environ import Env
from pytest_django import DjangoDbBlocker

from ...cluster import USER, Cluster, cluster
from ...comments.conftest import good_reply
from ...processes import mortal
from ...project.sources import ROOT

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PGBOUNCER is None, reason="needs PgBouncer (Debian: pgbouncer)"),
]
# Django's table of sites, whether that is there or not.
TABLE = """
CREATE TABLE IF NOT EXISTS django_site (id int PRIMARY KEY, domain varchar(100), name varchar(50));
INSERT INTO django_site SELECT n, 'example.' || n, '' FROM generate_series(1, 5) n ON CONFLICT DO NOTHING;
"""
# Fewer than there are readers, so that connections go from hand to hand.
CONNECTIONS, READERS, COMMENTS = 2, 4, 5
CONFIGURATION = """
[databases]
postgres = host=127.0.0.1 port={there} dbname=postgres user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {here}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def pool(database: Cluster) -> Iterator[str]:
    """The address of the database by way of PgBouncer."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="pgbouncer-"))
    file = folder / "pgbouncer.ini"
    file.write_text(CONFIGURATION.format(here=port, there=database.port, user=USER, connections=CONNECTIONS))
    folder.chmod(0o755)
    # As PostgreSQL, it refuses to be run by root.
    other = ["--user", USER] if os.geteuid() == 0 else []
    command = [str(PGBOUNCER), "--quiet", *other, str(file)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        url = f"postgres://{USER}@127.0.0.1:{port}/postgres"
        while not _answers(url):
            assert running.poll() is None, "PgBouncer ended"
        yield url
        running.terminate()
    shutil.rmtree(folder)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError as error:
        if "refused" not in str(error):
            raise
        return False
    return True


@pytest.fixture(scope="module")
def environment(pool: str) -> dict[str, str]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.newsroom.servers.published_at_once",
        "DATABASE_URL": pool,
        "DATABASE_POOLED": "on",
        "NEWSROOM_RATE_LIMIT": "off",
    }
    return os.environ | settings


@pytest.fixture(scope="module")
def manage(environment: dict[str, str]) -> Callable[..., str]:
    def run(*command: str) -> str:
        done = (sys.executable, "manage.py", *command)
        return subprocess.run(
            done, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    return run


def test_all_that_the_site_does_holds(
    pool: str,
    environment: dict[str, str],
    manage: Callable[..., str],
    tmp_path: Path,
    database: Cluster,
) -> None:
    """Migrations, posts at once, pages and feeds, every nightly command, an export by an iterator."""
    story = tmp_path / "article.txt"
    story.write_text("The harbour opens\n\nShips were waiting.\n")
    manage("migrate", "--verbosity=0")
    manage("importarticle", str(story), "--language", "en", "--publish")
    answers: list[int] = []

    def write(port: int, reader: int) -> None:
        for number in range(COMMENTS):
            words = f"Reader {reader} has seen {number} ships."
            sent = good_reply(1, comment=words, name=f"R {reader}", email=f"reader{reader}@example.org")
            answers.append(_ask(port, "/comments/post/", sent))
            answers.append(_ask(port, "/en/the-harbour-opens/"))

    with mortal(environment, "0") as port:
        readers = [Thread(target=write, args=(port, reader)) for reader in range(READERS)]
        for thread in readers:
            thread.start()
        for thread in readers:
            thread.join()
        assert [_ask(port, page) for page in ("/", "/en/search/?q=harbour", "/comments/atom.xml")] == [
            200
        ] * 3
    assert sorted(answers) == [200] * READERS * COMMENTS + [302] * READERS * COMMENTS
    with psycopg.connect(database.url) as connection:
        counted = "SELECT public_count, version FROM newsroom_comments_discussion"
        assert connection.execute(counted).fetchall() == [(READERS * COMMENTS, READERS * COMMENTS)]
        advisory = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        assert connection.execute(advisory).fetchone() == (0,)
        # So many connections, whatever the number of threads.
        others = "SELECT count(*) FROM pg_stat_activity WHERE client_port > 0 AND pid <> pg_backend_pid()"
        (number,) = connection.execute(others).fetchone() or (0,)
        assert number <= CONNECTIONS
    for command in ("sendemails", "forgetnetworks", "erasewithdrawn", "forgetold", "clearsessions"):
        manage(command)
    manage("exportarticles", str(tmp_path / "export"))
    assert "Ships were waiting." in "".join(file.read_text() for file in (tmp_path / "export").rglob("*.*"))


def _ask(port: int, address: str, sent: dict[str, str] | None = None) -> int:
    site = HTTPConnection("127.0.0.1", port)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if sent else {}
    site.request("POST" if sent else "GET", address, urlencode(sent) if sent else None, form)
    response = site.getresponse()
    response.read()
    site.close()
    return response.status


# Of a cursor that can't be closed, since it is with another connection.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("pooled", [False, True])
def test_an_iterator_needs_the_setting(pool: str, pooled: bool, django_db_blocker: DjangoDbBlocker) -> None:
    """A cursor of the server stays with the connection that declared it, which another client has by now."""
    settings = {**Env.db_url_config(pool), "DISABLE_SERVER_SIDE_CURSORS": pooled}
    with django_db_blocker.unblock(), _clients(settings) as (one, other):
        one.cursor().execute(TABLE)
        rows = Site.objects.using(one.alias).order_by("pk").iterator(chunk_size=2)
        assert next(rows).pk == 1
        other.cursor().execute("BEGIN")
        if pooled:
            assert [row.pk for row in rows] == [2, 3, 4, 5]
        else:
            with pytest.raises((DatabaseError, psycopg.Error), match=r"cursor .* does not exist"):
                list(rows)
        other.cursor().execute("ROLLBACK")
    del rows
    gc.collect()


@contextmanager
def _clients(settings: dict[str, Any]) -> Iterator[list[Any]]:
    """Two clients of the pool, under names of their own."""
    handler = ConnectionHandler({"default": {}, "one": settings, "other": settings})
    for alias in ("one", "other"):
        connections[alias] = handler[alias]
    try:
        yield [handler["one"], handler["other"]]
    finally:
        handler.close_all()
        del connections["one"], connections["other"]
