from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Article, Credit, Person, Role, Section, Topic

from ...atom import faults, texts
from ..newspaper import Newspaper

Publish = Callable[..., Article]


def feed(client: Client, path: str) -> etree._Element:
    response = client.get(path, headers={"host": "localhost"})
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


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


@pytest.mark.parametrize(
    ("name", "title", "answerable"),
    [
        ("The Courier", "The Courier – Latest articles", "The Courier"),
        ("The\x07\nCourier", "The Courier – Latest articles", "The Courier"),
        (None, "Latest articles", "The newsroom"),
    ],
)
def test_a_feed_names_its_site_and_lets_it_answer_for_what_nobody_signed(
    name: str | None, title: str, answerable: str, client: Client, articles: None, settings: Any
) -> None:
    """A host that says no name has still to name somebody (RFC 4287, 4.1.1), and an address is nobody."""
    del settings.SITE_NAME
    if name:
        settings.SITE_NAME = name
    atom = feed(client, "/en/atom.xml")
    assert texts(atom, "a:title/text()") == [title]
    assert texts(atom, "a:author/a:name/text()") == [answerable]


def test_plain_text_is_declared_as_such(client: Client, publish: Publish) -> None:
    """As HTML, "<b>" would be a tag."""
    publish(headline="1<2 &amp; <b>", summary="If a<b then &lt; and AT&T.")
    publish(slug="other", body="<p>If a&lt;b then &amp;lt;.</p>")
    atom = feed(client, "/atom.xml")
    assert texts(atom, "a:entry/a:title[not(@type) or @type='text']/text()")[-1] == "1<2 &amp; <b>"
    said = ["If a<b then &lt;.", "If a<b then &lt; and AT&T."]
    assert texts(atom, "a:entry/a:summary[@type='text']/text()") == said


def test_every_link_is_on_the_host_asked(client: Client, articles: None) -> None:
    assert texts(feed(client, "/en/atom.xml"), "//a:link/@href") == [
        "http://localhost/en/",
        "http://localhost/en/atom.xml",
        "http://localhost/en/harbour/",
    ]


def test_a_feed_without_articles_is_a_feed_that_keeps_its_tag(client: Client, db: None) -> None:
    atom = feed(client, "/atom.xml")
    assert (faults(atom), texts(atom, "a:entry/a:title/text()")) == ([], [])
    # No moment at which it was asked.
    assert texts(atom, "a:updated/text()") == ["1970-01-01T00:00:00+00:00"]


@pytest.mark.parametrize(
    "change", [{"headline": "Another"}, {"summary": "Another."}, {"author": "Bob"}, {"status": "draft"}]
)
def test_an_article_that_changes_changes_its_feeds_tag(
    change: dict[str, str], client: Client, articles: None
) -> None:
    paths = ["/atom.xml", "/en/atom.xml", "/fr/atom.xml"]
    before = [client.get(path)["ETag"] for path in paths]
    Article.objects.filter(slug="harbour").update(**change)
    after = [client.get(path)["ETag"] for path in paths]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, False]


def test_a_feed_costs_the_same_for_few_articles_and_for_many(
    client: Client, articles: None, publish: Publish, django_assert_num_queries: Any
) -> None:
    """Its version; its articles; one for all bylines, all addresses that they had, all pictures."""
    with django_assert_num_queries(5):
        client.get("/atom.xml")
    for number in range(30):
        publish(slug=f"news-{number}")
    with django_assert_num_queries(5):
        client.get("/atom.xml")


FEEDS = [
    *("/atom.xml", "/en/section/news/atom.xml", "/en/topic/ships/atom.xml", "/en/author/ada/atom.xml"),
]


@pytest.fixture
def article(paper: Newspaper) -> Article:
    """What is commented on."""
    return paper.article


def changes(paper: Newspaper, publish: Publish) -> Iterator[Callable[[], Any]]:
    """What an editor may do to what feeds show: each act changes at least one of them."""
    article = paper.article
    yield lambda: write(article, body=article.body.replace("waiting", "leaving"))
    yield lambda: write(article, slug="quay")
    yield lambda: write(paper.ada, name="Ada King")
    yield lambda: write(paper.held, credit="Cleo")
    yield lambda: write(paper.credit, role=Role.TRANSLATOR)
    yield lambda: Credit.objects.create(article=article, person=paper.bob)
    yield paper.credit.delete
    yield lambda: write(paper.related, section=paper.news)
    yield lambda: write(paper.harbours, parent=None)
    yield lambda: write(paper.news, name="The news")
    yield lambda: write(paper.topic, name="Vessels")
    yield lambda: article.topics.clear()
    yield lambda: paper.topic.articles.add(article)
    yield lambda: publish(slug="cranes", section=paper.news)
    yield lambda: publishing.withdraw(paper.translation)
    yield paper.related.delete


def write(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_whatever_changes_a_feed_gives_it_another_tag_and_no_comment_does(
    client: Client, paper: Newspaper, publish: Publish, comment: Any
) -> None:
    """Its tag is made of versions: so its bytes are compared, too."""

    def answers() -> list[tuple[bytes, str]]:
        found = [client.get(path) for path in FEEDS]
        return [(answer.content, answer["ETag"]) for answer in found]

    before = answers()
    comment("Fine.")
    assert answers() == before
    for number, act in enumerate(changes(paper, publish)):
        act()
        after = answers()
        different = [(old[0] != new[0], old[1] != new[1]) for old, new in zip(before, after, strict=True)]
        assert any(content for content, _tag in different), number
        assert (True, False) not in different, number
        before = after


def test_a_feeds_tag_changes_with_a_date_that_passes(
    client: Client, paper: Newspaper, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    publish(slug="soon", pub_date=tomorrow)
    before = client.get("/en/atom.xml")["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert client.get("/en/atom.xml")["ETag"] != before


def test_whoever_has_a_feed_costs_one_query(
    client: Client, paper: Newspaper, django_assert_num_queries: Any
) -> None:
    for path in FEEDS:
        tag = client.get(path)["ETag"]
        with django_assert_num_queries(1):
            assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_control_character_breaks_no_feed(client: Client, publish: Publish) -> None:
    publish(headline="Bell\x07 <b>", author="A\x1fnn", summary="In\x0b\x00 short".replace("\x00", ""))
    atom = feed(client, "/atom.xml")
    assert texts(atom, "a:entry/a:title/text()") == ["Bell <b>"]
    assert texts(atom, "a:entry/a:summary/text()") == ["In short"]


def test_a_feed_has_the_whole_text_with_whole_addresses(client: Client, publish: Publish) -> None:
    body = '<p>See <a href="/en/other/">this</a> &amp; <a href="https://example.org/x">that</a>.</p>'
    publish(body=body)
    atom = feed(client, "/atom.xml")
    whole = body.replace('"/en/', '"http://localhost/en/')
    assert texts(atom, "a:entry/a:content[@type='html']/text()") == [whole]
    assert faults(atom) == []


def test_an_entry_keeps_its_id_wherever_its_article_moves(client: Client, publish: Publish) -> None:
    article = publish()
    publish(slug="imported", guid="https://old.example/?p=7")
    publish(slug="odd", guid="no address")
    ids = "a:entry/a:id/text()"
    before = texts(feed(client, "/atom.xml"), ids)
    assert before == ["http://localhost/en/odd/", "https://old.example/?p=7", "http://localhost/en/harbour/"]
    for slug in ("port", "quay", "harbour", "dock"):
        article.slug = slug
        article.save()
        assert texts(feed(client, "/atom.xml"), ids) == before


def test_a_section_a_topic_and_a_person_have_their_own(client: Client, publish: Publish) -> None:
    culture = Section.objects.create(language="fr", name="Culture", slug="culture")
    books = Section.objects.create(language="fr", name="Livres", slug="livres", parent=culture)
    water = Topic.objects.create(language="fr", name="L’eau", slug="eau")
    zoe = Person.objects.create(name="Zoé Müller", slug="zoe")
    article = publish(language="fr", slug="port", section=books)
    article.topics.add(water)
    Credit.objects.create(article=article, person=zoe)
    publish(language="fr", slug="autre")
    for path, name in [("rubrique/culture", "Culture"), ("sujet/eau", "L’eau"), ("auteur/zoe", "Zoé Müller")]:
        atom = feed(client, f"/fr/{path}/atom.xml")
        assert texts(atom, "a:title/text()") == [f"La Rédaction – {name}"]
        assert texts(atom, "a:entry/a:link/@href") == ["http://localhost/fr/port/"]
        assert texts(atom, "a:entry/a:author/a:name/text()") == ["Zoé Müller"]
        assert texts(atom, "a:link[not(@rel='self')]/@href") == [f"http://localhost/fr/{path}/"]
        assert faults(atom) == []
    gone = [client.get(f"/en/{path}/x/atom.xml").status_code for path in ("section", "topic", "author")]
    assert gone == [404, 404, 404]
