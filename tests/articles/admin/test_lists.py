"""Sections, topics, people and the front page."""

from collections.abc import Callable

from articles.models import Article, Credit, Person, Placement, Section, Topic

from .editing import log_in, page

APP = "/admin/newsroom_articles/"


def test_each_says_how_many_articles_it_has(article: Article) -> None:
    article.section = Section.objects.create(language="en", name="News", slug="news")
    article.save()
    article.topics.add(Topic.objects.create(language="en", name="Ports", slug="ports"))
    ann = Person.objects.create(name="Ann", slug="ann")
    for role in ("author", "photographer"):
        Credit.objects.create(article=article, person=ann, role=role)
    client = log_in("Editor")
    for model in ("section", "topic", "person"):
        listed = page(client.get(f"{APP}{model}/"))
        assert listed.xpath("//td[@class='field-number_of_articles']/text()") == ["1"]


def test_an_article_takes_a_place_on_its_own_languages_front_page(
    article: Article, publish: Callable[..., Article]
) -> None:
    client, french = log_in("Editor"), publish(language="fr", slug="port")
    add = f"{APP}placement/add/"
    for position, placed in enumerate((article, french), 1):
        assert page(client.get(add)).xpath("//input[@name='position']/@value") == [str(position)]
        client.post(add, {"article": placed.pk, "position": position, "until_0": "", "until_1": ""})
    assert [*Placement.objects.values_list("language", "position")] == [("en", 1), ("fr", 2)]
    again = client.post(add, {"article": article.pk, "position": 3})
    assert "This article stands on this front page already." in again.content.decode()


def test_the_front_page_is_numbered_in_its_list(article: Article) -> None:
    placed = Placement.objects.create(language="en", article=article, position=1)
    client = log_in("Editor")
    sent = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": str(placed.pk),
        "form-0-position": "4",
        "form-0-until_0": "2026-03-03",
        "form-0-until_1": "08:00",
        "_save": "Save",
    }
    client.post(f"{APP}placement/", sent)
    placed.refresh_from_db()
    assert (placed.position, f"{placed.until:%d %H}") == (4, "03 08")
    assert page(client.get(f"{APP}placement/")).xpath("//td[@class='field-shows']/img/@alt") == ["False"]
