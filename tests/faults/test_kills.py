"""``kill -9`` of what serves readers and of what stores their words, in the midst of posts and decisions."""

import os
import signal
from collections.abc import Iterator

import psycopg
import pytest

from ..cluster import Cluster
from .conftest import Judge
from .ledger import Ledger
from .newspapers import Newspaper, copied
from .serving import Address, Gunicorn, address
from .stream import LOST, Stream, ask

BACKEND = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def kill_backend(newspaper: Newspaper) -> None:
    """``kill -9`` of one of PostgreSQL's processes: it sends away everybody and recovers by itself."""
    with psycopg.connect(newspaper.url, autocommit=True) as connection:
        found = connection.execute(BACKEND).fetchone()
    assert found
    os.kill(found[0], signal.SIGKILL)


def check(ledger: Ledger) -> None:
    assert ledger.faults() == []
    assert ledger.statuses("post") <= {302, 503, LOST}
    assert ledger.statuses("approved") | ledger.statuses("rejected") <= {200, 409, 503, LOST}
    assert ledger.acknowledged()


@pytest.fixture(scope="module")
def newspaper(small: Newspaper, numbers: Iterator[int]) -> Newspaper:
    return copied(small, f"copy{next(numbers)}")


@pytest.fixture(scope="module")
def site() -> Iterator[Address]:
    with address() as made:
        yield made


@pytest.fixture(scope="module")
def one_worker(newspaper: Newspaper, site: Address) -> Gunicorn:
    return site.serve(newspaper.environment(), "--threads", "4", workers=1)


def test_the_worker_then_postgresql(
    newspaper: Newspaper, site: Address, one_worker: Gunicorn, postgresql: Cluster, judge: Judge
) -> None:
    with Stream(newspaper, [site.port]) as stream:
        stream.await_posts(3)
        one_worker.kill_worker()
        stream.await_posts(3)
        kill_backend(newspaper)
        stream.await_posts(3)
        postgresql.kill()
        stream.await_answers(3, lambda answer: answer.status == 503)
        postgresql.start()
        stream.await_posts(3)
    ledger = judge(stream)
    check(ledger)
    assert 503 in ledger.statuses("post")


def test_who_reads_meanwhile_is_told_and_reads_on_afterwards(
    newspaper: Newspaper, site: Address, one_worker: Gunicorn, postgresql: Cluster
) -> None:
    pages = ["/", f"{newspaper.page}?order=newest", "/comments/atom.xml"]
    assert [ask(site.port, page).status for page in pages] == [200, 200, 200]
    kept = ask(site.port, newspaper.page)
    postgresql.kill()
    told = [ask(site.port, page) for page in pages]
    assert [(page.status, page.retry_after) for page in told] == [(200, ""), (503, "30"), (200, "")]
    assert ask(site.port, newspaper.page) == kept
    postgresql.start()
    assert [ask(site.port, page).status for page in pages] == [200, 200, 200]


@pytest.mark.faults
def test_ten_workers_of_two(small: Newspaper, numbers: Iterator[int], judge: Judge) -> None:
    newspaper = copied(small, f"copy{next(numbers)}")
    with address() as site:
        gunicorn = site.serve(newspaper.environment())
        with Stream(newspaper, [site.port], readers=2, pages=[newspaper.page, "/"]) as stream:
            stream.await_posts(3)
            for _kill in range(10):
                gunicorn.kill_worker()
                stream.await_posts(3)
    check(judge(stream))


@pytest.mark.faults
def test_postgresql_six_times(
    small: Newspaper, numbers: Iterator[int], postgresql: Cluster, judge: Judge
) -> None:
    newspaper = copied(small, f"copy{next(numbers)}")
    with address() as site:
        site.serve(newspaper.environment())
        with Stream(newspaper, [site.port], editors=2) as stream:
            for turn in range(6):
                stream.await_posts(3)
                if turn % 2:
                    kill_backend(newspaper)
                else:
                    postgresql.kill()
                    stream.await_answers(3, lambda answer: answer.status == 503)
                    postgresql.start()
            stream.await_posts(3)
    check(judge(stream))


@pytest.mark.faults
def test_all_of_gunicorn(small: Newspaper, numbers: Iterator[int], judge: Judge) -> None:
    newspaper = copied(small, f"copy{next(numbers)}")
    with address() as site:
        gunicorn = site.serve(newspaper.environment())
        with Stream(newspaper, [site.port]) as stream:
            for _kill in range(3):
                stream.await_posts(5)
                gunicorn.kill()
                gunicorn = site.serve(newspaper.environment())
            stream.await_posts(5)
    check(judge(stream))
