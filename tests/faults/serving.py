"""gunicorn on a socket that outlives its processes, as under systemd: while none is there, readers wait."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..project.sources import ROOT

# Seconds until whoever waits for a process gives up on it.
PATIENCE = 120
BACKLOG = 2048


@dataclass
class Gunicorn:
    """One master and its workers; ``said`` is its log."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def workers(self) -> list[int]:
        """The workers that are there now, the oldest first."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return sorted(int(number) for number in children.read_text().split())

    def kill_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill(self) -> None:
        """Master and workers at once, as out of memory."""
        for number in (self.process.pid, *self.workers()):
            os.kill(number, signal.SIGKILL)
        self.process.wait()

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        """Gracefully: whoever has been accepted is still answered."""
        self.process.terminate()
        self.process.wait(PATIENCE)

    def said(self) -> list[str]:
        return self.log.read_text().splitlines()


class Address:
    """Where readers reach the site, whichever processes serve it."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        self.port: int = self.listening.getsockname()[1]
        self._folder = TemporaryDirectory()
        self._started: list[Gunicorn] = []

    def serve(
        self,
        environment: Mapping[str, str],
        *options: str,
        workers: int = 2,
        folder: Path = ROOT,
    ) -> Gunicorn:
        """Start a gunicorn of the site in ``folder``, and give it once its master listens."""
        log = Path(self._folder.name) / f"{len(self._started)}.log"
        bind = ["--bind", f"fd://{self.listening.fileno()}", "--workers", str(workers)]
        # On a busy machine a worker may take longer than gunicorn's thirty seconds to start.
        ours = ["--timeout", str(PATIENCE), "--no-control-socket", *options]
        command = [sys.executable, "-m", "gunicorn", *bind, *ours, "newsroom.wsgi"]
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdout=file,
                stderr=file,
                pass_fds=[self.listening.fileno()],
            )
        server = Gunicorn(process, log)
        self._started.append(server)
        return server

    def close(self) -> None:
        for server in self._started:
            if server.process.poll() is None:
                server.stop()
        self.listening.close()
        self._folder.cleanup()


@contextmanager
def address() -> Iterator[Address]:
    made = Address()
    try:
        yield made
    finally:
        made.close()
