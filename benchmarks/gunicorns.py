"""One site behind gunicorn with two workers, and what it costs the processor."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2


class Gunicorn:
    """Serves the site of ``settings`` from a process group of its own until it is stopped."""

    def __init__(self, settings: str, environment: dict[str, str]) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--log-level", "error"]
        command += ["--bind", f"127.0.0.1:{self.port}", "newsroom.wsgi"]
        given = os.environ | environment | {"DJANGO_SETTINGS_MODULE": settings}
        self._process = subprocess.Popen(command, cwd=ROOT, env=given)

    def request(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer; waits while the workers are starting."""
        for _attempt in range(200):
            try:
                return self._request(method, path, headers, body)
            except ConnectionRefusedError:
                time.sleep(0.1)
        raise TimeoutError(f"nothing listens on {self.port}")

    def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=120)) as asked:
            asked.request(method, path, body or None, {"Host": "localhost", **headers})
            answer = asked.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def processor_seconds(self) -> float:
        """What its workers have taken so far."""
        master = self._process.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return sum(map(_processor_seconds, children))

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def database_seconds() -> float:
    """What the database's processes have taken so far that serve others than this process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return sum(_processor_seconds(str(pid)) for (pid,) in cursor.fetchall())


def _processor_seconds(process: str) -> float:
    """What Linux says of any process on this machine."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
