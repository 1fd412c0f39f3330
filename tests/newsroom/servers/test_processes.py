"""Two processes of the site on one PostgreSQL and one Redis: each knows at once what the other did."""

import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
import redis

from ...cluster import cluster
from ...comments.conftest import good_reply
from ...processes import mortal
from ...project.sources import ROOT
from ...requirements import require

pytestmark = pytest.mark.long
# Number 12: tests have those from 14 upwards, or the one that is named.
CACHE = "redis://127.0.0.1:6379/12"
ARTICLE = "/en/the-harbour-opens/"


def ask(port: int, address: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
    site = HTTPConnection("127.0.0.1", port)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if sent else {}
    site.request("POST" if sent else "GET", address, urlencode(sent) if sent else None, form)
    response = site.getresponse()
    page = response.read().decode()
    site.close()
    return response.status, page


def answers() -> bool:
    try:
        return bool(redis.Redis.from_url(CACHE).ping())
    except redis.ConnectionError:
        return False


def test_what_one_process_stored_the_other_shows_and_counts(tmp_path: Path) -> None:
    require(answers(), "Redis or Valkey on 127.0.0.1:6379")
    redis.Redis.from_url(CACHE).flushdb()
    story = tmp_path / "article.txt"
    story.write_text("The harbour opens\n\nShips were waiting.\n")
    with cluster() as database:
        settings = {
            "DJANGO_SETTINGS_MODULE": "tests.newsroom.servers.published_at_once",
            "DATABASE_URL": database.url,
            "CACHE_URL": CACHE,
        }
        environment = os.environ | settings
        for command in (["migrate"], ["importarticle", str(story), "--language", "en", "--publish"]):
            done = [sys.executable, "manage.py", *command]
            subprocess.run(done, cwd=ROOT, env=environment, check=True, capture_output=True)
        with mortal(environment, "0") as one, mortal(environment, "0") as other:
            assert [ask(port, ARTICLE)[0] for port in (one, other)] == [200, 200]
            for number, (here, there) in enumerate([(one, other), (other, one)]):
                words = f"Ship {number} is in."
                assert ask(here, "/comments/post/", good_reply(1, comment=words))[0] == 302
                # The page is kept for both in one place, and was there before this post.
                assert words in ask(there, ARTICLE)[1]
            # A double click whose second half the other process gets is one comment.
            again = good_reply(1, comment="Ship 1 is in.")
            assert [ask(port, "/comments/post/", again)[0] for port in (one, other)] == [302, 302]
        with psycopg.connect(database.url) as connection:
            stored = connection.execute("SELECT source FROM newsroom_comments_readercomment ORDER BY 1")
            assert stored.fetchall() == [("Ship 0 is in.",), ("Ship 1 is in.",)]
    kept = redis.Redis.from_url(CACHE).keys("*newsroom_comments.page*")
    redis.Redis.from_url(CACHE).flushdb()
    assert len(kept) > 0
