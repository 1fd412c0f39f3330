"""A mail server in a test: aiosmtpd on a real socket, which answers each stage of a talk as it is told."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from io import StringIO
from typing import Any

import django
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, SMTP, Envelope, Session
from django.core.management import call_command

from newsroom.mail import mailer

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# In the order of RFC 5321: the greeting, four commands, and the end of what was sent after DATA.
STAGES = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "BODY")
# What else than a reply may come.
HANGS_UP, SAYS_NOTHING, TAKES_AND_SAYS_NOTHING = "hangs up", "says nothing", "takes it and says nothing"


class Server:
    """Keeps the bytes of each email that it took; refuses what ``refusals`` says."""

    port: int

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.talks = 0
        self._refusals: dict[str, tuple[str, str, int]] = {}

    def refuse(self, stage: str, reply: str, *, what: str = "", talk: int = 0) -> None:
        """Answer ``stage`` so where ``what`` stands in the command or mail, or in one talk alone."""
        self._refusals[stage] = (reply, what, talk)

    def recover(self) -> None:
        self._refusals.clear()

    def reply_to(self, stage: str, said: str) -> str | None:
        reply, what, talk = self._refusals.get(stage, (None, "", 0))
        return reply if what in said and talk in {0, self.talks} else None

    async def handle_DATA(self, talk: "_Talk", _session: Session, envelope: Envelope) -> Any:
        content = bytes(envelope.original_content or b"")
        if self.reply_to("BODY", content.decode()) == TAKES_AND_SAYS_NOTHING:
            self.received.append(content)
        refusal = await talk.refusal("BODY", content.decode())
        if refusal is None:
            self.received.append(content)
        return refusal or MISSING

    @property
    def texts(self) -> list[str]:
        """The plain text of each email, by the older of Python's parsers: Django 6.1 writes by the newer."""
        return [_text(message_from_bytes(raw)) for raw in self.received]


def _text(email: Message) -> str:
    plain = next(part for part in email.walk() if part.get_content_type() == "text/plain")
    return plain.get_payload(decode=True).decode()


class _Talk(SMTP):
    async def push(self, status: Any) -> None:
        is_greeting = self.session.host_name is None and str(status).startswith("220 ")
        refusal = await self.refusal("CONNECT") if is_greeting else None
        await super().push(refusal or status)

    async def smtp_EHLO(self, arg: str) -> None:
        await self._answer("EHLO", arg)

    async def smtp_HELO(self, arg: str) -> None:
        # Whoever refuses the one refuses the other.
        refusal = await self.refusal("EHLO")
        await (self.push(refusal) if refusal else super().smtp_HELO(arg))

    async def smtp_MAIL(self, arg: str | None) -> None:
        await self._answer("MAIL", arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        await self._answer("RCPT", arg)

    async def smtp_DATA(self, arg: str | None) -> None:
        await self._answer("DATA", arg)

    async def _answer(self, stage: str, arg: str | None) -> None:
        refusal = await self.refusal(stage, arg or "")
        await (self.push(refusal) if refusal else getattr(SMTP, f"smtp_{stage}")(self, arg))

    async def refusal(self, stage: str, said: str = "") -> str | None:
        """The server's own reply, if any; it comes never where there is to be none."""
        if stage == "CONNECT":
            self.event_handler.talks += 1
        reply = self.event_handler.reply_to(stage, said)
        if reply in {HANGS_UP, SAYS_NOTHING, TAKES_AND_SAYS_NOTHING}:
            await self._say_nothing(hang_up=reply == HANGS_UP)
        return reply

    async def _say_nothing(self, *, hang_up: bool) -> None:
        transport = self.transport
        try:
            if hang_up:
                transport.abort()
            await asyncio.Event().wait()
        finally:
            transport.abort()


class _Controller(Controller):
    def _trigger_server(self) -> None:
        # It was asked for any free port, and would try to reach itself at port 0.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self) -> SMTP:
        return _Talk(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    controller = _Controller(
        server, "127.0.0.1", 0, server_hostname="mail.example.org", enable_SMTPUTF8=False
    )
    controller.start()
    server.port, server.talks = controller.port, 0
    try:
        yield server
    finally:
        controller.stop()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def send_through(settings: Any, port: int, *, timeout: float = 5) -> None:
    """Have Django send by SMTP to this port, as both Djangos are told."""
    values = {
        "EMAIL_BACKEND": BACKEND,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_TIMEOUT": timeout,
    }
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": mailer(values)}
        return
    for name, value in values.items():
        setattr(settings, name, value)


def send_emails() -> str:
    out = StringIO()
    call_command("sendemails", stdout=out)
    return out.getvalue()


def headers(raw: bytes) -> dict[str, str]:
    """The header fields as they stand in the bytes, only unfolded (RFC 5322, 2.2.3): nothing is decoded."""
    head, _, _body = raw.partition(b"\r\n\r\n")
    lines = re.sub(rb"\r\n(?=[ \t])", b"", head).decode("ascii").split("\r\n")
    fields = [line.partition(":")[::2] for line in lines]
    return {name: value.strip() for name, value in fields}
