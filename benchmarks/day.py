"""A day of a national newspaper against this machine: ``python benchmarks/day.py``.

2,000,000 page views, 20,000 comments, and a breaking story with 500 posts in a minute.  First it measures
what each kind of request costs, with gunicorn on PostgreSQL, in processor seconds; then it says for every
hour how busy two processors are and how long readers wait, and what breaks first.
"""

import argparse
import json
import os
import sys
from collections import Counter
from math import ceil
from pathlib import Path

PROCESSORS = 2
# Seconds of each hour that are played.
PLAYED = 120
# Of all that processors can: with more, those who come by chance at once wait for one another.
BUSIEST = 0.6


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=200, help="of each kind, to measure its cost")
    options.add_argument("--costs", help="a file with costs in JSON: read where it is, else written")
    options.add_argument(
        "--forgotten", type=float, default=3600.0, help="seconds that a page stays in the cache"
    )
    given = options.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    measured = _costs(given.costs, given.requests)
    print("| request | gunicorn, ms | PostgreSQL, ms | a second on two processors |\n|---|---|---|---|")
    for kind, (site, database) in measured.items():
        print(
            f"| {kind} | {site * 1000:.1f} | {database * 1000:.1f} | {PROCESSORS / (site + database):,.0f} |"
        )
    costs = {kind: site + database for kind, (site, database) in measured.items()}
    worst = _hours(costs, given.forgotten)
    _scales(costs, given.forgotten)
    return int(worst >= 1)


def _costs(file: str | None, requests: int) -> dict[str, tuple[float, float]]:
    from benchmarks.traffic import capacity

    kept = Path(file) if file else None
    if kept and kept.exists():
        return {kind: (site, database) for kind, (site, database) in json.loads(kept.read_text()).items()}
    costs = capacity.measure(os.environ["DATABASE_URL"], requests)
    if kept:
        kept.write_text(json.dumps(costs, indent=1))
    return costs


def _hours(costs: dict[str, float], forgotten: float) -> float:
    """How busy the worst moment makes the machine, 1 being all that it can."""
    from benchmarks.traffic import load

    day = load.Day(forgotten=forgotten)
    moments = {f"{hour:02}": day.rates(hour) for hour in range(24)}
    moments["the story"] = day.rates(load.BREAKING_HOUR, breaking=True)
    print("\n| hour | requests a second | busy | p95 wait, ms | most of it |\n|---|---|---|---|---|")
    return max(_line(name, rates, costs, seed) for seed, (name, rates) in enumerate(moments.items()))


def _line(name: str, rates: Counter[str], costs: dict[str, float], seed: int) -> float:
    from benchmarks.traffic import load

    busy = load.busy(rates, costs)
    share = busy.total() / PROCESSORS
    found = load.waits(rates, costs, PROCESSORS, PLAYED, seed)
    wait = f"{found[int(len(found) * 0.95)] * 1000:,.0f}" if share < 1 else "grows"
    print(f"| {name} | {rates.total():.0f} | {share:.0%} | {wait} | {_most(busy)} |", flush=True)
    return share


def _scales(costs: dict[str, float], forgotten: float) -> None:
    """Processors for the story in the busiest hour, without and with a shared cache in front."""
    from benchmarks.traffic import load

    print("\n| times | cache in front | requests a second | processors | most of it |\n|---|---|---|---|---|")
    for scale in (1, 10, 100, 1000):
        for front in (False, True):
            day = load.Day(scale=scale, front=front, forgotten=forgotten)
            rates = day.rates(load.BREAKING_HOUR, breaking=True)
            busy = load.busy(rates, costs)
            need, where = ceil(busy.total() / BUSIEST), "yes" if front else "no"
            print(f"| {scale:,} | {where} | {rates.total():,.0f} | {need:,} | {_most(busy)} |")


def _most(busy: Counter[str]) -> str:
    return ", ".join(f"{kind} {part / busy.total():.0%}" for kind, part in busy.most_common(3))


if __name__ == "__main__":
    sys.exit(main())
