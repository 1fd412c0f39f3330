"""The files that the project's rules look at."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("articles", "comments")


def python_files(package: str) -> Iterator[Path]:
    """Every module of a top-level package."""
    return iter(sorted((ROOT / package).rglob("*.py")))


def files(*suffixes: str) -> Iterator[Path]:
    """What the site and the apps serve or render: files below templates/ and static/."""
    for folder in (ROOT / "templates", *(ROOT / name for name in ("newsroom", *APPS))):
        for path in sorted(folder.rglob("*")):
            served = {"templates", "static"} & set(path.relative_to(ROOT).parts)
            if served and path.suffix in suffixes:
                yield path


def python(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python module or script, run with nothing of this process's environment but its path and home, and
    what ``environment`` adds."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def run(*command: str, cwd: Path = ROOT, **environment: str) -> tuple[int, str]:
    """Status and output of ``python``."""
    done = python(*command, cwd=cwd, **environment)
    return done.returncode, done.stdout + done.stderr
