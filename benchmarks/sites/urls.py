"""The site's addresses, and one of a host."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from articles.models import Section
from comments.decorators import discussion_page
from newsroom import urls
from newsroom.urls import handler400, handler500

__all__ = ["handler400", "handler500", "urlpatterns"]


def find(_request: HttpRequest, slug: str) -> Section:
    return get_object_or_404(Section, slug=slug)


def page(_request: HttpRequest, section: Section) -> HttpResponse:
    return HttpResponse(f"<p>{section.name}" * 2000)


urlpatterns = [path("host/<slug>/", discussion_page(find)(page)), *urls.urlpatterns]
