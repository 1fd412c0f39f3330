"""The site's name, wherever the site says it."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from articles.models import Article

NAME = "The Courier & Sons"


@pytest.fixture
def named(settings: Any) -> None:
    settings.SITE_NAME = NAME


def test_an_articles_page_names_it_in_title_masthead_and_structured_data(
    client: Client, article: Article, named: None
) -> None:
    page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
    assert page.findtext("head/title") == f"{article.headline} – {NAME}"
    assert page.xpath("//meta[@property='og:site_name']/@content") == [NAME]
    masthead, colophon = page.xpath("//header[@class='masthead']//p/a/text() | //footer//a[1]/text()")
    assert (masthead, colophon) == (NAME, NAME)


def test_a_french_page_of_comments_names_it_after_a_french_colon_and_leads_to_the_french_edition(
    client: Client, publish: Any, named: None
) -> None:
    article = publish(language="fr", slug="bac", headline="Le bac")
    sent = {"content_type": "newsroom_articles.article", "object_pk": article.pk, "comment": ""}
    page = html.fromstring(client.post("/comments/post/", sent).content.decode())
    assert page.findtext("head/title") == f"Laisser un commentaire\xa0: Le bac – {NAME}"
    assert page.xpath("//header//p/a/@href | //footer//a[last()]/@href") == ["/fr/", "/fr/atom.xml"]
    assert page.xpath("//header//a[@aria-current]/text()") == ["Français"]


@pytest.mark.django_db
def test_the_front_page_is_titled_by_it(client: Client, named: None) -> None:
    assert html.fromstring(client.get("/").content.decode()).findtext("head/title") == NAME


def test_a_page_for_errors_names_it_without_a_request(named: None) -> None:
    assert html.fromstring(render_to_string("500.html")).findtext("head/title").endswith(f" – {NAME}")


def test_nobodys_own_name_is_said_in_the_pages_language(client: Client, article: Article) -> None:
    titles = [
        html.fromstring(client.get(path).content.decode()).findtext("head/title") for path in ("/", "/fr/")
    ]
    assert titles == ["Newsroom", "Derniers articles – La Rédaction"]
