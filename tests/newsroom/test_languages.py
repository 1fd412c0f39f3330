"""Another language is a catalogue and a line in the settings: no page of a reader keeps a word of English."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.test import Client

from articles.models import Article
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment, ReportReason
from tests import pseudo
from tests.conftest import Comment
from tests.rules import rules

# Words of nobody's language: what languages call themselves, and what addresses, formats, zones are called.
NAMES = ["English", "Français", "Atom", "http", "https", "UTC"]
LABELS = "//@aria-label | //@title | //@alt | //@placeholder | //meta[@name='description']/@content"
TEXTS = "//title/text() | //body//text()[not(ancestor::script)] | //input[@type='submit']/@value"


@pytest.fixture
def article(publish: Callable[..., Article], tmp_path: Path, settings: Any) -> Article:
    pseudo.install(tmp_path, settings)
    off = {"RATE_LIMIT": False, "RULES": rules(too_fast=None), "THREADS_PER_PAGE": 2, "COMMENTS_PER_PAGE": 3}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **off}
    words = {name: pseudo.pseudo(f"The {name} of it") for name in ("headline", "summary", "author")}
    return publish(language=pseudo.CODE, body=f"<p>{pseudo.pseudo('Ships')}</p>", **words)


def untranslated(page: str) -> set[str]:
    """The Latin words that a reader of the page sees or hears."""
    tree = lxml.html.fromstring(page)
    text = " ".join(map(str, [*tree.xpath(LABELS), *tree.xpath(TEXTS)]))
    return {word for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", text) if word not in NAMES}


@pytest.fixture
def pages(article: Article, comment: Comment, client: Client) -> Iterator[tuple[str, str]]:
    """Every page that a reader can meet, under a name."""

    def said(text: str, **fields: Any) -> ReaderComment:
        return comment(pseudo.pseudo(text), name=pseudo.pseudo("Ada"), target=article, **fields)

    def get(path: str) -> str:
        return client.get(path, follow=True).content.decode()

    def post(path: str, **fields: str) -> str:
        return client.post(path, fields, follow=True).content.decode()

    target = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    path, words = article.get_absolute_url(), pseudo.pseudo("Words of mine")

    def walk() -> Iterator[tuple[str, str]]:
        yield "empty", get(path)
        first = said("First")
        reply = said("Reply", parent=first)
        ReaderComment.objects.filter(pk=reply.pk).update(by_staff=True, edited=True)
        threads = [said(f"Thread {'x' * number}") for number in range(1, 4)]
        for number in range(3):
            said(f"More {'y' * number}", parent=first)
        yield "article", get(path)
        yield "second page", get(f"{path}?comments=2")
        yield "thread", get(f"{path}?thread={first.pk}")
        yield "reply", get(f"{path}?reply_to={first.pk}")
        yield "parent gone", get(f"{path}?reply_to=99999")
        yield "errors", post("/comments/post/", **target, comment=" ", name="", email="x")
        fields = {"comment": words, "name": pseudo.pseudo("Bob"), "email": "bob@example.org"}
        yield "private", post("/comments/post/", **target, **fields)
        yield "double click", post("/comments/post/", **target, **fields)
        yield "own, published", get(signed_links.reader_page(first))
        held = signed_links.reader_page(ReaderComment.objects.latest("pk"))
        yield "edit", get(f"{held}edit/")
        yield "edit, errors", post(f"{held}edit/", comment=" ")
        yield "withdraw", get(f"{held}withdraw/")
        yield "confirmation asked", post(f"{held}confirm/")
        yield "confirmation", get(signed_links.confirmation(threads[0]))
        yield "report", get(f"/comments/{first.pk}/report/")
        yield "report, errors", post(f"/comments/{first.pk}/report/")
        yield "reported", post(f"/comments/{first.pk}/report/", reason=ReportReason.ABUSE)
        yield "missing", get(f"/{pseudo.CODE}/nowhere/")
        yield "front", get(f"/{pseudo.CODE}/")
        Discussion.objects.update(state="closed")
        yield "closed", get(path)
        yield "refused", post("/comments/post/", **target, **fields)
        Discussion.objects.update(state="hidden")
        yield "hidden", get(path)

    return walk()


def test_no_page_keeps_an_english_word(pages: Iterator[tuple[str, str]]) -> None:
    found = {name: untranslated(page) for name, page in pages}
    assert len(found) == 23
    assert {name: words for name, words in found.items() if words} == {}


def test_the_page_and_the_section_run_from_right_to_left(article: Article, client: Client) -> None:
    tree = lxml.html.fromstring(client.get(article.get_absolute_url()).content)
    places = [tree, tree.get_element_by_id("comments")]
    assert [(place.get("lang"), place.get("dir")) for place in places] == [(pseudo.CODE, "rtl")] * 2


def test_english_is_seen() -> None:
    assert untranslated('<title>One</title><p title="two">three <b>four</b></p>') == {
        *("One", "two", "three", "four")
    }
