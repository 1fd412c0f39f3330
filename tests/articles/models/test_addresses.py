"""A published address leads to its article for ever, in one hop."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, FormerAddress

Publish = Callable[..., Article]
Answer = tuple[int, str | None]


def move(article: Article, **address: object) -> None:
    """Store another address, as the admin's form does."""
    for name, value in address.items():
        setattr(article, name, value)
    article.full_clean()
    article.save()


def answer(path: str) -> Answer:
    response = Client().get(path)
    return response.status_code, response.get("Location")


def former() -> set[str]:
    return {str(address) for address in FormerAddress.objects.all()}


def test_each_address_that_readers_had_leads_to_the_present_one_in_one_hop(article: Article) -> None:
    move(article, slug="port")
    move(article, slug="quay")
    move(article, language="fr")
    assert former() == {"/en/harbour/", "/en/port/", "/en/quay/"}
    for path in former():
        assert answer(path) == (301, "/fr/quay/")
    assert answer("/fr/quay/") == (200, None)


def test_renamed_there_and_back_it_is_a_page_again_and_the_other_address_leads_to_it(
    article: Article,
) -> None:
    move(article, slug="port")
    move(article, slug="harbour")
    assert answer("/en/harbour/") == (200, None)
    assert answer("/en/port/") == (301, "/en/harbour/")
    move(article, slug="port")
    assert answer("/en/port/") == (200, None)
    assert answer("/en/harbour/") == (301, "/en/port/")


def test_a_rename_by_way_of_draft_keeps_the_address_that_readers_had(article: Article) -> None:
    publishing.back_to_draft(article)
    assert answer("/en/harbour/") == (404, None)
    move(article, slug="between")
    move(article, slug="port")
    assert answer("/en/harbour/") == (404, None)
    publishing.publish(article)
    assert answer("/en/harbour/") == (301, "/en/port/")
    # Readers never had this one.
    assert answer("/en/between/") == (404, None)


def test_a_rename_and_a_draft_in_one_save_keep_it_too(article: Article) -> None:
    move(article, slug="port", status=Article.Status.DRAFT)
    publishing.publish(article)
    assert answer("/en/harbour/") == (301, "/en/port/")


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_an_address_that_no_reader_had_leads_nowhere(state: str, publish: Publish) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    article = publish(status="draft") if state == "draft" else publish(pub_date=tomorrow)
    move(article, slug="port")
    assert former() == set()
    assert answer("/en/harbour/") == (404, None)


def test_the_former_address_of_a_withdrawn_article_says_that_it_is_withdrawn(article: Article) -> None:
    move(article, slug="port")
    publishing.withdraw(article)
    move(article, slug="quay")
    assert {answer(path) for path in ("/en/harbour/", "/en/port/")} == {(301, "/en/quay/")}
    assert answer("/en/quay/") == (410, None)


def test_a_query_is_no_part_of_where_a_former_address_leads(article: Article) -> None:
    move(article, slug="port")
    assert answer("/en/harbour/?comments=2&next=https://evil.example/") == (301, "/en/port/")


def test_another_article_takes_a_former_address_only_if_its_editor_says_so(
    article: Article, publish: Publish
) -> None:
    move(article, slug="port")
    other = publish(slug="other")
    with pytest.raises(ValidationError) as caught:
        move(other, slug="harbour")
    assert caught.value.message_dict == {
        "slug": ["Readers of another article are led to it by this address."]
    }
    other.takes_former_address = True
    move(other, slug="harbour")
    assert answer("/en/harbour/") == (200, None)
    assert answer("/en/other/") == (301, "/en/harbour/")
    assert answer("/en/port/") == (200, None)
    # And once it has left, whoever was there last is found.
    move(other, slug="elsewhere")
    assert answer("/en/harbour/") == (301, "/en/elsewhere/")


def test_a_draft_at_a_former_address_keeps_no_reader_from_the_article(
    article: Article, publish: Publish
) -> None:
    move(article, slug="port")
    publish(status=Article.Status.DRAFT)
    assert answer("/en/harbour/") == (301, "/en/port/")


def test_its_own_former_address_and_that_of_another_language_are_free(
    article: Article, publish: Publish
) -> None:
    move(article, slug="port")
    move(article, slug="harbour")
    assert publish(language="fr").get_absolute_url() == "/fr/harbour/"
    Article.objects.get(language="fr").full_clean()


def test_a_deleted_article_takes_its_former_addresses_along(article: Article) -> None:
    move(article, slug="port")
    article.delete()
    assert former() == set()
    assert answer("/en/harbour/") == (404, None)


def test_whoever_writes_some_fields_moves_it_too(article: Article) -> None:
    article.slug, article.headline = "port", "Not written"
    article.save(update_fields=["slug"])
    assert answer("/en/harbour/") == (301, "/en/port/")
    assert Article.objects.get().headline == "The harbour opens on Monday"
