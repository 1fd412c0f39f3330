"""A PostgreSQL of the test's own, which it may stop and start, and one that follows it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .requirements import require

USER = "postgres"


@dataclass
class Cluster:
    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        self._run("initdb", "--pgdata", self._data, "--username", USER, "--auth", "trust", "--no-sync")

    def follow(self, primary: "Cluster") -> None:
        """Become a copy of ``primary`` that takes over, in a stream, whatever is written there."""
        arguments = ("--pgdata", self._data, "--dbname", primary.url, "--write-recovery-conf")
        self._run("pg_basebackup", *arguments, "--checkpoint", "fast", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--options", options, "--log", log)

    def crash(self) -> None:
        """As after a power cut: nobody is told, nothing is finished, and the start recovers."""
        self._run("pg_ctl", "stop", "--wait", "--pgdata", self._data, "--mode", "immediate")

    def kill(self) -> None:
        """``kill -9`` of all its processes at once."""
        lock = Path(self._data) / "postmaster.pid"
        postmaster = int(lock.read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for number in (postmaster, *map(int, children)):
            os.kill(number, signal.SIGKILL)
        # Until the last has let go of the memory that they share, none starts.
        while any(_lives(number) for number in (postmaster, *map(int, children))):
            time.sleep(0.01)
        # In a container nobody may bury the dead, whose number these would then hold for a living server's.
        lock.unlink()
        (self.folder / f".s.PGSQL.{self.port}.lock").unlink()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to be run by root.
        other = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        command = [*other, str(self.programs / program), *arguments]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def cluster(primary: Cluster | None = None) -> Iterator[Cluster]:
    """One that runs; skipped, by name, where PostgreSQL's server isn't installed.

    Beside a ``primary``, a hot standby of it.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    require(found, "PostgreSQL's own programs (Debian: postgresql)")
    # Not pytest's folder, which no other user may enter.
    folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    made = Cluster(found[-1].parent, folder, free_port())
    try:
        if primary:
            made.follow(primary)
        else:
            made.create()
        made.start()
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            made.crash()
        shutil.rmtree(folder)


def _lives(number: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
