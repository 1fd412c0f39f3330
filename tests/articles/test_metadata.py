"""What machines read of an article's page: JSON-LD, Open Graph, hreflang, feeds' readers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html
from pyld import jsonld

from articles import metadata
from articles.models import Article, Correction, Credit, Person, Section, Topic
from articles.stories import Story, page_of

from ..conftest import Comment
from ..project.documents import names, rows
from .newspaper import HOSTILE, Newspaper, picture

Publish = Callable[..., Article]
SCHEMA = "https://schema.org/"
HOST = "http://testserver"
# What the context of schema.org says of the words used here: which are addresses, and dates.
CONTEXT = {
    "@vocab": SCHEMA,
    **{
        name: {"@type": "@id"}
        for name in ("url", "mainEntityOfPage", "item", "translationOfWork", "workTranslation")
    },
    **{name: {"@type": "DateTime"} for name in ("datePublished", "dateModified", "dateCreated")},
}


@pytest.fixture
def article(paper: Newspaper) -> Article:
    """What is commented on."""
    return paper.article


def page(path: str = "/en/harbour/") -> html.HtmlElement:
    return html.fromstring(Client().get(path).content)


def local(url: str, _options: Any = None) -> dict[str, Any]:
    """The context of schema.org, without asking anybody for it."""
    assert url == SCHEMA.removesuffix("/")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def data(path: str = "/en/harbour/") -> dict[str, dict[str, Any]]:
    """What a JSON-LD processor makes of a page: each node by its type, with the words of schema.org."""
    (block,) = page(path).xpath("//script[@type='application/ld+json']/text()")
    options = {"documentLoader": local}
    expanded = jsonld.expand(json.loads(block), options)
    nodes = jsonld.compact(expanded, {"@context": CONTEXT}, options | {"graph": True})["@graph"]
    return {node["@type"]: node for node in nodes}


def tags(path: str = "/en/harbour/") -> dict[str, list[str]]:
    """An Open Graph parser: the properties of the head, each with its values in order."""
    found: dict[str, list[str]] = {}
    for tag in page(path).xpath("//head/meta[@property]"):
        found.setdefault(tag.get("property"), []).append(tag.get("content"))
    return found


def present(**node: Any) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}


def absolute(path: str) -> str:
    return f"{HOST}{path}" if path else ""


# --- JSON-LD ------------------------------------------------------------------------------------------------


def test_a_story_is_a_news_article_to_a_json_ld_processor(
    paper: Newspaper, comment: Comment, settings: Any
) -> None:
    settings.SITE_NAME = "The Courier"
    Article.objects.filter(pk=paper.article.pk).update(revised_at=datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
    stored = comment("One <b>bold</b> word: 1 < 2 & 3.")
    sizes = {"1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
    ada = absolute(page_of(paper.ada))
    assert data()["NewsArticle"] == {
        "@id": f"{HOST}/en/harbour/",
        "@type": "NewsArticle",
        "url": f"{HOST}/en/harbour/",
        "mainEntityOfPage": f"{HOST}/en/harbour/",
        "headline": "The harbour opens on Monday",
        "description": "In short.",
        "inLanguage": "en",
        "datePublished": "2026-03-02T09:30:00+00:00",
        "dateModified": "2026-03-04T08:00:00+00:00",
        "author": present(
            **{"@id": ada, "@type": "Person", "url": ada},
            name="Ada Lovelace",
            description="Writes of ships.",
        ),
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Courier", "url": f"{HOST}/"},
        "articleSection": ["News", "Harbours"],
        "keywords": "Ships",
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{HOST}/media/newsroom/pictures/quay-{kind}.jpg",
                "width": width,
                "height": height,
                "caption": "The quay, empty",
                "creditText": "Agency",
            }
            for kind, (width, height) in sizes.items()
        ],
        "correction": {
            "@type": "CorrectionComment",
            "text": "It opens on Tuesday.",
            "datePublished": "2026-03-04T08:00:00+00:00",
        },
        "workTranslation": {
            "@id": f"{HOST}/fr/port/",
            "@type": "NewsArticle",
            "url": f"{HOST}/fr/port/",
            "inLanguage": "fr",
        },
        "commentCount": 1,
        "comment": {
            "@type": "Comment",
            "url": f"{HOST}/comments/{stored.pk}/",
            "author": {"@type": "Person", "name": "Ada"},
            "dateCreated": stored.submitted.isoformat(timespec="seconds"),
            "text": "One bold word: 1 < 2 & 3.",
        },
    }
    assert data("/fr/port/")["NewsArticle"]["translationOfWork"]["url"] == f"{HOST}/en/harbour/"


def test_the_way_to_a_story_leads_through_its_sections(paper: Newspaper, settings: Any) -> None:
    settings.SITE_NAME = "The Courier"
    items = data()["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item.get("item", "")) for item in items] == [
        (1, "The Courier", f"{HOST}/en/"),
        (2, "News", absolute(page_of(paper.news))),
        (3, "Harbours", absolute(page_of(paper.harbours))),
        (4, "The harbour opens on Monday", f"{HOST}/en/harbour/"),
    ]


def test_a_bare_story_says_what_it_can(publish: Publish, settings: Any) -> None:
    settings.SITE_NAME = "The Courier"
    publish(slug="bare", author="Ann & Bo")
    node = data("/en/bare/")["NewsArticle"]
    assert node["author"] == {"@type": "Person", "name": "Ann & Bo"}
    assert node["dateModified"] == node["datePublished"]
    assert {"image", "articleSection", "keywords", "correction", "comment"} & {*node} == set()
    assert node["commentCount"] == 0
    # Whoever prints no name answers for it.
    publish(slug="nobody")
    assert data("/en/nobody/")["NewsArticle"]["author"] == node["publisher"]


def test_a_persons_page_says_who_they_are(paper: Newspaper) -> None:
    assert data(paper.ada.address_in("en"))["Person"] == {
        "@type": "Person",
        "@id": f"{HOST}{paper.ada.address_in('en')}",
        "url": f"{HOST}{paper.ada.address_in('en')}",
        "name": "Ada Lovelace",
        "description": "Writes of ships.",
    }


def test_what_google_asks_for_is_there_as_the_documentation_says(paper: Newspaper, comment: Comment) -> None:
    comment("Fine.")
    node = data()["NewsArticle"]
    named = names(rows("docs/articles.md", "Structured data"))
    assert {"author", "author.name", "author.url", "dateModified", "datePublished", "headline", "image"} <= {
        *named
    }
    missing = [name for name in named if not _holds(node, name)]
    assert missing == []


def _holds(node: Any, path: str) -> bool:
    name, _, rest = path.partition(".")
    if isinstance(node, list):
        return all(_holds(one, path) for one in node)
    return name in node and (not rest or _holds(node[name], rest))


def test_a_draft_says_nothing_to_machines(draft: Article) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("eve"))
    preview = html.fromstring(client.get("/en/not-yet/").content)
    assert preview.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert preview.xpath("//script[@type='application/ld+json'] | //meta[@property]") == []


# --- Open Graph and languages -------------------------------------------------------------------------------


def test_a_shared_link_has_a_picture_and_all_its_facts(paper: Newspaper, settings: Any) -> None:
    settings.SITE_NAME = "The Courier"
    author = absolute(page_of(paper.ada))
    assert tags() == present(
        **{
            "og:type": ["article"],
            "og:site_name": ["The Courier"],
            "og:title": ["The harbour opens on Monday"],
            "og:description": ["In short."],
            "og:url": [f"{HOST}/en/harbour/"],
            "og:locale": ["en_US"],
            "og:locale:alternate": ["fr_FR"],
            "og:image": [f"{HOST}/media/newsroom/pictures/quay-card.jpg"],
            "og:image:width": ["1200"],
            "og:image:height": ["630"],
            "og:image:alt": ["A quay"],
            "article:published_time": ["2026-03-02T09:30:00+00:00"],
            "article:modified_time": ["2026-03-04T08:00:00+00:00"],
            "article:section": ["Harbours"],
            "article:author": [author] if author else [],
            "article:tag": ["Ships"],
        }
    )
    head = page()
    assert head.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert head.xpath("//meta[@name='robots']/@content") == ["max-image-preview:large"]
    assert page("/fr/port/").xpath("//meta[@name='twitter:card']/@content") == ["summary"]


@pytest.mark.parametrize("path", ["/en/harbour/", "/fr/port/"])
def test_translations_name_each_other_and_the_one_for_everybody_else(path: str, paper: Newspaper) -> None:
    links = page(path).xpath("//head/link[@rel='alternate'][@hreflang]")
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", f"{HOST}/en/harbour/"),
        ("fr", f"{HOST}/fr/port/"),
        ("x-default", f"{HOST}/en/harbour/"),
    ]
    assert page(path).xpath("//head/link[@rel='canonical']/@href") == [HOST + path]


def test_who_has_no_translation_names_none(paper: Newspaper) -> None:
    Article.objects.filter(pk=paper.translation.pk).update(status=Article.Status.DRAFT)
    assert page().xpath("//link[@hreflang] | //meta[@property='og:locale:alternate']") == []


@pytest.mark.parametrize(
    ("language", "locale", "news"),
    [("fr", "fr_FR", "fr"), ("en-gb", "en_GB", "en"), ("uk", "uk_UA", "uk"), ("zh-tw", "zh_TW", "zh-tw")],
)
def test_others_name_languages_in_their_own_way(language: str, locale: str, news: str) -> None:
    assert (metadata.territorial(language), metadata.news_language(language)) == (locale, news)


# --- Bad input ----------------------------------------------------------------------------------------------


def test_no_text_leaves_its_place(publish: Publish, comment: Comment, settings: Any) -> None:
    """Every field that an editor or a reader fills, at its worst."""
    section = Section.objects.create(language="en", name=HOSTILE, slug="s")
    lead = picture("worst", alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    person = Person.objects.create(name=HOSTILE, slug="p", about=HOSTILE)
    worst = publish(
        slug="worst", headline=HOSTILE, summary=HOSTILE, author=HOSTILE, section=section, lead_picture=lead
    )
    worst.topics.add(Topic.objects.create(language="en", name=HOSTILE, slug="t"))
    Credit.objects.create(article=worst, person=person)
    Correction.objects.create(article=worst, text=HOSTILE)
    publish(slug="related", headline=HOSTILE, section=section)
    comment(HOSTILE, target=worst, name="<script>")
    settings.SITE_NAME = HOSTILE

    text = Client().get("/en/worst/").content.decode()
    assert "<script>alert" not in text
    assert "<!--" not in text
    found = html.fromstring(text)
    # The one block of data; all other scripts are files.
    assert [script.get("type") for script in found.iter("script") if not script.get("src")] == [
        "application/ld+json"
    ]
    node = data("/en/worst/")["NewsArticle"]
    line = HOSTILE.replace("\u2028", "").strip()
    assert (node["headline"], node["author"]["name"], node["keywords"]) == (line, line, line)
    assert node["correction"]["text"] == line
    assert [one["caption"] for one in node["image"]] == [line] * 3
    assert tags("/en/worst/")["og:image:alt"] == [HOSTILE]
    assert found.xpath("//h1/text()") == [HOSTILE]
    feed = feedparser.parse(Client().get("/atom.xml").content)
    assert not feed.bozo
    assert line in {entry.title for entry in feed.entries}


def test_a_story_costs_four_queries(paper: Newspaper, django_assert_num_queries: Callable[..., Any]) -> None:
    article = Article.objects.select_related("section__parent", "lead_picture").get(pk=paper.article.pk)
    with django_assert_num_queries(4):
        story = Story.of(article)
        metadata.news_article(story, absolute)
        metadata.breadcrumbs(story, absolute)
    assert [*map(str, story.related)] == ["Quays are long"]
