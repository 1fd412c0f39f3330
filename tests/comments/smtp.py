"""A mail server small enough to run in a test: real sockets, real SMTP, one thread."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any

import django

from newsroom.mail import mailer

BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class _Talk(socketserver.StreamRequestHandler):
    """Takes every mail (RFC 5321, no more of it than smtplib says); refuses the addresses in ``refused``."""

    def handle(self) -> None:
        self._say(220)
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say(354)
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.received.append(  # type: ignore[attr-defined]
                    message_from_bytes(b"".join(lines), policy=policy.default)
                )
            elif verb == b"RCPT" and any(address in line for address in self.server.refused):  # type: ignore[attr-defined]
                self._say(550, line.strip().decode())
                continue
            self._say(221 if verb == b"QUIT" else 250)

    def _say(self, code: int, text: str = "ok") -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.received: list[EmailMessage] = []
        self.refused: set[bytes] = set()
        super().__init__(("127.0.0.1", port), _Talk)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def closed_port() -> int:
    """A port that nobody listens on."""
    with Server() as server:
        return server.port


def send_through(settings: Any, port: int) -> None:
    """Have Django send by SMTP to this port, as both Djangos are told."""
    values = {"EMAIL_BACKEND": BACKEND, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_TIMEOUT": 2}
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": mailer(values)}
        return
    for name, value in values.items():
        setattr(settings, name, value)
