"""Every time is the newsroom's own, in one format a page, and the page says in which zone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.test import Client
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from lxml import html

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Decision, Discussion, ReaderComment, Status

from ..conftest import Comment

pytestmark = pytest.mark.django_db
# In Paris it is tomorrow already.
LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
ZONE = {
    "en": "All times are in the time zone Europe/Paris.",
    "fr": "Toutes les heures sont données dans le fuseau horaire Europe/Paris.",
}


@pytest.fixture(autouse=True)
def _paris(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Paris"


@pytest.fixture
def stored(comment: Comment, article: Article) -> ReaderComment:
    """A public comment below an article, both from that moment, which is that of its decisions too."""
    editor = get_user_model().objects.create_superuser("grace")
    made = comment(status=Status.PENDING)
    decide(made, Status.APPROVED, DecisionContext(by=editor))
    Article.objects.update(pub_date=LATE)
    ReaderComment.objects.update(submit_date=LATE, submitted=LATE)
    QuerySet(Decision).update(decided=LATE)
    return made


@pytest.fixture
def editor(client: Client, stored: ReaderComment) -> Client:
    client.force_login(get_user_model().objects.get())
    return client


def page(client: Client, address: str, **headers: str) -> html.HtmlElement:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def zones(page: html.HtmlElement) -> list[str]:
    return [" ".join(line.text_content().split()) for line in page.find_class("nc-zone")]


def times(page: html.HtmlElement) -> list[tuple[str, str]]:
    return [(time.get("datetime"), " ".join(time.text_content().split())) for time in page.iter("time")]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["March 3, 2026, 12:30 a.m.", "March 3, 2026"]),
        ("fr", ["3 mars 2026 à 0 h 30", "3 mars 2026"]),
    ],
)
def test_the_articles_page_is_in_the_newsrooms_time(
    language: str, shown: list[str], client: Client, stored: ReaderComment
) -> None:
    Article.objects.update(language=language)
    read = page(client, f"/{language}/harbour/")
    assert times(read) == [("2026-03-03T00:30:00+01:00", text) for text in shown]
    [title] = read.xpath("//*[@class='nc-date']/time/@title")
    assert " ".join(title.split()) == shown[0]
    assert zones(read) == [ZONE[language]]


def test_lists_have_the_newsrooms_day(client: Client, stored: ReaderComment) -> None:
    for address in ("/", "/en/"):
        assert times(page(client, address)) == [("2026-03-03T00:30:00+01:00", "March 3, 2026")]


def test_a_page_with_one_comment_says_it_too(client: Client, stored: ReaderComment) -> None:
    read = page(client, f"/comments/{stored.pk}/report/")
    assert times(read) == [("2026-03-03T00:30:00+01:00", "March 3, 2026, 12:30 a.m.")]
    assert zones(read) == [ZONE["en"]]


def test_a_discussion_that_is_hidden_has_no_times(client: Client, stored: ReaderComment) -> None:
    Discussion.objects.update(state="hidden")
    assert zones(page(client, "/en/harbour/")) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "place",
    [
        "newsroom_comments/readercomment/?queue=all",
        "newsroom_comments/readercomment/{comment}/change/",
        "newsroom_comments/decision/",
        "newsroom_comments/discussion/",
        "newsroom_articles/article/",
        "newsroom_articles/article/{article}/change/",
        "",
    ],
)
def test_every_page_for_editors_says_it_once(
    place: str, language: str, editor: Client, stored: ReaderComment, article: Article
) -> None:
    address = "/admin/" + place.format(comment=stored.pk, article=article.pk)
    assert zones(page(editor, address, **{"accept-language": language})) == [ZONE[language]]


def test_who_is_not_logged_in_is_told_nothing_of_times(client: Client) -> None:
    assert zones(page(client, "/admin/login/")) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("place", ["?queue=all", "{comment}/change/"])
def test_the_desk_writes_every_moment_alike(
    place: str, language: str, editor: Client, stored: ReaderComment
) -> None:
    address = "/admin/newsroom_comments/readercomment/" + place.format(comment=stored.pk)
    read = page(editor, address, **{"accept-language": language})
    with translation.override(language):
        written = date_format(localtime(LATE), "DATETIME_FORMAT")
    assert times(read) != []
    for time in read.iter("time"):
        assert parse_datetime(time.get("datetime")) == LATE
        assert " ".join(written.split()) in {
            " ".join(text.split()) for text in (time.get("title", ""), time.text_content())
        }
    said = " ".join(read.text_content().split())
    others = [date_format(localtime(LATE), shape) for shape in ("SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")]
    assert [other for other in others if other in said] == []
