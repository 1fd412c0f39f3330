"""A page as a view of the host's serves it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from articles.models import Article
from comments.decorators import discussion_page

Get = Callable[..., HttpResponse]


def served(
    article: Article, view: Callable[..., HttpResponse], path: str = "/somewhere/", **request: Any
) -> HttpResponse:
    """What the decorator makes of a view, without any middleware."""
    page = discussion_page(lambda _request: Article.objects.get(pk=article.pk))(view)
    response: HttpResponse = page(RequestFactory().get(path, **request))
    if isinstance(response, TemplateResponse):
        response.render()
    return response


def plain(_request: HttpRequest, _target: Article) -> HttpResponse:
    return HttpResponse("a page")
