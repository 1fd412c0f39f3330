"""Who makes the articles."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Person
from .base import BaseAdmin


@admin.register(Person)
class PersonAdmin(BaseAdmin):
    list_display = ("name", "slug", "number_of_articles")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
    # A list of all accounts would be long, and a search needs an admin of the host's user model.
    raw_id_fields = ("user", "picture")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        rows: QuerySet[Person] = super().get_queryset(request)
        return rows.annotate(_articles=Count("credits__article", distinct=True))

    @admin.display(description=_("Articles"), ordering="_articles")
    def number_of_articles(self, obj: Person) -> int:
        return int(obj._articles)  # type: ignore[attr-defined]
