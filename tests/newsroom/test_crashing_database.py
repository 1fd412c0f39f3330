"""PostgreSQL crashes twice while readers post to a server with threads."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from queue import Queue
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from lxml import html

from ..cluster import Cluster, cluster
from ..comments.conftest import good_reply
from ..processes import mortal
from ..project.sources import ROOT

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
READERS = 3
Answer = tuple[int, str, str]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    story = tmp_path_factory.mktemp("story") / "article.txt"
    story.write_text("The harbour opens\n\nShips were waiting.\n")
    with cluster() as made:
        manage(made, "migrate", "--verbosity=0")
        manage(made, "importarticle", str(story), "--language", "en", "--publish")
        yield made


def environment(database: Cluster) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "NEWSROOM_RATE_LIMIT": "off"}
    return os.environ | settings | {"DATABASE_URL": database.url}


def manage(database: Cluster, *command: str) -> None:
    done = (sys.executable, "manage.py", *command)
    subprocess.run(done, cwd=ROOT, env=environment(database), check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def ask(database: Cluster) -> Iterator[Callable[..., Answer]]:
    """Status, Retry-After and page of an address of the site, which a process of its own serves."""

    def ask(address: str, sent: dict[str, str] | None = None) -> Answer:
        site = HTTPConnection("127.0.0.1", port)
        body = None if sent is None else urlencode(sent)
        site.request("GET" if sent is None else "POST", address, body, {} if sent is None else FORM)
        response = site.getresponse()
        page = response.read().decode()
        site.close()
        return response.status, response.headers.get("Retry-After", ""), page

    with mortal(environment(database), "0") as port:
        yield ask


def post(words: str, reader: int = 0) -> dict[str, str]:
    return good_reply(1, comment=words, name=f"Reader {reader}", email=f"reader{reader}@example.org")


def stored(database: Cluster) -> list[str]:
    with psycopg.connect(database.url) as connection:
        rows = connection.execute("SELECT source FROM newsroom_comments_readercomment ORDER BY 1")
        return [words for (words,) in rows.fetchall()]


def form_of(page: str) -> dict[str, Any]:
    (form,) = html.fromstring(page).forms
    return {name: (value or "").removeprefix("\n") for name, value in form.fields.items()}


def test_nothing_acknowledged_is_lost_and_nobody_gets_a_500(
    database: Cluster, ask: Callable[..., Answer]
) -> None:
    answers: list[tuple[str, Answer]] = []
    taken: Queue[str] = Queue()
    over = Event()

    def write(reader: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            words = f"Reader {reader} says for the {number}. time what they think."
            answer = ask("/comments/post/", post(words, reader))
            answers.append((words, answer))
            if answer[0] == 302:
                taken.put(words)

    readers = [Thread(target=write, args=(reader,)) for reader in range(READERS)]
    for thread in readers:
        thread.start()
    for _crash in range(2):
        taken.get(timeout=60)
        database.crash()
        while not taken.empty():
            taken.get()
        database.start()
    taken.get(timeout=60)
    over.set()
    for thread in readers:
        thread.join()

    assert {status for _words, (status, _retry, _page) in answers} == {302, 503}
    acknowledged = {words for words, (status, _retry, _page) in answers if status == 302}
    assert acknowledged - set(stored(database)) == set()
    refused = [(words, retry, page) for words, (status, retry, page) in answers if status == 503]
    assert {(form_of(page)["comment"] == words, retry) for words, retry, page in refused} == {(True, "30")}
    # Each is posted again, also one that was stored and never acknowledged; within a minute it is one.
    assert {ask("/comments/post/", form_of(page))[0] for _words, _retry, page in refused[-50:]} == {302}
    assert len(stored(database)) == len(set(stored(database)))


def test_who_reads_meanwhile_is_told_and_reads_on_afterwards(
    database: Cluster, ask: Callable[..., Answer]
) -> None:
    pages = ["/", "/en/the-harbour-opens/?order=newest", "/comments/atom.xml"]
    assert [ask(page)[0] for page in pages] == [200, 200, 200]
    kept = ask("/en/the-harbour-opens/")
    database.crash()
    assert [ask(page)[:2] for page in pages] == [(200, ""), (503, "30"), (200, "")]
    assert ask("/en/the-harbour-opens/") == kept
    database.start()
    assert [ask(page)[0] for page in pages] == [200, 200, 200]
