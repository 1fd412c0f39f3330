from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path, reverse
from lxml import html

from articles import urls
from articles.models import Article, Credit, Person, Placement, Role, Section, Topic

Publish = Callable[..., Article]
HEADLINES = "//article//*[self::h2 or self::h3]/a/text()"
PATHS = {
    "front": "/fr/",
    "section": "/fr/rubrique/culture/",
    "topic": "/fr/sujet/eau/",
    "person": "/fr/auteur/zoe/",
    "month": "/fr/archives/2026/03/",
    "archive": "/fr/archives/",
    "search": "/fr/recherche/?q=nouvelle",
}


class Paper:
    """A paper in French with something of everything, of any size."""

    def __init__(self, publish: Publish) -> None:
        self.publish = publish
        self.culture = Section.objects.create(
            language="fr", name="Culture", slug="culture", intro="Ce qui se joue."
        )
        self.books = Section.objects.create(language="fr", name="Livres", slug="livres", parent=self.culture)
        self.water = Topic.objects.create(language="fr", name="L’eau", slug="eau", intro="Elle manque.")
        self.zoe = Person.objects.create(name="Zoé Müller", slug="zoe", about="Elle écrit sur tout.")
        self.number = 0

    def print(self, number: int) -> list[Article]:
        return [self.one() for _ in range(number)]

    def one(self, **fields: Any) -> Article:
        self.number += 1
        given = {"slug": f"n-{self.number}", "headline": f"Nouvelle {self.number}", "language": "fr"}
        article = self.publish(
            **given | {"section": self.books if self.number % 2 else self.culture} | fields
        )
        article.topics.add(self.water)
        Credit.objects.create(article=article, person=self.zoe)
        Credit.objects.create(article=article, person=self.zoe, role=Role.PHOTOGRAPHER)
        return article


@pytest.fixture
def paper(publish: Publish) -> Paper:
    return Paper(publish)


def page_at(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_addresses_have_the_words_of_their_language_whatever_language_is_active() -> None:
    found = {
        (kind, language): reverse(f"newsroom_articles:{kind}", args=[language, *rest])
        for kind, *rest in (("section", "x"), ("topic", "x"), ("person", "x"), ("archive",), ("search",))
        for language in ("en", "fr")
    }
    assert found == {
        ("section", "en"): "/en/section/x/",
        ("section", "fr"): "/fr/rubrique/x/",
        ("topic", "en"): "/en/topic/x/",
        ("topic", "fr"): "/fr/sujet/x/",
        ("person", "en"): "/en/author/x/",
        ("person", "fr"): "/fr/auteur/x/",
        ("archive", "en"): "/en/archive/",
        ("archive", "fr"): "/fr/archives/",
        ("search", "en"): "/en/search/",
        ("search", "fr"): "/fr/recherche/",
    }


def test_a_language_that_the_table_lacks_has_the_english_words(settings: Any) -> None:
    settings.LANGUAGES = [("eo", "Esperanto"), ("fr-ca", "Français")]
    assert reverse("newsroom_articles:section", args=["eo", "x"]) == "/eo/section/x/"
    assert reverse("newsroom_articles:section", args=["fr-ca", "x"]) == "/fr-ca/rubrique/x/"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/section/culture/",
        "/en/rubrique/culture/",
        "/en/section/culture/",
        "/fr/rubrique/x/",
        "/fr/sujet/x/",
        "/fr/auteur/x/",
        "/en/author/zoe/",
        "/xx/section/culture/",
        "/fr/archives/2026/04/",
        "/fr/archives/2026/13/",
        "/fr/archives/0000/01/",
        "/fr/rubrique/culture/?page=2",
        "/fr/recherche/?q=nouvelle&page=9",
        "/fr/archives/2026/03/?page=x",
    ],
)
def test_what_is_not_there_is_a_404(path: str, client: Client, paper: Paper) -> None:
    paper.print(1)
    assert client.get(path).status_code == 404


def test_a_section_has_its_own_articles_and_those_of_the_sections_below(client: Client, paper: Paper) -> None:
    paper.print(2)
    paper.one(section=None)
    page = page_at(client, PATHS["section"])
    assert page.xpath(HEADLINES) == ["Nouvelle 2", "Nouvelle 1"]
    assert page.xpath("//h1/text() | //header[@class='about']/p/text()") == ["Culture", "Ce qui se joue."]
    assert page.xpath("//nav[@class='below']//a/@href") == ["/fr/rubrique/livres/"]
    assert page.xpath("//nav[@class='sections']//a[@aria-current='page']/text()") == ["Culture"]
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["/fr/rubrique/culture/atom.xml"]
    below = page_at(client, "/fr/rubrique/livres/")
    assert below.xpath(HEADLINES) == ["Nouvelle 1"]
    assert below.xpath("//p[@class='kicker']/a/@href")[:1] == ["/fr/rubrique/culture/"]


def test_a_topic_and_a_person_have_theirs_each_once(client: Client, paper: Paper) -> None:
    paper.print(2)
    paper.publish(language="fr", headline="Sans sujet ni auteur")
    for kind, said in (
        ("topic", ["L’eau", "Elle manque."]),
        ("person", ["Zoé Müller", "Elle écrit sur tout."]),
    ):
        page = page_at(client, PATHS[kind])
        assert page.xpath(HEADLINES) == ["Nouvelle 2", "Nouvelle 1"]
        assert page.xpath("//h1/text() | //header//*[@class='summary']//text()[normalize-space()]") == said


def test_a_teaser_names_who_is_credited_and_else_who_is_printed(client: Client, paper: Paper) -> None:
    paper.one(author="Nobody")
    paper.publish(language="fr", author="Ann Lee", pub_date=datetime(2026, 3, 1, tzinfo=UTC))
    assert page_at(client, "/fr/").xpath("//article//*[@class='author']/text()") == ["Zoé Müller", "Ann Lee"]


def test_the_archive_counts_its_months_and_a_month_ends_by_the_newsrooms_clock(
    client: Client, publish: Publish, settings: Any
) -> None:
    settings.TIME_ZONE = "Europe/Paris"
    publish(slug="a", pub_date=datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    publish(slug="b", pub_date=datetime(2026, 3, 31, 22, 0, tzinfo=UTC))
    publish(slug="c", pub_date=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    page = page_at(client, "/en/archive/")
    assert page.xpath("//h2/text()") == ["2026"]
    months = ["/en/archive/2026/04/", "/en/archive/2026/03/", "/en/archive/2026/01/"]
    assert page.xpath("//ul[@class='months']//a/@href") == months
    assert page.xpath("//*[@class='number']/text()") == ["1", "1", "1"]
    shown = [page_at(client, month).xpath("//article//h2/a/@href") for month in months]
    assert shown == [["/en/b/"], ["/en/a/"], ["/en/c/"]]


def test_a_search_shows_what_it_found_and_no_machine_keeps_it(client: Client, paper: Paper) -> None:
    paper.print(2)
    page = page_at(client, "/fr/recherche/?q=nouvelles")
    assert page.xpath(HEADLINES) == ["Nouvelle 2", "Nouvelle 1"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//main//input[@type='search']/@value") == ["nouvelles"]
    nothing = client.get("/fr/recherche/", {"q": '"><script>x()</script> cheval'}).content.decode()
    assert "Aucun article" in nothing
    assert "<script>x" not in nothing
    assert page_at(client, "/fr/recherche/").xpath(HEADLINES) == []


def test_further_pages_of_a_search_keep_what_was_asked(client: Client, paper: Paper) -> None:
    paper.print(21)
    path = "/fr/recherche/?q=nouvelle%20%26"
    links = page_at(client, path).xpath("//nav[@class='pages']/a/@href")
    assert links == ["?q=nouvelle%20%26&page=2"]
    assert len(page_at(client, "/fr/recherche/" + links[0]).xpath("//article")) == 1


@pytest.mark.parametrize("query", ["x " * 1000, "%", "_", "\\", "'", "\ud800", "é" * 3000])
def test_no_query_is_too_much(query: str, client: Client, paper: Paper) -> None:
    paper.print(1)
    assert client.get("/fr/recherche/", {"q": query.encode("utf-8", "surrogatepass")}).status_code == 200


@pytest.mark.parametrize("slug", ["search", "recherche", "archive", "archives"])
def test_no_article_takes_the_address_of_another_page(slug: str, draft: Article) -> None:
    draft.slug = slug
    with pytest.raises(ValidationError) as caught:
        draft.full_clean()
    assert [*caught.value.message_dict] == ["slug"]


@pytest.mark.parametrize("kind", ["front", "section", "topic", "person", "month", "search"])
def test_a_list_costs_the_same_for_few_articles_and_for_many(
    kind: str, client: Client, paper: Paper, comment: Any, django_assert_num_queries: Any
) -> None:
    """Comment counts included: an ETag, the sections, the articles, their bylines, their comments."""
    first = paper.print(3)
    Placement.objects.create(language="fr", position=1, article=first[0])
    comment(target=first[0])
    client.get(PATHS[kind])
    cache.clear()
    queries = 4 if kind == "search" else 6
    with django_assert_num_queries(queries):
        tag = client.get(PATHS[kind])["ETag"]
    if kind != "search":
        with django_assert_num_queries(2):
            assert client.get(PATHS[kind], headers={"if-none-match": tag}).status_code == 304
    paper.print(30)
    cache.clear()
    with django_assert_num_queries(queries):
        assert client.get(PATHS[kind]).status_code == 200


def test_a_teaser_says_how_many_comments_there_are(client: Client, paper: Paper, comment: Any) -> None:
    article = paper.one()
    paper.one()
    comment(target=article)
    counts = page_at(client, PATHS["section"]).xpath("//a[@class='count']")
    assert [(link.text, link.get("href")) for link in counts] == [("1 commentaire", "/fr/n-1/#comments")]


class Fewer:
    """The addresses of a host that wants fronts and articles alone."""

    urlpatterns = [path("", include(([*urls.fronts, *urls.stories], urls.app_name)))]


def test_a_host_may_leave_pages_out_and_nothing_leads_there(paper: Paper, settings: Any) -> None:
    settings.ROOT_URLCONF = Fewer
    teaser = html.fromstring(render_to_string("newsroom_articles/teaser.html", {"article": paper.one()}))
    assert teaser.xpath("//a/@href") == ["/fr/n-1/"]
    assert [text.strip() for text in teaser.xpath("//p[@class='kicker']/text()")] == ["Livres"]
    assert render_to_string("newsroom_articles/search_form.html", {"edition": "fr"}).strip() == ""
