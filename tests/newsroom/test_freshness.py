"""An article's page is another one, by its ETag, as soon as anything on it changes, and only then."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import freshness, publishing
from articles.models import Article, Correction, Credit, Person, Placement, Role, Section, Topic

from ..articles.newspaper import Newspaper, picture
from ..conftest import Comment

Publish = Callable[..., Article]


@pytest.fixture
def article(paper: Newspaper) -> Article:
    """What is commented on."""
    return paper.article


def etag() -> str:
    response = Client().get("/en/harbour/")
    assert response.status_code == 200
    return str(response["ETag"])


def write(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def changes(paper: Newspaper, publish: Publish) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What an editor may do to the parts of the page."""
    article = paper.article
    yield "its section's name", lambda: write(paper.harbours, name="Ports")
    yield "the name of the section above", lambda: write(paper.news, name="The news")
    yield "a section that is new", lambda: Section.objects.create(language="en", name="Sea", slug="sea")
    yield "its topic's name", lambda: write(paper.topic, name="Vessels")
    yield "its author's name", lambda: write(paper.ada, name="Ada King")
    yield "its photographer's name", lambda: write(paper.bob, name="Robert")
    yield "its author's portrait", lambda: write(paper.portrait, renditions={})
    yield "a credit", lambda: write(paper.credit, role=Role.TRANSLATOR)
    yield "a credit that is new", lambda: Credit.objects.create(article=article, person=paper.bob)
    yield "a credit that goes", paper.credit.delete
    yield "its correction", lambda: write(paper.correction, text="It opens on Wednesday.")
    yield "a correction that is new", lambda: Correction.objects.create(article=article, text="Sorry.")
    yield "a correction that goes", paper.correction.delete
    yield "its lead picture's caption", lambda: write(paper.lead, caption="The quay at noon")
    yield "the credit of a picture in its body", lambda: write(paper.held, credit="Cleo")
    yield "its translation's address", lambda: write(paper.translation, slug="le-port")
    yield "its translation withdrawn", lambda: publishing.withdraw(paper.translation)
    yield "its translation back", lambda: publishing.publish(paper.translation)
    yield "a translation that leaves it", lambda: write(paper.translation, original=None)
    yield "a related headline", lambda: write(paper.related, headline="Quays are short")
    yield "a related article that goes", lambda: publishing.back_to_draft(paper.related)
    yield "a related article that is new", lambda: publish(slug="cranes", section=paper.harbours)
    first = publish(slug="docks", section=paper.harbours, pub_date=paper.related.pub_date)
    publish(slug="piers", section=paper.harbours)
    # Neither the newest nor the last that was touched.
    yield "an old article that is deleted", first.delete
    yield "a topic that goes", lambda: article.topics.clear()
    yield "a topic that is given to it", lambda: paper.topic.articles.add(article)
    yield "a topic that is deleted", Topic.objects.get().delete
    yield "its section that is deleted", paper.harbours.delete
    yield "many articles at once", lambda: Article.objects.filter(slug="harbour").update(summary="Short.")


def test_whatever_changes_on_the_page_another_etag_says_so(paper: Newspaper, publish: Publish) -> None:
    unchanged = []
    for what, act in changes(paper, publish):
        before = etag()
        act()
        if etag() == before:
            unchanged.append(what)
    assert unchanged == []


def test_what_is_not_on_the_page_leaves_it_as_it_is(paper: Newspaper, draft: Article) -> None:
    before = etag()
    write(draft, headline="Still not yet")
    write(Person.objects.create(name="Cleo", slug="cleo"), name="Cléo")
    write(picture("unused"), caption="Nowhere")
    write(Topic.objects.create(language="en", name="Rain", slug="rain"), name="Snow")
    paper.article.save()
    paper.correction.article.refresh_from_db()
    assert etag() == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_date_that_passes_changes_the_pages_that_name_the_article(
    language: str, paper: Newspaper, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.translation.delete()
    tomorrow = timezone.now() + timedelta(days=1)
    original = paper.article if language == "fr" else None
    publish(language=language, slug="soon", pub_date=tomorrow, section=None, original=original)
    before = etag()
    assert etag() == before
    monkeypatch.setattr(timezone, "now", lambda: tomorrow + timedelta(seconds=1))
    assert etag() != before


def test_a_place_on_the_front_page_touches_what_stands_there(paper: Newspaper) -> None:
    before = etag()
    Placement.objects.create(language="en", position=1, article=paper.related)
    assert etag() != before


def test_a_change_costs_one_statement_however_many_articles_show_it(
    paper: Newspaper, django_assert_num_queries: Callable[..., Any]
) -> None:
    rows = [
        *(paper.harbours, paper.topic, paper.ada, paper.credit),
        *(paper.correction, paper.lead, paper.held, paper.portrait),
    ]
    for row in rows:
        Article.objects.update(touched_at=paper.article.pub_date)
        with django_assert_num_queries(1):
            freshness.touch(type(row), row)
        touched = Article.objects.exclude(touched_at=paper.article.pub_date)
        assert paper.article in touched, row


def test_a_touch_is_no_new_version_to_an_editor(paper: Newspaper) -> None:
    before = Article.objects.values_list("revision", "updated_at").get(pk=paper.article.pk)
    write(paper.ada, name="Ada King")
    assert Article.objects.values_list("revision", "updated_at").get(pk=paper.article.pk) == before


def test_who_has_the_page_costs_two_queries(
    paper: Newspaper, comment: Comment, django_assert_num_queries: Callable[..., Any]
) -> None:
    comment("Fine.")
    known = etag()
    with django_assert_num_queries(2):
        response = Client().get("/en/harbour/", headers={"If-None-Match": known})
    assert response.status_code == 304


def test_a_page_with_everything_costs_eight_queries_and_its_comments_three(
    paper: Newspaper,
    publish: Publish,
    comment: Comment,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    hidden = comment("First.")
    comment("Second.", parent=hidden)
    for number in range(20):
        publish(slug=f"n-{number}", section=paper.harbours).topics.add(paper.topic)
    with django_assert_max_num_queries(8 + 3):
        page = Client().get("/en/harbour/").content.decode()
    assert page.count("<figure") == 2
    assert "Second." in page
