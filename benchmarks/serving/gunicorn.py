"""A site behind gunicorn with two workers, and what is asked of it over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from .processor import children

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def workers(self) -> list[int]:
        """Their processes."""
        return children(self.process)

    def request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=120)) as asked:
            asked.request(method, path, body or None, {"Host": "localhost", **headers})
            answer = asked.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """``application`` at a free port, in this process's environment with ``environment`` over it."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    command += ["--log-level=error", application]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | environment) as process:
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
