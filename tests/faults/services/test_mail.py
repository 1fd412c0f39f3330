"""A mail server that takes the connection and never says a word."""

import re
import socket
from collections import Counter

import pytest

from ...comments import smtp
from ..conftest import Found, Judge
from ..newspapers import Newspaper
from ..serving import Address
from ..stream import TOKEN, Stream

pytestmark = pytest.mark.faults
WAITING = "SELECT COUNT(*) FROM newsroom_comments_email WHERE sent_at IS NULL"
MODERATORS = "desk@example.org"


def test_black_hole(newspaper: Newspaper, site: Address, judge: Judge, found: Found) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=500) as hole:
        url = f"smtp://127.0.0.1:{hole.getsockname()[1]}"
        site.serve(newspaper.environment(EMAIL_URL=url, MODERATORS=MODERATORS))
        with Stream(newspaper, [site.port]) as stream:
            stream.await_posts(30)
    ledger = judge(stream)
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("approved")) == ({302}, {200})
    assert newspaper.rows(WAITING) == [(len(ledger.stored),)]

    # The server is back. Of what an editor has decided meanwhile moderators need no email, of the rest one.
    with smtp.serving() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        for _turn in range(2):
            newspaper.manage("sendemails", EMAIL_URL=url, MODERATORS=MODERATORS)
        told = Counter(TOKEN.findall(" ".join(re.sub(r"\s+", " ", text) for text in server.texts)))
    pending = {row.token for row in ledger.stored if row.status == "pending"}
    found(f"afterwards {len(server.received)} emails, of {len(pending)} comments that nobody decided on yet")
    assert newspaper.rows(WAITING) == [(0,)]
    assert (len(server.received), told) == (len(pending), Counter(pending))
