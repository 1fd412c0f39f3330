"""Slow clients, and a thousand connections at once, with no proxy in front that would wait for them."""

import socket
from collections import Counter
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest

from ...comments.conftest import good_reply
from ..conftest import Found, Judge
from ..newspapers import Newspaper
from ..serving import PATIENCE, Address
from ..stream import Answer, Stream

pytestmark = pytest.mark.faults
# Of each of the two workers. A slow client keeps one busy, and a worker goes on taking connections.
THREADS = ("--threads", "16")
SLOW = 12
CONNECTIONS = 1_000


def connect(site: Address) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), PATIENCE)


def head(method: str, target: str, **headers: str) -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def whole_answer(connection: socket.socket, most: int = 65_536) -> bytes:
    answer = b""
    while part := connection.recv(most):
        answer += part
    return answer


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def is_whole(answer: bytes) -> bool:
    return answer.rstrip().endswith((b"</html>", b"</feed>"))


def test_slow_clients(newspaper: Newspaper, site: Address, judge: Judge, found: Found) -> None:
    site.serve(newspaper.environment(), *THREADS)
    posts = [slow_post(newspaper, reader) for reader in range(SLOW)]
    steps = 15
    with (
        ExitStack() as opened,
        Stream(newspaper, [site.port], readers=2, pages=[newspaper.page, "/"]) as stream,
    ):
        stream.await_posts(4)
        clients = [opened.enter_context(connect(site)) for _post in posts]
        for step in range(steps):
            for client, post in zip(clients, posts, strict=True):
                size = -(-len(post) // steps)
                client.sendall(post[step * size : (step + 1) * size])
            # The others are answered in the meantime.
            stream.await_posts(1)
        # Slow to read, too: some bytes at a time.
        told = [status_of(whole_answer(client, 100)) for client in clients]
    stream.answers += [Answer("post", status, f"t{1000 + n}x0") for n, status in enumerate(told)]
    ledger = judge(stream)
    found(f"of them slow: {dict(Counter(told))}")
    assert told == [302] * SLOW
    assert ledger.faults() == []
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302}, {200})


def slow_post(newspaper: Newspaper, reader: int) -> bytes:
    text = f"A slow reader says t{1000 + reader}x0, letter by letter."
    fields = good_reply(newspaper.article, comment=text, name=f"Slow {reader}", email="slow@example.org")
    body = urlencode(fields).encode()
    kind = "application/x-www-form-urlencoded"
    return head("POST", "/comments/post/", Content_Type=kind, Content_Length=str(len(body))) + body


def test_a_thousand_connections(newspaper: Newspaper, site: Address, judge: Judge, found: Found) -> None:
    site.serve(newspaper.environment(), *THREADS)
    asked = head("GET", newspaper.page)
    with ExitStack() as opened, Stream(newspaper, [site.port]) as stream:
        stream.await_posts(2)
        clients = [opened.enter_context(connect(site)) for _ in range(CONNECTIONS)]
        for client in clients:
            client.sendall(asked)
        answers = [whole_answer(client) for client in clients]
        stream.await_posts(2)
    ledger = judge(stream)
    told = Counter((status_of(answer), is_whole(answer)) for answer in answers)
    found(f"on {CONNECTIONS} connections, status and whether the page was whole: {dict(told)}")
    assert ledger.faults() == []
    assert ledger.statuses("post") == {302}
    assert told == {(200, True): CONNECTIONS}
