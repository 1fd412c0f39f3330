"""What a page costs that is made, beside stock django-comments-xtd on the same database.

``DATABASE_URL=postgres://… python benchmarks/pages.py``: articles with 10, 100 and 1,000 comments, asked for
over WSGI of two processes that take turns; medians of the quickest third of their processor seconds, those
of their backends in the database with them.  A busy machine stretches every clock but not what a process
itself has run.  Ends with status 1 where a ratio falls short.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 100, 1_000)
DATABASE = "newsroom_pages"
SHOWN = {"ours": b'<article class="nc-comment"', "xtd": b'<div id="c'}
# What is done before our page is asked for, whether somebody is logged in, and the most of stock's time that
# it may take, by the number of comments.
WAYS: dict[str, tuple[str, bool, dict[int, float]]] = {
    "changed": ("change", False, {10: 1 / 2, 100: 1 / 2, 1_000: 1 / 12}),
    "every cache empty": ("forget", False, {10: 1, 100: 1, 1_000: 1 / 4}),
    "a session": ("", True, {10: 1, 100: 1, 1_000: 1 / 4}),
}

# Answers before those that count: a statement is prepared after five, and planned for good after five more.
WARM = 12

# How many comments a discussion has, and how many of them its first thread; both pages show as many.
CROWDED = ((100, 51), (100_000, 50_000))
# The comments of another discussion, with which the database has a million.
ELSEWHERE = (899_900, 450_000)
MOST_TIMES, MOST_MEMORY = 1.2, 1.1


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    given = options.parse_args()
    sys.path.insert(0, str(ROOT))
    with database() as environment:
        return int(not all([*compare(environment, given.sizes, given.rounds)]))


def compare(environment: dict[str, str], sizes: list[int], rounds: int) -> Iterator[bool]:
    """A table, and of each row whether it holds."""
    from benchmarks.serving.processes import Server

    ours = Server("benchmarks.sites.made", environment)
    ours.do("benchmarks.data.discussions:migrate")
    stock = Server("benchmarks.sites.stock.settings", environment)
    cookie = ours.do("benchmarks.data.discussions:log_in")
    print("| comments | page | ms | queries | xtd, ms | queries | of xtd’s | at most | each shown |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        path, discussion = ours.do("benchmarks.data.discussions:make", size)
        for label, (before, logged_in, most) in WAYS.items():
            asked = (path, cookie if logged_in else "")
            act = f"benchmarks.data.discussions:{before}" if before else ""
            mine, theirs = [], []
            for _round in range(rounds + WARM):
                mine.append(ours.get(*asked, act, discussion) if act else ours.get(*asked))
                theirs.append(stock.get(*asked))
            yield _row(size, label, mine[WARM:], theirs[WARM:], most.get(size, 1))
    stock.stop()
    yield from crowded(ours, environment, rounds)
    ours.stop()


def _row(size: int, label: str, ours: list[Any], theirs: list[Any], most: float) -> bool:
    seconds = [_quickest(costs) for costs in (ours, theirs)]
    shown = [costs[-1].page.count(mark) for costs, mark in zip((ours, theirs), SHOWN.values(), strict=True)]
    ratio = seconds[0] / seconds[1]
    each = ratio * shown[1] / shown[0]
    cells = [f"{size:,}", label, f"{seconds[0] * 1000:.1f}", str(ours[-1].queries)]
    cells += [f"{seconds[1] * 1000:.1f}", str(theirs[-1].queries), f"{ratio:.3f}", f"{most:.3f}"]
    cells += [f"{each:.2f} ({shown[0]:,} against {shown[1]:,})"]
    print("|", " | ".join(cells), "|", flush=True)
    return ratio <= most


def _quickest(costs: list[Any]) -> float:
    return median(sorted(cost.seconds for cost in costs)[: max(3, len(costs) // 3)])


def crowded(server: Any, environment: dict[str, str], rounds: int) -> Iterator[bool]:
    """The same for a discussion that is much longer than what its page shows, beside a short one."""
    from benchmarks.serving.processes import Server

    server.do("benchmarks.data.discussions:make_crowded", *ELSEWHERE)
    print("\n| comments | in one thread | ms | queries | peak memory, MB |\n|---|---|---|---|---|")
    places = [(number, *server.do("benchmarks.data.discussions:make_crowded", *number)) for number in CROWDED]
    costs: list[list[Any]] = [[] for _ in places]
    for _round in range(rounds + WARM):
        for (_numbers, path, discussion), taken in zip(places, costs, strict=True):
            taken.append(server.get(path, "", "benchmarks.data.discussions:change", discussion))
    seconds, peaks = [], []
    for ((number, thread), path, _discussion), taken in zip(places, costs, strict=True):
        fresh = Server("benchmarks.sites.made", environment)
        peaks.append(fresh.do("benchmarks.serving.processes:peak_memory", [path] * 20))
        fresh.stop()
        seconds.append(_quickest(taken[WARM:]))
        cells = [f"{number:,}", f"{thread:,}", f"{seconds[-1] * 1000:.1f}", str(taken[-1].queries)]
        print("|", " | ".join([*cells, f"{peaks[-1] / 1e6:.0f}"]), "|", flush=True)
    yield seconds[1] / seconds[0] <= MOST_TIMES
    yield peaks[1] / peaks[0] <= MOST_MEMORY


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """A database beside the one named, dropped afterwards; what leads a process to it."""
    import psycopg

    named = os.environ["DATABASE_URL"]
    parts = urlsplit(named)
    with psycopg.connect(named, autocommit=True) as outside:
        outside.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        outside.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield {
                "DATABASE_URL": parts._replace(path=f"/{DATABASE}").geturl(),
                "SECRET_KEY": "only-for-measuring" * 4,
                "ALLOWED_HOSTS": "localhost",
                "SITE_URL": "http://localhost",
                "RELEASE": "measured",
            }
        finally:
            outside.execute(f"DROP DATABASE {DATABASE} (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
