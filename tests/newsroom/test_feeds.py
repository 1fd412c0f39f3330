"""What all feeds of the site have in common."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from articles.models import Article

from ..atom import faults, texts
from ..conftest import Comment

PUBLIC = "public, s-maxage=30, stale-while-revalidate=30"


@pytest.fixture(params=[True, False], ids=["full", "empty"])
def feeds(
    request: pytest.FixtureRequest, article: Article, publish: Callable[..., Article], comment: Comment
) -> Any:
    """Their addresses; full ones, or with nothing in them but an article without comments."""
    article.author = "Ann Lee"
    article.save()
    if request.param:
        publish(language="fr", slug="port", headline="Le port rouvre")
        first = comment("One <b>bold</b> word: 1 < 2 & 3.")
        comment("Two.", name="Bob", email="bob@example.org", parent=first)
    return [
        *("/atom.xml", "/en/atom.xml", "/fr/atom.xml", "/comments/atom.xml"),
        f"/comments/atom/newsroom_articles.article/{article.pk}/",
    ]


def test_every_feed_is_atom_and_says_the_sites_name(client: Client, feeds: list[str], settings: Any) -> None:
    settings.SITE_NAME = "The Courier"
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"SITE_NAME": "The Courier"}
    for path in feeds:
        response = client.get(path, headers={"host": "localhost:8000"})
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        atom = etree.fromstring(response.content)
        assert faults(atom) == []
        assert texts(atom, "a:author/a:name/text()") == ["The Courier"]
        assert [title.partition(" – ")[0] for title in texts(atom, "a:title/text()")] == ["The Courier"]


def test_no_feed_has_the_id_of_another_or_of_an_entry(client: Client, feeds: list[str]) -> None:
    atoms = [etree.fromstring(client.get(path).content) for path in feeds]
    ids = [text for atom in atoms for text in texts(atom, "a:id/text()")]
    assert ids == [f"http://testserver{path}" for path in feeds]
    assert {*ids} & {text for atom in atoms for text in texts(atom, "a:entry/a:id/text()")} == set()


@pytest.mark.parametrize("ask", [Client.get, Client.head])
def test_every_feed_may_be_kept_and_is_not_sent_again(
    ask: Callable[..., Any], client: Client, feeds: list[str]
) -> None:
    for path in feeds:
        first = ask(client, path)
        assert (first.status_code, first["Cache-Control"]) == (200, PUBLIC)
        again = ask(client, path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], PUBLIC)
        assert client.post(path).status_code == 405
