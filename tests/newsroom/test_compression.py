"""What a shared cache may keep travels compressed, and in the same bytes; what is private doesn't."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.conftest import Comment

pytestmark = pytest.mark.django_db
ACCEPTS = {"Accept-Encoding": "gzip"}


def test_two_readers_get_the_same_compressed_bytes(article: Article, comment: Comment) -> None:
    comment("One of many.")
    address = article.get_absolute_url()
    plain = Client().get(address).content
    answers = [Client().get(address, headers=ACCEPTS) for _reader in range(2)]
    assert [answer["Content-Encoding"] for answer in answers] == ["gzip", "gzip"]
    assert answers[0].content == answers[1].content
    assert gzip.decompress(answers[0].content) == plain


def test_a_cache_tells_apart_who_can_unpack_it(article: Article) -> None:
    assert "Accept-Encoding" in Client().get(article.get_absolute_url(), headers=ACCEPTS)["Vary"]


def test_who_has_the_compressed_page_is_not_sent_it_again(article: Article) -> None:
    address = article.get_absolute_url()
    etag = Client().get(address, headers=ACCEPTS)["ETag"]
    again = Client().get(address, headers={**ACCEPTS, "If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_private_page_is_left_as_it_is(article: Article, django_user_model: type[User]) -> None:
    client = Client()
    client.force_login(django_user_model.objects.create_user("ada"))
    answer = client.get(article.get_absolute_url(), headers=ACCEPTS)
    assert (answer.has_header("Content-Encoding"), answer["Cache-Control"]) == (
        False,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
