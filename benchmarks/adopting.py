"""What ``adoptcomments`` takes a comment, beside what it took at an earlier revision.

Usage: DATABASE_URL=postgres://… python benchmarks/adopting.py [--against REVISION] [--keep]

At two sizes two databases beside the one named are migrated and filled with the same old comments, one by
the code of that revision, which git checks out into a folder of its own, and one by this code.  Then either
adopts its own, a chunk each in turn.  The exit status is 1 where a comment takes this code more than MOST of
the earlier one's processor seconds, or where it takes more memory for more comments.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.data.old_comments import articles, fill  # noqa: E402

SIZES = (10_000, 100_000)
MOST = 1 / 5
# Of the peak with the fewest comments: what Python's allocator gives and takes.
MOST_MEMORY = 1.05
NAMES = ("newsroom_adopting_before", "newsroom_adopting_now")
Result = dict[str, Any]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--against", default="e8fb57d", metavar="REVISION")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "earlier"
        _git("worktree", "add", "--detach", str(earlier), given.against)
        try:
            measured = [(size, *_measure((earlier, ROOT), size)) for size in given.sizes]
        finally:
            _git("worktree", "remove", "--force", str(earlier))
    _print(measured)
    memory = [now["memory"] for _size, _before, now in measured]
    is_slow = any(_ratio(before, now) > MOST for _size, before, now in measured)
    return int(is_slow or memory[-1] > MOST_MEMORY * memory[0])


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True)


def _measure(folders: tuple[Path, Path], size: int) -> list[Result]:
    """What each folder's code took to adopt so many comments."""
    outside = os.environ["DATABASE_URL"]
    with psycopg.connect(outside, autocommit=True) as server:
        try:
            addresses = [urlsplit(outside)._replace(path=f"/{name}").geturl() for name in NAMES]
            for name, folder, address in zip(NAMES, folders, addresses, strict=True):
                server.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
                migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
                subprocess.run(migrate, cwd=folder, env=_environment(address), check=True)
                fill(address, size)
            return _take_turns([*zip(folders, addresses, strict=True)], articles(size))
        finally:
            for name in NAMES:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]


def _take_turns(codes: list[tuple[Path, str]], stand_on: int) -> list[Result]:
    """Have either code adopt a chunk in turn, until both are done."""
    runner = str(ROOT / "benchmarks" / "serving" / "adoption.py")
    running = [
        subprocess.Popen(
            [sys.executable, runner, str(folder), str(stand_on)],
            cwd=folder,
            env=_environment(address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for folder, address in codes
    ]
    results: dict[int, Result] = {}
    for process in running:
        _line(process)
    while len(results) < len(running):
        for place, process in enumerate(running):
            if place not in results:
                print(file=process.stdin, flush=True)
                said = _line(process)
                if said:
                    results[place] = said
    for process in running:
        process.wait()
    return [results[place] for place in range(len(running))]


def _line(process: "subprocess.Popen[str]") -> Result:
    """What the run has come to, once it is done; until then nothing, each time it has done a chunk."""
    assert process.stdout
    said = process.stdout.readline()
    return {} if said == "ready\n" else dict(json.loads(said))


def _environment(address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "benchmark" * 8,
        "DEBUG": "",
        "DATABASE_URL": address,
    }


def _ratio(before: Result, now: Result) -> float:
    return float(now["client"] / before["client"])


def _print(measured: list[tuple[int, Result, Result]]) -> None:
    print("| comments | before, ms a comment | now | ratio | PostgreSQL before | now | MB before | now |")
    print("|---|---|---|---|---|---|---|---|")
    for size, before, now in measured:
        client = [f"{one['client'] * 1_000 / size:.3f}" for one in (before, now)]
        there = [
            "" if one["server"] is None else f"{one['server'] * 1_000 / size:.3f}" for one in (before, now)
        ]
        memory = [f"{one['memory'] / 1_024:.0f}" for one in (before, now)]
        cells = [f"{size:,}", *client, f"{_ratio(before, now):.3f}", *there, *memory]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
