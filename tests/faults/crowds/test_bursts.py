"""Five hundred readers press the button in the same second."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ...comments.at_once import at_once
from ...comments.conftest import good_reply
from ..conftest import Found
from ..ledger import Ledger
from ..newspapers import Newspaper
from ..serving import Address
from ..stream import Answer, ask, lacks

pytestmark = pytest.mark.faults
READERS = 500
WORKERS = 2
# Of one network, in a minute (``rules.builtin.robots.Flood``).
LIMIT, SPAN = 20, timedelta(minutes=1)
SUBMITTED = "SELECT submitted FROM newsroom_comments_readercomment ORDER BY 1"


def of_everywhere(reader: int) -> str:
    return f"10.{reader // 250}.{reader % 250}.1"


def of_one_network(reader: int) -> str:
    return f"10.0.0.{reader % 250}"


@pytest.mark.parametrize(
    ("limits", "address"),
    [("off", of_one_network), ("on", of_everywhere), ("on", of_one_network)],
    ids=["limits off", "limits on, 500 networks", "limits on, one network"],
)
def test_500_posts(
    limits: str, address: Callable[[int], str], newspaper: Newspaper, site: Address, found: Found
) -> None:
    environment = newspaper.environment(NEWSROOM_RATE_LIMIT=limits, TRUSTED_PROXIES="127.0.0.1")
    site.serve(environment, workers=WORKERS)

    def post(reader: int) -> Answer:
        token = f"t{reader}x0"
        text = f"Reader {reader} says {token}, and means it."
        names = {"name": f"Reader {reader}", "email": f"reader{reader}@example.org"}
        fields = good_reply(newspaper.article, comment=text, **names)
        said = ask(site.port, "/comments/post/", fields, timeout=900, X_Forwarded_For=address(reader))
        return Answer("post", said.status, token, lacks=lacks(said, text))

    ledger = Ledger(newspaper, at_once(*(lambda reader=reader: post(reader) for reader in range(READERS))))
    found(ledger.summary())
    assert ledger.faults() == []
    assert len(ledger.acknowledged()) == len(ledger.stored)
    if (limits, address) != ("on", of_one_network):
        assert ledger.told == {("post", 302): READERS}
        return
    assert ledger.told.keys() == {("post", 302), ("post", 429)}
    times = [submitted for (submitted,) in newspaper.rows(SUBMITTED)]
    most = max(sum(start <= other < start + SPAN for other in times) for start in times)
    # Each worker counts before it stores, and knows nothing of what another stores meanwhile.
    assert LIMIT <= most < LIMIT + WORKERS
