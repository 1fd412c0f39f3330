"""``SECRET_KEY`` is exchanged, the old one a fallback; at last the old one is gone."""

import pytest

from .conftest import Judge
from .newspapers import SECRET_KEY, Newspaper
from .serving import Address
from .stream import Stream, ask

pytestmark = pytest.mark.faults
NEW = "rotated-" + "n" * 50


def test_rotated(newspaper: Newspaper, site: Address, judge: Judge) -> None:
    old = site.serve(newspaper.environment())
    with Stream(newspaper, [site.port], readers=1, pages=[newspaper.page]) as stream:
        stream.await_posts(5)
        # First every process takes the new key, then all write with it: no link is unknown anywhere.
        both = site.serve(newspaper.environment(SECRET_KEY_FALLBACKS=NEW))
        stream.await_posts(5)
        old.stop()
        new = site.serve(newspaper.environment(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=SECRET_KEY))
        stream.await_posts(5)
        both.stop()
        stream.await_posts(5)
    ledger = judge(stream)
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    # The editor is still logged in.
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}
    links = [answer.link for answer in ledger.answers if answer.link]
    assert {ask(site.port, link).status for link in links} == {200}

    new.stop()
    site.serve(newspaper.environment(SECRET_KEY=NEW))
    assert {ask(site.port, link).status for link in links} == {200, 404}
