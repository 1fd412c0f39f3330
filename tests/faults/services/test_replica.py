"""The read replica lags, is killed and comes back, while readers read and post and editors decide."""

from collections.abc import Iterator

import psycopg
import pytest

from ...cluster import Cluster, cluster
from ..conftest import Judge
from ..newspapers import Newspaper
from ..serving import Address
from ..stream import Answer, Stream, ask

pytestmark = pytest.mark.faults


@pytest.fixture
def standby(postgresql: Cluster) -> Iterator[Cluster]:
    with cluster(postgresql) as made:
        yield made


def replay(standby: Cluster, act: str) -> None:
    """``pause`` or ``resume`` what the standby takes over."""
    with psycopg.connect(standby.url, autocommit=True) as connection:
        connection.execute(f"SELECT pg_wal_replay_{act}()".encode())


def is_approval(answer: Answer) -> bool:
    return (answer.act, answer.status) == ("approved", 200)


def test_lagging_and_stopped(
    newspaper: Newspaper, site: Address, postgresql: Cluster, standby: Cluster, judge: Judge
) -> None:
    there = newspaper.url.replace(str(postgresql.port), str(standby.port))
    site.serve(newspaper.environment(DATABASE_REPLICA_URL=there))
    # No cache keeps a page at the first address: each one is made.
    pages = [f"{newspaper.page}?order=newest", newspaper.page, "/comments/atom.xml"]
    seen: list[bool] = []

    def look() -> None:
        """Whether the comment that was approved last is on the page of whoever asks now."""
        stream.await_answers(1, is_approval)
        last = [answer for answer in stream.answers if is_approval(answer)][-1]
        seen.append(last.token in ask(site.port, pages[0]).body)

    with Stream(newspaper, [site.port], readers=2, pages=pages) as stream:
        look()
        replay(standby, "pause")
        look()
        stream.await_posts(5)
        look()
        replay(standby, "resume")
        stream.await_posts(5)
        standby.kill()
        look()
        stream.await_posts(5)
        standby.start()
        stream.await_posts(5)
        look()
    ledger = judge(stream)
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}
    assert seen == [True] * 5
