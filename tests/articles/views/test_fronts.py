from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.models import Article, Placement, Section

Publish = Callable[..., Article]
HEADLINES = "//article//*[self::h2 or self::h3]/a/text()"


@pytest.fixture
def dated(publish: Publish) -> Callable[..., list[Article]]:
    """So many articles, named by their numbers, the newest first."""

    def make(number: int, **fields: Any) -> list[Article]:
        start = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        return [
            publish(slug=f"n-{n}", headline=f"{n}", pub_date=start - timedelta(hours=n), **fields)
            for n in range(number)
        ]

    return make


def headlines(client: Client, path: str) -> list[str]:
    return [text.strip() for text in html.fromstring(client.get(path).content.decode()).xpath(HEADLINES)]


def test_the_front_page_lists_every_language_in_the_sites_own(client: Client, publish: Publish) -> None:
    publish()
    publish(language="fr", slug="port", headline="Le port rouvre lundi", summary="Enfin.")
    page = html.fromstring(client.get("/").content)
    assert page.get("lang") == "en"
    assert [article.get("lang") for article in page.iter("article")] == ["fr", "en"]
    assert page.xpath(HEADLINES) == ["Le port rouvre lundi", "The harbour opens on Monday"]
    assert page.xpath("//p[@class='summary']/text()") == ["Enfin.", "Ships were waiting."]
    assert len(page.xpath("//article//time[@datetime]")) == 2


def test_an_edition_lists_its_language_in_that_language(client: Client, publish: Publish) -> None:
    publish()
    publish(language="fr", slug="port", headline="Le port rouvre lundi")
    page = html.fromstring(client.get("/fr/").content)
    assert page.get("lang") == "fr"
    assert page.xpath(HEADLINES) == ["Le port rouvre lundi"]
    assert page.xpath("//nav//a[@aria-current='page']/text()") == ["Français"]
    assert page.xpath("//p[@class='site-name']/a/@href") == ["/fr/"]


def test_an_edition_without_articles_says_so(client: Client, db: None) -> None:
    assert "Nothing is published here yet." in client.get("/en/").content.decode()


def test_a_front_page_describes_itself_by_what_it_begins_with(client: Client, dated: Any) -> None:
    dated(3)
    Article.objects.filter(slug="n-0").update(short_headline='A "short" one')
    descriptions = html.fromstring(client.get("/en/").content).xpath("//meta[@name='description']/@content")
    assert descriptions == ['A "short" one · 1 · 2']


def test_older_articles_are_on_further_pages(client: Client, dated: Any) -> None:
    dated(21)
    first, second = (html.fromstring(client.get("/", {"page": page}).content) for page in (1, 2))
    assert [len(list(page.iter("article"))) for page in (first, second)] == [20, 1]
    assert first.xpath("//nav[@class='pages']/a/@href") == ["?page=2"]
    assert second.xpath("//nav[@class='pages']/a/@href") == ["?page=1"]
    addresses = [page.xpath("//link[@rel='canonical']/@href") for page in (first, second)]
    assert addresses == [["http://testserver/"], ["http://testserver/?page=2"]]


@pytest.mark.parametrize(
    "page", ["0", "-1", "2", "x", "9" * 5000, "NaN", "1e999", "٣", "١", "01", "+1", " 1", "1.0", ""]
)
def test_a_page_that_is_not_there_is_a_404(page: str, client: Client, article: Article) -> None:
    assert client.get("/", {"page": page}).status_code == 404


def test_the_placed_stand_by_their_numbers_and_the_newest_fill_the_rest(client: Client, dated: Any) -> None:
    articles = dated(23)
    Placement.objects.create(language="en", position=2, article=articles[21])
    Placement.objects.create(language="en", position=1, article=articles[3])
    everything = headlines(client, "/en/") + headlines(client, "/en/?page=2")
    assert everything == ["3", "21", *(str(n) for n in range(23) if n not in {3, 21})]
    # The page of all languages is nobody's to arrange.
    assert headlines(client, "/")[:2] == ["0", "1"]


def test_a_place_is_given_up_when_its_time_has_come_or_its_article_is_gone(
    client: Client, dated: Any
) -> None:
    articles = dated(4)
    now = timezone.now()
    Placement.objects.create(language="en", position=1, article=articles[3], until=now - timedelta(hours=1))
    Placement.objects.create(language="en", position=2, article=articles[2], until=now + timedelta(hours=1))
    Placement.objects.create(language="en", position=3, article=articles[1])
    articles[1].status = Article.Status.WITHDRAWN
    articles[1].save()
    assert headlines(client, "/en/") == ["2", "0", "3"]


def test_what_follows_the_first_stands_with_its_section_in_their_order(client: Client, dated: Any) -> None:
    news, culture = (
        Section.objects.create(language="en", name=name, slug=name.lower(), position=position)
        for position, name in enumerate(["News", "Culture"])
    )
    books = Section.objects.create(language="en", name="Books", slug="books", parent=culture)
    articles = dated(10)
    for number, section in {6: culture, 7: books, 8: news}.items():
        articles[number].section = section
        articles[number].save()
    page = html.fromstring(client.get("/en/").content.decode())
    blocks = {
        "".join(block.xpath("h2//text()")).strip(): block.xpath(".//h3/a/text()")
        for block in page.xpath("//section[@class='block']")
    }
    assert blocks == {"News": ["8"], "Culture": ["6", "7"], "More articles": ["5", "9"]}
    assert [*blocks] == ["News", "Culture", "More articles"]
    assert page.xpath("//nav[@class='sections']//a/@href") == ["/en/section/news/", "/en/section/culture/"]


def test_the_short_headline_is_for_lists(client: Client, publish: Publish) -> None:
    publish(short_headline="Harbour reopens")
    assert headlines(client, "/en/") == ["Harbour reopens"]
