"""A Redis of the test's own, which it may kill and flush."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory

import redis

from ...requirements import require


class Redis:
    """A server that forgets everything when it dies."""

    def __init__(self, folder: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.folder = folder
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder]
        self._process = subprocess.Popen(
            [*command, "--save", "", "--daemonize", "no"], stdout=subprocess.DEVNULL
        )
        while not self._answers():
            assert self._process.poll() is None, "redis-server ended"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def flush(self) -> int:
        """Forget everything, and say how many keys that were."""
        with redis.Redis(port=self.port) as client:
            keys: int = client.dbsize()
            client.flushall()
        return keys

    def _answers(self) -> bool:
        with suppress(redis.ConnectionError), redis.Redis(port=self.port) as client:
            return bool(client.ping())
        return False


@contextmanager
def redis_server() -> Iterator[Redis]:
    require(shutil.which("redis-server"), "redis-server")
    with TemporaryDirectory() as folder:
        server = Redis(folder)
        try:
            yield server
        finally:
            server.kill()
