"""The objects that readers comment on."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from comments import targets

pytestmark = pytest.mark.django_db
LABEL = "newsroom_articles.article"


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


def test_a_public_object_is_found_by_its_label_and_key(article: Article) -> None:
    assert targets.find_public(LABEL, str(article.pk)) == article


@pytest.mark.parametrize(
    "key", ["", "0", "-1", "x", "1.5", "1e3", "9" * 30, "9" * 5000, "\x00", "1\x00", "\ud800", "None", "*"]
)
def test_a_key_that_is_none_finds_nothing(key: str, article: Article) -> None:
    assert targets.find_public(LABEL, key) is None


@pytest.mark.parametrize(
    "spelling",
    [" 10", "10 ", "10\n", "+10", "010", "1_0", "10.0", "1e1", "\u0661\u0660", "\uff11\uff10", "1\u0660"],
)
def test_a_key_has_one_spelling(spelling: str, publish: Any) -> None:
    article = publish(pk=10)
    assert targets.find_public(LABEL, "10") == article
    assert (targets.find_public(LABEL, spelling), targets.find(LABEL, spelling)) == (None, None)
    assert targets.find_all_listed(Article, [spelling, "10"]) == {"10": article}
    assert targets.languages_of(Article, [spelling, "10"]) == {"10": "en"}


@pytest.mark.parametrize(
    "label",
    [
        "",
        ".",
        "article",
        "auth.user",
        "newsroom_articles.nothing",
        LABEL.upper(),
        LABEL + "\x00",
        "a.b.c",
        " " + LABEL,
    ],
)
def test_a_label_that_takes_no_comments_finds_nothing(label: str, article: Article) -> None:
    User.objects.create_user("ada", pk=article.pk)
    assert targets.find_public(label, str(article.pk)) is None


def test_a_draft_is_found_by_nobody(draft: Article) -> None:
    assert targets.find_public(LABEL, str(draft.pk)) is None
    assert targets.is_public(draft) is False


def test_a_model_without_a_published_method_is_public_whole(settings: Any, draft: Article) -> None:
    settings.NEWSROOM_COMMENTS = {"MODELS": {LABEL: {}}}
    assert targets.find_public(LABEL, str(draft.pk)) == draft


def test_a_label_may_name_an_app_that_is_gone(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"MODELS": {"gone.story": {}}}
    assert targets.find_public("gone.story", "1") is None


def test_a_text_key_with_half_a_character_finds_nothing(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"MODELS": {"sessions.session": {}}}
    assert targets.find_public("sessions.session", "\ud800") is None


def test_an_object_says_its_language_where_it_has_one(settings: Any, publish: Any) -> None:
    french = publish(language="fr", slug="port")
    assert targets.language_of(french) == "fr"
    settings.NEWSROOM_COMMENTS = {"MODELS": {LABEL: {}}}
    assert targets.language_of(french) == "en"


@pytest.mark.parametrize(
    ("options", "closing"),
    [
        ({}, None),
        ({"PUBLISHED_AT": "pub_date"}, None),
        ({"CLOSE_AFTER_DAYS": 14}, None),
        ({"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 14}, datetime(2026, 3, 16, 9, 30, tzinfo=UTC)),
        ({"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 0}, datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
    ],
)
def test_comments_close_so_many_days_after_publication(
    options: dict[str, Any], closing: datetime | None, article: Article, configure: Any
) -> None:
    configure(MODELS={"newsroom_articles.Article": options})
    assert targets.closing_time_of(article) == closing


def test_a_date_without_a_time_is_its_first_moment(configure: Any) -> None:
    configure(MODELS={"newsroom_articles.Article": {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 1}})
    with timezone.override("Europe/Paris"):
        closing = targets.closing_time_of(Article(pub_date=date(2026, 3, 2)))
    assert closing == datetime(2026, 3, 2, 23, tzinfo=UTC)


def test_what_has_no_date_yet_stays_open(configure: Any) -> None:
    configure(MODELS={"newsroom_articles.Article": {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 1}})
    assert targets.closing_time_of(Article(pub_date=None)) is None
