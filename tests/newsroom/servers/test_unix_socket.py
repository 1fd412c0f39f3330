"""gunicorn behind a proxy that reaches it over a Unix socket, where no request has an address."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from articles.models import Article
from comments.models import ReaderComment, Report

from ...conftest import Comment
from ...processes import gunicorn

# What nginx adds to, and what two readers sent who had no part in it.
ADA, BOB = "203.0.113.5, 192.0.2.7", "198.51.100.4, 10.0.0.2"
Ask = Callable[..., bytes]


@contextmanager
def served(trusted: str, said: list[str]) -> Iterator[Ask]:
    """The site on a socket, asked by raw HTTP; what it logs is in ``said`` when it has stopped."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "site"
        with gunicorn(f"unix:{path}", said, TRUSTED_PROXIES=trusted):
            yield lambda *sent, **fields: ask(path, *sent, **fields)


def ask(path: Path, address: str, forwarded: str, **fields: str) -> bytes:
    """The status line of the answer to a post that the proxy hands on."""
    body = urlencode(fields)
    lines = [
        f"POST {address} HTTP/1.1",
        "Host: localhost",
        f"X-Forwarded-For: {forwarded}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    with socket.socket(socket.AF_UNIX) as proxy:
        proxy.connect(str(path))
        proxy.sendall("\r\n".join([*lines, "", body]).encode())
        with proxy.makefile("rb") as answer:
            return answer.readline().strip()


def post(article: Article, name: str) -> dict[str, str]:
    place = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    return place | {"comment": f"Says {name}.", "name": name, "email": f"{name}@example.org", "honeypot": ""}


@pytest.mark.parametrize(
    ("trusted", "networks", "reports", "warnings"),
    [
        ("unix, 10.0.0.0/8", ["192.0.2.0/24", "198.51.100.0/24"], 2, 0),
        ("10.0.0.0/8", ["", ""], 1, 1),
    ],
)
def test_two_readers_are_two_where_the_socket_is_trusted(
    trusted: str,
    networks: list[str],
    reports: int,
    warnings: int,
    transactional_db: None,
    article: Article,
    comment: Comment,
) -> None:
    reported, said = comment(), list[str]()
    with served(trusted, said) as ask:
        answers = [
            ask("/comments/post/", forwarded, **post(article, name))
            for name, forwarded in (("ada", ADA), ("bob", BOB))
        ]
        answers += [
            ask(f"/comments/{reported.pk}/report/", forwarded, reason="abuse", text="", honeypot="")
            for forwarded in (ADA, BOB)
        ]
    assert answers == [b"HTTP/1.1 302 Found"] * 4
    posted = ReaderComment.objects.exclude(pk=reported.pk).order_by("pk")
    assert [*posted.values_list("network", flat=True)] == networks
    assert Report.objects.count() == reports
    assert sum("without an address, as over a Unix socket" in line for line in said) == warnings
