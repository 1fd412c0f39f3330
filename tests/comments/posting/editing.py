"""The form in which an author changes a comment, and what it answers."""

from typing import Any

from django.test import Client

from comments.mail import signed_links
from comments.models import ReaderComment

from ..answers import page_of


def path(stored: ReaderComment) -> str:
    return signed_links.reader_page(stored) + "edit/"


def save(stored: ReaderComment, text: str, revision: Any = None, **headers: str) -> Any:
    sent = {"comment": text, "revision": revision or stored.revision}
    return Client().post(path(stored), sent, headers=headers)


def problem(response: Any) -> str:
    [block] = page_of(response).xpath("//*[@id='reply-problems']")
    return " ".join(block.text_content().split())


def typed(response: Any) -> str:
    return str(page_of(response).xpath("string(//textarea)")).lstrip("\n")
