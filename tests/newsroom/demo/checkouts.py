"""A checkout as a newcomer has it, and the demo that is served from it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from ...project.sources import ROOT

PARTS = ("manage.py", "newsroom", "articles", "comments", "templates")
# Seconds: a server whose complaints nobody reads stops answering once the pipe is full of them.
PATIENCE = 60
# Where the tests run in the background a shell has switched Ctrl-C off for all below it.  A program mends
# that: `preexec_fn` runs Python between fork and exec, where a lock of another thread is never released.
HEAR_CTRL_C = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"


class Checkout:
    """A folder as a newcomer has it, with nothing in its environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "var" / "newsroom.sqlite3"

    @classmethod
    def clone(cls, folder: Path) -> "Checkout":
        """A copy of what a newcomer clones."""
        for part in PARTS:
            source, ignored = ROOT / part, shutil.ignore_patterns("__pycache__")
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=ignored)
            else:
                shutil.copy(source, folder / part)
        (folder / "var").mkdir()
        return cls(folder)

    @property
    def pictures(self) -> set[Path]:
        return {*self.folder.glob("var/media/newsroom/*/*")}

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-ISc", HEAR_CTRL_C, sys.executable, *command],
            cwd=self.folder,
            env=kept | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *options: str, **environment: str) -> tuple[int, str, str]:
        """Status, output and errors of ``manage.py demo --no-serve``."""
        process = self.start("manage.py", "demo", "--no-serve", *options, **environment)
        said, complaints = process.communicate()
        return process.returncode, said, complaints


def statuses(*addresses: str) -> list[int]:
    return [_status(address) for address in addresses]


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=PATIENCE) as response:
            return int(response.status)
    except HTTPError as error:
        return error.code


@dataclass
class Demo:
    """A demo that is served on a free port, and what it said before."""

    process: subprocess.Popen[str]
    said: str

    @property
    def pages(self) -> list[str]:
        """The addresses that it told."""
        return [word for word in self.said.split() if word.startswith("http://")]

    @property
    def home(self) -> str:
        return self.pages[0]

    def printed_email(self) -> str:
        """The next email on the console; a line ends each."""
        assert self.process.stdout
        lines = iter(self.process.stdout.readline, "")
        return "".join(takewhile(lambda line: not line.startswith("-----"), lines)).strip()

    def stop(self) -> tuple[int, str, str]:
        """Press Ctrl-C, and give the status and what was said since it was served."""
        self.process.send_signal(signal.SIGINT)
        rest, complaints = self.process.communicate(timeout=30)
        return self.process.returncode, rest, complaints


@contextmanager
def served(checkout: Checkout) -> Iterator[Demo]:
    process = checkout.start("manage.py", "demo", "--port", "0")
    assert process.stdout
    assert process.stderr
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        said += line
    yield Demo(process, said)
    if process.poll() is None:
        process.kill()
        process.communicate()


@dataclass(frozen=True)
class Prepared:
    """A checkout after its first ``demo``, what that said, and how it was served until Ctrl-C."""

    checkout: Checkout
    demo: Demo
    answers: list[int]
    end: tuple[int, str, str]

    @classmethod
    def by_a_newcomer(cls, checkout: Checkout) -> "Prepared":
        with served(checkout) as demo:
            styles = [demo.home + "static/newsroom/site.css", demo.home + "static/admin/css/base.css"]
            return cls(checkout, demo, statuses(*demo.pages, *styles), demo.stop())
