"""What the settings change on a page, they change in its ETag."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse_lazy

from articles.models import Article
from comments.models import Discussion

pytestmark = pytest.mark.django_db
LABEL = "newsroom_articles.Article"


@pytest.fixture
def page(article: Article, comment: Any, settings: Any) -> str:
    """The address of a page with a date, a long number and a link to log in."""
    comment()
    Discussion.objects.update(public_count=1234)
    models = settings.NEWSROOM_COMMENTS["MODELS"]
    required = {LABEL: models[LABEL] | {"LOGIN_REQUIRED": True}}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": required}
    settings.LOGIN_URL = "admin:login"
    return article.get_absolute_url()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOGIN_URL", "https://login.example.org/"),
        ("LOGIN_URL", "/nothing/"),
        ("SITE_NAME", "The Courier"),
        ("STATIC_URL", "https://static.example.org/"),
        ("TIME_ZONE", "Pacific/Auckland"),
        ("LANGUAGES", [("en", "English")]),
        ("USE_THOUSAND_SEPARATOR", True),
    ],
)
def test_a_setting_that_changes_the_page_changes_its_tag(
    name: str, value: Any, page: str, client: Client, settings: Any
) -> None:
    before = client.get(page)
    setattr(settings, name, value)
    after = client.get(page, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.content != before.content) == (200, True)
    assert after["ETag"] != before["ETag"]


def test_the_page_by_tls_is_another_page(page: str, client: Client) -> None:
    """It names its own address."""
    plain, encrypted = client.get(page), client.get(page, secure=True)
    assert (plain.content != encrypted.content, plain["ETag"] != encrypted["ETag"]) == (True, True)


def test_a_login_that_leads_nowhere_breaks_no_page(page: str, client: Client, settings: Any) -> None:
    settings.LOGIN_URL = reverse_lazy("nothing")
    assert client.get(page).status_code == 200
