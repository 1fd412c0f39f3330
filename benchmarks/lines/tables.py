"""Each line measured at two sizes, and held against the limits."""

from collections.abc import Iterable, Iterator
from math import inf
from statistics import median
from typing import Any

from django.db import connections

from comments.desk import queues

from . import reading, writing
from .databases import FEW, FEWEST, MANY, blocks, tidy, use
from .line import Line

MOST_TIMES = 1.5
MOST_QUERIES = 14
# What takes less than this is measured against it: below, a ratio is noise.
LEAST_SECONDS = 0.005
# Rows of one table, read in no order, that are too many.
MANY_ROWS = 100_000


def show(only: str, rounds: int) -> list[str]:
    """Print the tables; the labels of those lines that are over a limit."""
    over = []
    reading.log_in()
    for title, size, most_times, lines in _tables():
        chosen = [line for line in lines if only in line.label]
        if chosen:
            tidy()
            print(f"\n{title}\n\n| | {size:,} (ms) | {MANY:,} (ms) | ratio | blocks | | queries | scans |")
            print("|---|---|---|---|---|---|---|---|", flush=True)
        over += [line.label for line in chosen if not _judge(line, size, rounds, most_times)]
    print("", f"{len(over)} over a limit", *over, sep="\n- " if over else "\n")
    return over


def _tables() -> Iterator[tuple[str, int, float, Iterable[Line]]]:
    """Title, the smaller size, how many times as much the larger may take, and what is measured."""
    yield "Reading a queue", FEW, MOST_TIMES, reading.queue_lines()
    yield "Searching for what grows, held to no ratio", FEW, inf, reading.growing_lines()
    yield "Pages of the desk", FEW, MOST_TIMES, reading.page_lines()
    yield "Lists, logs, and the public", FEW, MOST_TIMES, reading.list_lines()
    yield "Doing, beside ten comments", FEWEST, MOST_TIMES, writing.single_lines()
    yield "Doing, beside ten thousand", FEW, MOST_TIMES, [*writing.single_lines(), *writing.batch_lines()]


def _judge(line: Line, small: int, rounds: int, most_times: float) -> bool:
    _same_page(line, small)
    seconds = _measure(line, small, rounds)
    ratio = max(seconds[MANY], LEAST_SECONDS) / max(seconds[small], LEAST_SECONDS)
    looked_at = [_blocks(line, size) for size in (small, MANY)]
    _seconds, queries, _result = line.run()
    scans = _scans(queries)
    cells = [line.label, *(f"{taken * 1_000:.1f}" for taken in seconds.values()), f"{ratio:.2f}"]
    cells += [*(f"{number:,}" for number in looked_at), str(len(queries)), ", ".join(sorted(scans)) or "none"]
    print("|", " | ".join(cells), "|", flush=True)
    return ratio <= most_times and (line.writes or len(queries) <= MOST_QUERIES) and not scans


def _same_page(line: Line, size: int) -> None:
    """Have a page hold as many comments at both sizes: as the small one has, or fifty."""
    use(size)
    queues.PAGE = 50
    _seconds, _queries, result = line.run()
    on_page = getattr(result, "content", b"").count(b'<article class="nc-card"')
    queues.PAGE = len(getattr(result, "cards", ())) or on_page or 50


def _measure(line: Line, small: int, rounds: int) -> dict[int, float]:
    """Seconds by size: the quickest tenth's median of rounds that alternate."""
    taken: dict[int, list[float]] = {small: [], MANY: []}
    for _round in range(rounds + 1):
        for size, times in taken.items():
            use(size)
            seconds, _queries, _result = line.run()
            times.append(seconds)
    # The first warmed the caches.
    return {size: median(sorted(times[1:])[: max(3, rounds // 10)]) for size, times in taken.items()}


def _blocks(line: Line, size: int) -> int:
    use(size)
    before = blocks()
    line.run()
    return blocks() - before


def _scans(queries: Iterable[str]) -> set[str]:
    """Which big tables are read from end to end, by PostgreSQL's plans."""
    found: set[str] = set()
    with connections["default"].cursor() as cursor:
        for sql in queries:
            # What is analyzed is done, so only what reads.
            if sql.startswith(("SELECT", "WITH")) and "FOR NO KEY UPDATE" not in sql:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT json) {sql}")
                found.update(_scanned(cursor.fetchone()[0][0]["Plan"]))
    return found


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    looked_at = plan["Actual Loops"] * (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0))
    if plan["Node Type"] == "Seq Scan" and looked_at >= MANY_ROWS:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _scanned(part)
