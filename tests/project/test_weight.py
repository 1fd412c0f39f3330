"""What a reader's page loads is light."""

import gzip
import re

import pytest

from .sources import ROOT

STATIC = "comments/static/"
# What stands around an article and its comments loads these and no others.
ASSETS = (ROOT / "comments/templates/newsroom_comments/discussion/assets.html").read_text()
READERS = {
    12_000: [
        "newsroom/static/newsroom/site.css",
        *(STATIC + name for name in re.findall(r"[\w/]+\.css", ASSETS)),
    ],
    10_000: [STATIC + name for name in re.findall(r"[\w/]+\.js", ASSETS)],
}


@pytest.mark.parametrize(("limit", "names"), READERS.items())
def test_styles_and_scripts_stay_below_their_limit(limit: int, names: list[str]) -> None:
    """In bytes, each file compressed by itself, as it is served."""
    assert len(names) > 1
    assert sum(len(gzip.compress((ROOT / name).read_bytes())) for name in names) < limit


@pytest.mark.parametrize("name", [name for names in READERS.values() for name in names])
def test_nothing_moves_so_that_nobody_has_to_ask_for_stillness(name: str) -> None:
    """Where no sheet and no script moves anything, ``prefers-reduced-motion`` has nothing to switch off."""
    moving = re.findall(
        r"transition|animat|smooth|@keyframes|<marquee|\.scroll\w+\(", (ROOT / name).read_text()
    )
    assert moving == []
