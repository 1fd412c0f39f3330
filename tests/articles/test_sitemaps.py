"""Sitemaps, held to the schemas of sitemaps.org and of Google News."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles import sitemaps
from articles.models import Article, Credit, Person, Section
from articles.stories import page_of

Publish = Callable[..., Article]
SCHEMAS = Path(__file__).parent / "schemas"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOSTILE = "Tea</news:title><script>&\x0b\u2028]]>"


@pytest.fixture(scope="module")
def schema() -> Any:
    schema = xmlschema.XMLSchema10(SCHEMAS / "sitemap.xsd", build=False)
    schema.import_schema(NAMES["n"], str(SCHEMAS / "news.xsd"))
    schema.build()
    return schema


@pytest.fixture
def read(schema: Any) -> Callable[[str], etree._Element]:
    """A sitemap that is valid."""

    def ask(path: str) -> etree._Element:
        response = Client().get(path, headers={"host": "localhost"})
        assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
        assert "public" in response["Cache-Control"]
        schema.validate(response.content.decode())
        return etree.fromstring(response.content)

    return ask


def texts(tree: etree._Element, path: str) -> list[str]:
    return [str(text) for text in tree.xpath(path, namespaces=NAMES)]


def test_the_schemas_tell_a_fault(schema: Any) -> None:
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(f'<urlset xmlns="{NAMES["s"]}"><url><loc>/en/</loc></url></urlset>')


def test_the_index_names_each_sitemap_with_its_last_change(
    publish: Publish, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps.ArticleSitemap, "limit", 2)
    articles = [publish(slug=f"n-{number}", pub_date=timezone.now()) for number in range(3)]
    publish(slug="draft", status=Article.Status.DRAFT)
    index = read("/sitemap.xml")
    own = [address for address in texts(index, "//s:loc/text()") if "articles" in address]
    assert own == [f"http://localhost/sitemap-articles.xml{page}" for page in ("", "?p=2")]
    last = max(article.last_modified for article in articles[:2])
    assert texts(index, "//s:lastmod/text()")[0] == last.isoformat()
    found = [address for path in own for address in texts(read(path[16:]), "//s:loc/text()")]
    assert found == [f"http://localhost/en/n-{number}/" for number in range(3)]


def test_an_empty_newsroom_has_an_empty_index(db: None, read: Callable[..., Any]) -> None:
    assert texts(read("/sitemap.xml"), "//s:loc/text()") == []
    assert texts(read("/sitemap-news.xml"), "//s:loc/text()") == []


def test_lists_are_named_where_something_public_is_in_them(
    publish: Publish, read: Callable[..., Any]
) -> None:
    ada, bob = (Person.objects.create(name=name, slug=name) for name in ("ada", "bob"))
    news = Section.objects.create(language="en", name="News", slug="news")
    Section.objects.create(language="en", name="Empty", slug="empty")
    article = publish(section=news)
    Credit.objects.create(article=article, person=ada)
    Credit.objects.create(article=publish(slug="d", status=Article.Status.DRAFT), person=bob)
    expected = {"sections": page_of(news), "people": page_of(ada), "topics": ""}
    named = [address[16:] for address in texts(read("/sitemap.xml"), "//s:loc/text()")]
    assert named == ["/sitemap-articles.xml"] + [
        f"/sitemap-{kind}.xml" for kind in ("sections", "people") if expected[kind]
    ]
    for kind, address in expected.items():
        listed = texts(read(f"/sitemap-{kind}.xml"), "//s:loc/text()")
        assert listed == ([f"http://localhost{address}"] if address else [])


@pytest.mark.parametrize("path", ["/sitemap-x.xml", "/sitemap-articles.xml?p=2", "/sitemap-articles.xml?p=x"])
def test_a_sitemap_that_is_not_there_is_a_404(path: str, article: Article) -> None:
    assert Client().get(path).status_code == 404


def test_news_are_of_two_days_and_a_thousand_at_most(
    publish: Publish,
    read: Callable[..., Any],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    settings.SITE_NAME = "The “Courier” & Co"
    now = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    for number in range(4):
        publish(slug=f"n-{number}", pub_date=now - timedelta(hours=number), headline=HOSTILE)
    publish(slug="port", language="fr", pub_date=now - timedelta(hours=48))
    publish(slug="old", pub_date=now - timedelta(hours=48, seconds=1))
    publish(slug="soon", pub_date=now + timedelta(seconds=1))
    with django_assert_num_queries(1):
        news = read("/sitemap-news.xml")
    numbers = [f"http://localhost/en/n-{number}/" for number in range(4)]
    assert texts(news, "//s:loc/text()") == [*numbers, "http://localhost/fr/port/"]
    assert texts(news, "//n:language/text()") == ["en"] * 4 + ["fr"]
    assert {*texts(news, "//n:name/text()")} == {"The “Courier” & Co"}
    assert texts(news, "//n:title/text()")[0] == "Tea</news:title><script>& ]]>"
    assert texts(news, "//n:publication_date/text()")[1] == "2026-03-04T11:00:00+00:00"
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 3)
    assert texts(read("/sitemap-news.xml"), "//s:loc/text()") == numbers[:3]
