"""The site's clock is stepped back an hour, and later right again, by libfaketime."""

from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from .conftest import Judge
from .newspapers import Newspaper
from .serving import Address
from .stream import Stream, ask

pytestmark = pytest.mark.faults


def test_stepped_back(newspaper: Newspaper, site: Address, judge: Judge, tmp_path: Path) -> None:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        pytest.skip("needs libfaketime (Debian: faketime)")
    clock = tmp_path / "clock"
    clock.write_text("+0")
    faked = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "NO_FAKE_STAT": "1",
    }
    # It steps the monotonic clock too, or breaks every sleep; by that gunicorn would find workers dead.
    site.serve(newspaper.environment(**faked), "--timeout", "0")
    hours = [hour_of(site)]
    with Stream(newspaper, [site.port], readers=2, pages=[newspaper.page, "/comments/atom.xml"]) as stream:
        for step in ("-3600", "+0"):
            stream.await_posts(8)
            clock.write_text(step)
            hours.append(hour_of(site))
        stream.await_posts(8)
    ledger = judge(stream)
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") == {200}
    assert [round(hour - hours[0]) for hour in hours] == [0, -1, 0]
    # Every author's link opens, whichever hour it is dated from.
    links = [answer.link for answer in ledger.answers if answer.link]
    assert {ask(site.port, link).status for link in links} == {200}


def hour_of(site: Address) -> float:
    """The time that the site says it is, in hours."""
    return parsedate_to_datetime(ask(site.port, "/healthz").date).timestamp() / 3600
