"""A host that left SQLite as Django sets it up, behind a server with threads."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article
from comments.models import ReaderComment

from ..at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own trouble"),
]
CLIENTS, POSTS = 4, 6
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def stock(
    transactional_db: None, no_flood_limits: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    """Every connection from now on has Django's own options, and the file Django's own journal."""
    options: dict[str, Any] = {}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
    yield options
    connection.close()


def posts_of(port: int, reader: int, fields: Callable[..., dict[str, Any]]) -> list[tuple[int, str, str]]:
    """One reader's posts, one after the other: the words and what they were answered."""
    answers = []
    for number in range(POSTS):
        words = f"Reader {reader} says for the {number}. time what they think."
        sent = fields(comment=words, name=f"Reader {reader}", email=f"reader{reader}@example.org")
        server = HTTPConnection("127.0.0.1", port)
        server.request("POST", "/comments/post/", urlencode(sent), FORM)
        response = server.getresponse()
        answers.append((response.status, words, response.read().decode()))
        server.close()
    return answers


def test_of_24_posts_by_four_clients_each_is_stored_or_given_back(
    stock: dict[str, Any], article: Article, fields: Callable[..., dict[str, Any]], live_server: Any
) -> None:
    port = live_server.thread.port
    per_reader = at_once(*(partial(posts_of, port, reader, fields) for reader in range(CLIENTS)))
    answers = [answer for answers in per_reader for answer in answers]
    statuses = Counter(status for status, _words, _page in answers)
    assert statuses[302] + statuses[503] == CLIENTS * POSTS
    taken = {words for status, words, _page in answers if status == 302}
    assert set(ReaderComment.objects.values_list("source", flat=True)) == taken
    assert all(words in page for status, words, page in answers if status == 503)


def test_a_post_that_waits_in_vain_is_given_back(
    stock: dict[str, Any], article: Article, fields: Callable[..., dict[str, Any]], client: Client
) -> None:
    stock["timeout"] = 0
    connection.close()
    holder = connection.copy()
    holder.cursor().execute("BEGIN IMMEDIATE")
    response = client.post("/comments/post/", fields())
    holder.close()
    assert (response.status_code, response["Retry-After"].isdigit()) == (503, True)
    assert re.search(r"<textarea[^>]*>\s*I read this twice\.</textarea>", response.content.decode())
    assert ReaderComment.objects.count() == 0
    assert client.post("/comments/post/", fields()).status_code == 302
