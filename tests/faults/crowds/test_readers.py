"""Fifty readers and five posters for ten minutes, where ten thousand comments are."""

import pytest

from ..conftest import Found, Judge
from ..newspapers import Newspaper
from ..services.caches import redis_server
from ..serving import Address
from ..stream import Stream

pytestmark = pytest.mark.faults


def test_for_ten_minutes(
    large: Newspaper, site: Address, judge: Judge, found: Found, pytestconfig: pytest.Config
) -> None:
    minutes = float(pytestconfig.getoption("minutes"))
    pages = [large.page, "/", "/en/", f"{large.page}?comments=2", "/comments/atom.xml"]
    with redis_server() as redis:
        site.serve(large.environment(CACHE_URL=redis.url))
        with Stream(large, [site.port], posters=5, readers=50, pages=pages) as stream:
            stream.run_for(minutes * 60)
    ledger = judge(stream)
    found(f"{len(ledger.answers)} answers in {minutes:g} minutes")
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}
