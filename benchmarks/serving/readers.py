"""Readers who ask for one page over and over, each with a connection for each request, as gunicorn has it."""

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Request:
    port: int
    path: str
    gzip: bool = False

    def ask(self) -> bytes:
        """The body of the answer, which is 200."""
        encoding = "Accept-Encoding: gzip\r\n" if self.gzip else ""
        asked = f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{encoding}Connection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(asked.encode())
            parts = []
            while part := connection.recv(1 << 18):
                parts.append(part)
        head, _blank, body = b"".join(parts).partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(f"{self.path}: {head.decode()}")
        return body


def times(request: Request, number: int, clients: int) -> list[float]:
    """The seconds that each of ``number`` answers took, asked for by so many clients at once."""

    def one(_number: int) -> float:
        begun = perf_counter()
        request.ask()
        return perf_counter() - begun

    with ThreadPoolExecutor(clients) as readers:
        return [*readers.map(one, range(number))]
