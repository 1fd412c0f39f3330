"""gunicorn with two workers, and what processes took of the processor."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def workers(self) -> list[int]:
        """Their processes."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        return [int(child) for child in children.read_text().split()]


def processor_seconds(processes: Iterable[int]) -> float:
    """What the processes, of one thread each, took so far."""
    # The first number, in nanoseconds: Documentation/scheduler/sched-stats.rst.
    return sum(int(Path(f"/proc/{one}/schedstat").read_text().split()[0]) for one in processes) / 1e9


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, application], cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _try in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing listens at port {port}")
