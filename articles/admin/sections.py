"""Where articles stand and what they are about."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Section, Topic
from .base import BaseAdmin


class Counted(BaseAdmin):
    """Lists how many articles there are of each."""

    prepopulated_fields = {"slug": ["name"]}
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(_articles=Count("articles"))
        return counted

    @admin.display(description=_("Articles"), ordering="_articles")
    def number_of_articles(self, obj: Any) -> int:
        return int(obj._articles)


@admin.register(Section)
class SectionAdmin(Counted):
    list_display = ("name", "language", "parent", "position", "number_of_articles")
    list_editable = ("position",)
    list_filter = ("language",)
    list_select_related = ("parent",)


@admin.register(Topic)
class TopicAdmin(Counted):
    list_display = ("name", "language", "number_of_articles")
    list_filter = ("language",)
