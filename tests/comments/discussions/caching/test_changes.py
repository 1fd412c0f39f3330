"""What makes a page another one: its ETag."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.utils import timezone, translation

from articles.models import Article
from comments.models import Discussion, DiscussionState

from ..served import Get, plain, served

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["?utm_source=mail", "?comments=1", "?comments=x", "?fbclid=1&page=2"])
def test_an_unrecognised_query_is_ignored(query: str, get: Get) -> None:
    first, other = get(), get(query)
    assert (other["ETag"], other.content) == (first["ETag"], first.content)


@pytest.mark.parametrize("query", ["?comments=2", "?thread=1", "?thread=1&after=2", "?reply_to=1"])
def test_a_recognised_query_is_another_page(query: str, get: Get) -> None:
    assert get(query)["ETag"] != get()["ETag"]


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Another headline"},
        {"body": "<p>Another body.</p>"},
        {"summary": "A summary"},
        {"author": "Grace"},
    ],
)
def test_a_change_of_the_article_is_another_page(change: dict[str, str], article: Article, get: Get) -> None:
    before = get()["ETag"]
    Article.objects.filter(pk=article.pk).update(**change)
    assert get()["ETag"] != before


def test_a_public_comment_is_another_page(get: Get, comment: Any) -> None:
    before = get()["ETag"]
    comment()
    assert get()["ETag"] != before


@pytest.mark.parametrize("state", [DiscussionState.CLOSED, DiscussionState.HIDDEN])
def test_closing_or_hiding_the_discussion_is_another_page(
    state: DiscussionState, article: Article, get: Get
) -> None:
    Discussion.objects.start(article)
    before = get()["ETag"]
    Discussion.objects.update(state=state)
    assert get()["ETag"] != before


def test_hiding_a_closed_discussion_is_another_page(article: Article, get: Get) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(state=DiscussionState.CLOSED)
    before = get()["ETag"]
    Discussion.objects.update(state=DiscussionState.HIDDEN)
    assert get()["ETag"] != before


def test_the_moment_of_closing_is_another_page(
    article: Article, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    Discussion.objects.start(article)
    closing = timezone.now() + timedelta(hours=1)
    Discussion.objects.update(closes_at=closing)
    before = get()
    monkeypatch.setattr(timezone, "now", lambda: closing)
    after = get(**{"If-None-Match": before["ETag"]})
    assert (after.status_code, b"Comments are closed." in after.content) == (200, True)


def test_the_moment_of_closing_by_default_is_another_page(
    article: Article, get: Get, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 36_525}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": {article._meta.label: options}}
    before = get()
    monkeypatch.setattr(timezone, "now", lambda: article.pub_date + timedelta(days=36_525))
    after = get(**{"If-None-Match": before["ETag"]})
    assert (after.status_code, b"Comments are closed." in after.content) == (200, True)


@pytest.mark.parametrize("change", [{"RELEASE": "2"}, {"MAX_INDENT": 3}, {"MAX_LENGTH": 99}])
def test_a_release_or_a_setting_is_another_page(change: dict[str, Any], get: Get, settings: Any) -> None:
    before = get()["ETag"]
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | change
    assert get()["ETag"] != before


def test_other_static_files_are_another_page(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page names them by their hash; the old names may be gone."""
    before = get()["ETag"]
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "5b8c0f", raising=False)
    assert get()["ETag"] != before


def test_two_articles_have_two_tags(article: Article, publish: Any, client: Client) -> None:
    other = publish(slug="other")
    addresses = [article.get_absolute_url(), other.get_absolute_url()]
    assert len({client.get(address)["ETag"] for address in addresses}) == 2


def test_another_host_is_another_page(article: Article) -> None:
    hosts = ("localhost", "127.0.0.1")
    assert len({served(article, plain, HTTP_HOST=host)["ETag"] for host in hosts}) == 2


def test_another_address_of_the_same_object_is_another_page(article: Article) -> None:
    assert len({served(article, plain, path)["ETag"] for path in ("/one/", "/two/")}) == 2


def test_another_language_of_the_chrome_is_another_page(article: Article) -> None:
    """In a host whose pages are in the reader's language, one address is two pages."""
    english = served(article, plain)["ETag"]
    with translation.override("fr"):
        assert served(article, plain)["ETag"] != english
    assert served(article, plain)["ETag"] == english


def test_a_model_may_name_the_attribute_that_tells_its_versions(
    article: Article, get: Get, settings: Any
) -> None:
    label = "newsroom_articles.Article"
    options = settings.NEWSROOM_COMMENTS["MODELS"][label] | {"VERSION": "slug"}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": {label: options}}
    before = get()["ETag"]
    Article.objects.filter(pk=article.pk).update(summary="Not in the version")
    assert get()["ETag"] == before
