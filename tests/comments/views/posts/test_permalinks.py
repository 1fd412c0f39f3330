"""A comment's own address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.mail import signed_links
from comments.models import Discussion, Status

pytestmark = pytest.mark.django_db


def test_a_permalink_leads_to_the_place_of_a_public_comment(client: Client, comment: Any) -> None:
    stored = comment()
    response = client.get(f"/comments/{stored.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/en/harbour/#c{stored.pk}")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("status", [s for s in Status if not s.is_public])
def test_the_permalink_of_what_is_not_public_is_that_of_nothing(
    status: Status, client: Client, comment: Any
) -> None:
    stored = comment(status=status)
    known, unknown = client.get(f"/comments/{stored.pk}/"), client.get(f"/comments/{stored.pk + 1}/")
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.content == unknown.content
    assert dict(known.headers) == dict(unknown.headers)


@pytest.mark.parametrize("number", ["0", str(2**31), "9" * 40, "9" * 5000])
def test_a_permalink_to_no_possible_comment_is_a_404(number: str, client: Client, article: Article) -> None:
    assert client.get(f"/comments/{number}/").status_code == 404


@pytest.mark.parametrize("hide", ["draft", "future", "hidden", "deleted"])
def test_a_permalink_goes_with_its_article(hide: str, client: Client, comment: Any, article: Article) -> None:
    stored = comment()
    own_page = signed_links.reader_page(stored)
    if hide == "draft":
        Article.objects.update(status=Article.Status.DRAFT)
    elif hide == "future":
        Article.objects.update(pub_date=timezone.now() + timedelta(days=1))
    elif hide == "hidden":
        Discussion.objects.update(state="hidden")
    else:
        article.delete()
    assert client.get(f"/comments/{stored.pk}/").status_code == 404
    page = client.get(own_page).content.decode()
    assert "I read this twice." in page
    assert "/en/harbour/" not in page
    assert "Your comment is published." not in page
