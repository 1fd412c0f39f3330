"""An article's page, and django-comments-xtd's own addresses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from articles.models import Article


def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    found = get_object_or_404(Article.objects.published(), language=language, slug=slug)
    return render(request, "article.html", {"article": found})


urlpatterns = [
    path("comments/", include("django_comments_xtd.urls")),
    path("<language>/<slug>/", article, name="article"),
]
