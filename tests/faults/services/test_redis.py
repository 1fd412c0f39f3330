"""The cache is killed, comes back empty, and is flushed, while readers read and post."""

import pytest

from ..conftest import Judge
from ..newspapers import Newspaper
from ..serving import Address
from ..stream import Stream, ask
from .caches import redis_server

pytestmark = pytest.mark.faults


def test_killed_and_flushed(newspaper: Newspaper, site: Address, judge: Judge) -> None:
    with redis_server() as redis:
        site.serve(newspaper.environment(CACHE_URL=redis.url))
        pages = [newspaper.page, "/", "/comments/atom.xml"]
        ready = [ask(site.port, "/readyz").status]
        with Stream(newspaper, [site.port], readers=3, pages=pages) as stream:
            stream.await_posts(5)
            for _kill in range(3):
                redis.kill()
                stream.await_posts(5)
                ready.append(ask(site.port, "/readyz").status)
                redis.start()
                stream.await_posts(5)
                ready.append(ask(site.port, "/readyz").status)
            for _flush in range(5):
                # Each of them has read every page once more.
                stream.await_answers(9, lambda answer: answer.act == "read")
                assert redis.flush() > 0
                stream.await_posts(2)
    ledger = judge(stream)
    assert ledger.faults() == []
    # Nobody who reads, posts or decides is told of it; whoever watches over the site is.
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}
    assert ready == [200, *[503, 200] * 3]
