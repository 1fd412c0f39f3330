from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from articles.models import Article

Publish = Callable[..., Article]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: Client, path: str) -> etree._Element:
    response = client.get(path, headers={"host": "localhost"})
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(text) for text in element.xpath(path, namespaces=ATOM)]


@pytest.fixture
def articles(publish: Publish) -> None:
    publish(author="Ann Lee", summary="At last.")
    publish(language="fr", slug="port", headline="Le port rouvre")
    publish(slug="draft", status=Article.Status.DRAFT)


def test_the_feed_of_all_names_what_is_published_in_every_language(client: Client, articles: None) -> None:
    atom = feed(client, "/atom.xml")
    assert texts(atom, "a:entry/a:title/text()") == ["Le port rouvre", "The harbour opens on Monday"]
    assert texts(atom, "a:entry/a:summary/text()") == ["Ships were waiting.", "At last."]
    assert texts(atom, "a:entry/a:author/a:name/text()") == ["Ann Lee"]


def test_an_editions_feed_speaks_its_language(client: Client, articles: None) -> None:
    atom = feed(client, "/fr/atom.xml")
    assert texts(atom, "a:entry/a:title/text()") == ["Le port rouvre"]
    assert texts(atom, "a:title/text()") == ["La Rédaction – Derniers articles"]
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


@pytest.mark.parametrize(("name", "shown"), [("The Courier", "The Courier"), (None, "localhost")])
def test_a_feed_names_its_site_and_lets_it_answer_for_what_nobody_signed(
    name: str | None, shown: str, client: Client, articles: None, settings: Any
) -> None:
    """A host that says no name has still to name somebody (RFC 4287, 4.1.1)."""
    del settings.SITE_NAME
    if name:
        settings.SITE_NAME = name
    atom = feed(client, "/en/atom.xml")
    assert texts(atom, "a:title/text()") == [f"{shown} – Latest articles"]
    assert texts(atom, "a:author/a:name/text()") == [shown]


def test_every_link_is_on_the_host_asked(client: Client, articles: None) -> None:
    assert texts(feed(client, "/en/atom.xml"), "//a:link/@href") == [
        "http://localhost/en/",
        "http://localhost/en/atom.xml",
        "http://localhost/en/harbour/",
    ]


def test_a_feed_without_articles_is_a_feed(client: Client, db: None) -> None:
    assert texts(feed(client, "/atom.xml"), "a:entry/a:title/text()") == []


def test_a_control_character_breaks_no_feed(client: Client, publish: Publish) -> None:
    publish(headline="Bell\x07 <b>", author="A\x1fnn", summary="In\x0b\x00 short".replace("\x00", ""))
    atom = feed(client, "/atom.xml")
    assert texts(atom, "a:entry/a:title/text()") == ["Bell <b>"]
    assert texts(atom, "a:entry/a:summary/text()") == ["In short"]
