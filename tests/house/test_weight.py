"""What a reader's page loads is light."""

import gzip

import pytest

from .sources import ROOT

READERS = {
    12_000: ["newsroom/static/newsroom/site.css", "comments/static/newsroom_comments/comments.css"],
    10_000: ["comments/static/newsroom_comments/comments.js"],
}


@pytest.mark.parametrize(("limit", "names"), READERS.items())
def test_styles_and_scripts_stay_below_their_limit(limit: int, names: list[str]) -> None:
    """In bytes, each file compressed by itself, as it is served."""
    assert sum(len(gzip.compress((ROOT / name).read_bytes())) for name in names) < limit
