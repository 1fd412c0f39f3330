"""A new release comes, while readers read and post and editors decide: nobody notices."""

from pathlib import Path

import pytest

from .conftest import Judge
from .ledger import Ledger
from .newspapers import Newspaper, run
from .releases import COLUMN, SIGN, next_release
from .services.caches import redis_server
from .serving import Address, Gunicorn
from .stream import Stream, ask

pytestmark = pytest.mark.faults
COLUMNS = """
    SELECT COUNT(*) FROM information_schema.columns
    WHERE table_name = 'newsroom_comments_readercomment' AND column_name = '%s'
"""


def check(ledger: Ledger) -> None:
    """Everybody got what they asked for: no connection was lost, nothing put off."""
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}


def has_column(newspaper: Newspaper) -> bool:
    return newspaper.rows(COLUMNS % COLUMN) == [(1,)]


def migrate(newspaper: Newspaper, release: Path) -> None:
    run("manage.py", "migrate", "--verbosity=0", environment=newspaper.environment(), folder=release)


def await_new_workers(stream: Stream, gunicorn: Gunicorn, old: set[int]) -> None:
    while old & {*gunicorn.workers()}:
        stream.await_posts(1)


def test_graceful_reload(newspaper: Newspaper, site: Address, judge: Judge) -> None:
    gunicorn = site.serve(newspaper.environment())
    with Stream(newspaper, [site.port], readers=2, pages=[newspaper.page, "/"]) as stream:
        for _reload in range(5):
            stream.await_posts(5)
            old = {*gunicorn.workers()}
            gunicorn.reload()
            await_new_workers(stream, gunicorn, old)
        stream.await_posts(5)
    check(judge(stream))


def test_migration_under_load(large: Newspaper, site: Address, judge: Judge, tmp_path: Path) -> None:
    release = next_release(tmp_path, large)
    site.serve(large.environment())
    with Stream(large, [site.port], posters=5, readers=3, pages=[large.page, "/"]) as stream:
        stream.await_posts(5)
        assert not has_column(large)
        migrate(large, release)
        assert has_column(large)
        stream.await_posts(10)
    check(judge(stream))


def test_two_releases_at_once(newspaper: Newspaper, site: Address, judge: Judge, tmp_path: Path) -> None:
    release = next_release(tmp_path, newspaper)
    with redis_server() as redis:
        old = site.serve(newspaper.environment(CACHE_URL=redis.url, RELEASE="this"))
        with Stream(newspaper, [site.port], readers=2, pages=[newspaper.page, "/"]) as stream:
            stream.await_posts(5)
            migrate(newspaper, release)
            # Both take from one socket what comes, as behind a proxy that knows both.
            site.serve(newspaper.environment(CACHE_URL=redis.url, RELEASE="next"), folder=release)
            seen: set[bool] = set()
            while seen != {True, False}:
                stream.await_posts(1)
                seen.add(SIGN in ask(site.port, f"{newspaper.page}?order=newest").body)
            stream.await_posts(20)
            old.stop()
            stream.await_posts(10)
            pages = [ask(site.port, page).body for page in (newspaper.page, "/") for _turn in range(5)]
    check(judge(stream))
    assert [SIGN in page for page in pages] == [True] * 10
