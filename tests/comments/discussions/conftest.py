"""A page as a browser gets it."""

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article

from .served import Get


@pytest.fixture
def get(article: Article, client: Client) -> Get:
    """The article's page over HTTP, with a query and headers."""

    def ask(query: str = "", **headers: str) -> HttpResponse:
        return client.get(article.get_absolute_url() + query, headers=headers)

    return ask
