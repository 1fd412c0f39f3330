"""What a reader's page loads is light."""

import gzip
import re

import pytest

from .sources import ROOT

STATIC = "comments/static/"
SITE = "newsroom/static/newsroom/site.css"
# What stands around an article and its comments loads these and no others.
ASSETS = (ROOT / "comments/templates/newsroom_comments/discussion/assets.html").read_text()
STYLES = {
    "article": [SITE, *(STATIC + name for name in re.findall(r"[\w/]+\.css", ASSETS))],
    "list": [SITE, "newsroom/static/newsroom/lists.css"],
}
# Those that every reader loads, and those that only some do, once they act.
SCRIPTS = [STATIC + name for name in re.findall(r'src="{% static "([\w/]+\.js)', ASSETS)]
MODULES = [STATIC + name for name in re.findall(r'data-\w+="{% static "([\w/]+\.js)', ASSETS)]
READERS = [*dict.fromkeys([*STYLES["article"], *STYLES["list"], *SCRIPTS, *MODULES])]


def weight(names: list[str]) -> int:
    """In bytes, each file compressed by itself, as it is served."""
    return sum(len(gzip.compress((ROOT / name).read_bytes())) for name in names)


def test_the_styles_of_any_page_weigh_at_most_six_kilobytes() -> None:
    assert [len(names) for names in STYLES.values()] == [2, 2]
    assert [page for page, names in STYLES.items() if weight(names) > 6_000] == []


def test_the_scripts_of_an_article_with_comments_weigh_at_most_six_kilobytes() -> None:
    assert [len(SCRIPTS), len(MODULES)] == [3, 4]
    assert weight(SCRIPTS) <= 6_000
    assert [name for name in MODULES if weight([name]) > 2_600] == []


@pytest.mark.parametrize("name", READERS)
def test_nothing_moves_so_that_nobody_has_to_ask_for_stillness(name: str) -> None:
    """Where no sheet and no script moves anything, ``prefers-reduced-motion`` has nothing to switch off."""
    moving = re.findall(
        r"transition|animat|smooth|@keyframes|<marquee|\.scroll\w+\(", (ROOT / name).read_text()
    )
    assert moving == []
