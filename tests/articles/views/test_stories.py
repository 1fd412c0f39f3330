"""An article's page with all that belongs to it, as readers see it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.models import Article, Correction, Credit, Person, Role, Topic
from articles.stories import Story, page_of

from ...conftest import Comment
from ..newspaper import Newspaper

Publish = Callable[..., Article]


@pytest.fixture
def article(paper: Newspaper) -> Article:
    """What is commented on."""
    return paper.article


def page(path: str = "/en/harbour/", client: Client | None = None) -> html.HtmlElement:
    return html.fromstring((client or Client()).get(path).content.decode())


def said(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def linked(page: html.HtmlElement, path: str) -> list[str]:
    return [str(address) for address in page.xpath(f"{path}//a/@href")]


def addresses(*things: Any) -> list[str]:
    """Of those that have pages on this site."""
    return [address for address in map(page_of, things) if address]


def test_a_story_says_what_belongs_to_it_in_its_order(
    paper: Newspaper, comment: Comment, settings: Any
) -> None:
    settings.TIME_ZONE = "Europe/Paris"
    Article.objects.filter(pk=paper.article.pk).update(revised_at=datetime(2026, 7, 3, 7, 0, tzinfo=UTC))
    Credit.objects.create(article=paper.article, person=paper.bob, position=1)
    comment("Fine.")
    story = page()
    assert said(story, "//p[@class='kicker']") == ["Harbours"]
    assert linked(story, "//p[@class='kicker']") == addresses(paper.harbours)
    assert said(story, "//span[@class='author']") == ["By Ada Lovelace and Bob"]
    assert linked(story, "//span[@class='author']") == addresses(paper.ada, paper.bob)
    times = story.xpath("//p[@class='byline']//time")
    assert [(time.get("datetime"), time.get("title"), time.text) for time in times] == [
        ("2026-03-02T10:30:00+01:00", "Time zone: Europe/Paris", "March 2, 2026, 10:30 a.m."),
        ("2026-07-03T09:00:00+02:00", "Time zone: Europe/Paris", "July 3, 2026, 9 a.m."),
    ]
    assert said(story, "//span[@class='updated']") == ["Updated July 3, 2026, 9 a.m."]
    assert linked(story, "//p[@class='byline']")[-1] == "#comments"
    assert said(story, "//a[@class='comment-count']") == ["1 comment"]
    assert said(story, "//p[@class='translations']") == ["Also in: Français"]
    assert story.xpath("//p[@class='translations']/a/@hreflang") == ["fr"]
    assert said(story, "//figure[@class='picture lead']") == ["The quay, empty Agency"]
    assert said(story, "//div[@class='body']//figcaption") == ["Its mast Bea"]
    assert said(story, "//section[@class='corrections']/p") == [
        "March 4, 2026, 9 a.m. – It opens on Tuesday."
    ]
    assert said(story, "//p[@class='credits']/span") == ["Photographer: Bob"]
    assert said(story, "//nav[@class='topics']//li") == ["Ships"]
    assert said(story, "//section[@class='about-author']/p") == ["Ada Lovelace Writes of ships."]
    assert story.xpath("//section[@class='about-author']/img/@src") == [paper.portrait.thumbnail]
    assert said(story, "//aside[@class='related']//a") == ["Quays are long"]
    # In the order of the page that this one is made after; a union comes in the order of the document.
    marks = ("h1", "div[@class='body']", "*[@id='comments']", "*[@id='respond']", "p[@class='back-to-top']")
    order = story.xpath(" | ".join(f"//{mark}" for mark in marks))
    assert [part.get("id") or part.get("class") or part.tag for part in order] == [
        *("h1", "body", "comments", "respond", "back-to-top"),
    ]


def test_it_is_said_in_the_articles_language(paper: Newspaper, comment: Comment) -> None:
    french = paper.translation
    for person in (paper.ada, paper.bob):
        Credit.objects.create(article=french, person=person)
    Correction.objects.create(article=french, text="Mardi.", at=datetime(2026, 3, 4, 8, 0, tzinfo=UTC))
    Article.objects.filter(pk=french.pk).update(revised_at=datetime(2026, 3, 4, 8, 0, tzinfo=UTC))
    comment("Bien.", target=french)
    comment("Oui.", target=french)
    story = page("/fr/port/")
    assert said(story, "//span[@class='author']") == ["Par Ada Lovelace et Bob"]
    assert said(story, "//span[@class='updated']") == ["Mis à jour le 4 mars 2026 à 8 h 00"]
    assert said(story, "//p[@class='translations']") == ["Autres langues : English"]
    assert said(story, "//section[@class='corrections']/h2") == ["Rectificatif"]
    assert said(story, "//a[@class='comment-count']") == ["2 commentaires"]
    assert story.xpath("//p[@class='byline']/time/@title") == ["Fuseau horaire\xa0: UTC"]


def test_a_bare_story_shows_nothing_empty(publish: Publish) -> None:
    publish(slug="bare", author="Ann & Bo")
    bare = page("/en/bare/")
    assert said(bare, "//p[@class='byline']") == ["By Ann & Bo March 2, 2026, 9:30 a.m."]
    assert said(bare, "//article[@class='story']/*[not(self::header or self::div)]") == []
    assert bare.xpath("//*[@class='kicker' or @class='translations' or @class='related']") == []


def test_an_update_before_its_appearance_is_none(publish: Publish) -> None:
    article = publish(revised_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    assert Story.of(article).revised_at is None
    assert Story.of(article).modified_at == article.pub_date


def test_related_are_the_four_newest_of_the_section_or_a_topic(paper: Newspaper, publish: Publish) -> None:
    base = datetime(2026, 4, 1, tzinfo=UTC)
    for number in range(3):
        publish(slug=f"s-{number}", section=paper.harbours, pub_date=base + timedelta(days=number))
    about = publish(slug="about-ships", pub_date=base + timedelta(days=9))
    about.topics.set([paper.topic, Topic.objects.create(language="en", name="Rain", slug="rain")])
    publish(slug="elsewhere", pub_date=base)
    publish(slug="soon", section=paper.harbours, pub_date=timezone.now() + timedelta(days=1))
    publish(slug="draft", section=paper.harbours, status=Article.Status.DRAFT)
    found = [article.slug for article in Story.of(paper.article).related]
    assert found == ["about-ships", "s-2", "s-1", "s-0"]


def test_translations_are_those_that_the_public_may_read(paper: Newspaper, publish: Publish) -> None:
    assert Story.of(paper.translation).translations == [paper.article]
    assert Story.of(paper.translation).default_edition == paper.article
    publishing.back_to_draft(paper.article)
    assert Story.of(paper.translation).translations == []
    assert Story.of(paper.translation).default_edition == paper.translation


def test_the_pages_of_people_may_be_left_out(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.stories.page_of", lambda _thing: "")
    assert linked(page(), "//span[@class='author']") == []
    assert said(page(), "//span[@class='author']") == ["By Ada Lovelace"]


def test_three_names_are_a_sentence(paper: Newspaper) -> None:
    for name in ("<Cleo>", "Dan"):
        person = Person.objects.create(name=name, slug=name.strip("<>").lower())
        Credit.objects.create(article=paper.article, person=person, role=Role.AUTHOR, position=2)
    assert said(page(), "//span[@class='author']") == ["By Ada Lovelace, <Cleo> and Dan"]


def test_a_withdrawn_article_is_gone_for_readers_and_a_preview_for_the_desk(paper: Newspaper) -> None:
    publishing.withdraw(paper.article)
    response = Client().get("/en/harbour/")
    assert (response.status_code, response["Cache-Control"]) == (410, "public, s-maxage=30")
    gone = html.fromstring(response.content)
    assert said(gone, "//main") == [
        "This article was withdrawn The newsroom no longer publishes it. Latest articles"
    ]
    assert linked(gone, "//main") == ["/en/"]
    assert "harbour opens" not in response.content.decode()
    desk = Client()
    desk.force_login(User.objects.create_superuser("eve"))
    assert said(page(client=desk), "//p[@class='notice']") == [
        "Withdrawn – The public is told at this address that the article was withdrawn."
    ]
