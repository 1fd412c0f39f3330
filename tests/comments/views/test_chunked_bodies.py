"""A form whose body comes in chunks, over a real socket, to the servers that the site runs on."""

import re
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from comments.models import ReaderComment
from tests.processes import gunicorn

POST = "/comments/post/"


@pytest.fixture(params=["gunicorn", "live server"])
def port(request: Any, transactional_db: None) -> Iterator[int]:
    if request.param == "live server":
        yield request.getfixturevalue("live_server").thread.port
        return
    with gunicorn("127.0.0.1:0", said=[]) as line:
        yield int(re.findall(r":(\d+)", line)[-1])


def ask(port: int, path: str, body: bytes, *headers: str) -> tuple[int, str]:
    """What a server answers first to these very bytes."""
    head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: fr", *headers]
    head += ["Content-Type: application/x-www-form-urlencoded", "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as site:
        site.sendall("\r\n".join(head).encode() + body)
        answer = HTTPResponse(site)
        answer.begin()
        page = answer.read().decode()
    return answer.status, html.fromstring(page).xpath("string(//h1)") if page else ""


def in_chunks(body: bytes) -> bytes:
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


def test_it_is_said_that_nothing_could_be_read_and_a_form_with_its_length_is_taken(
    port: int, fields: Any
) -> None:
    body = urlencode(fields(comment="Long words. " * 50)).encode()
    for path in (POST, "/comments/preview/", "/comments/1/report/"):
        answer = ask(port, path, in_chunks(body), "Transfer-Encoding: chunked")
        assert answer == (411, "Votre envoi n’a pas pu être lu.")
    assert ReaderComment.objects.count() == 0
    assert ask(port, POST, body, f"Content-Length: {len(body)}") == (302, "")
    assert ReaderComment.objects.count() == 1


@pytest.mark.django_db
def test_what_a_server_has_put_together_is_taken(fields: Any, client: Client) -> None:
    """As some do; the header then says no more than how it came."""
    assert client.post(POST, fields(), HTTP_TRANSFER_ENCODING="chunked").status_code == 302


@pytest.mark.django_db
def test_words_that_could_be_read_are_kept(fields: Any, client: Client) -> None:
    answer = client.post(POST, fields(email="ada@host"), HTTP_TRANSFER_ENCODING="chunked")
    page = html.fromstring(answer.content.decode())
    assert (answer.status_code, page.xpath("//textarea/text()")) == (422, ["\nI read this twice."])
