"""The columns of the articles' list, and what it is filtered by."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Article, Credit, Revision, Section

Status = Article.Status


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [
            ("draft", Status.DRAFT.label),
            ("ready", Status.READY.label),
            ("scheduled", _("Scheduled")),
            ("published", Status.PUBLISHED.label),
            ("next", _("With a next version")),
            ("withdrawn", Status.WITHDRAWN.label),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self.value()
        if chosen == "scheduled":
            return queryset.filter(status=Status.PUBLISHED, pub_date__gt=timezone.now())
        if chosen == "published":
            return queryset.filter(status=Status.PUBLISHED, pub_date__lte=timezone.now())
        if chosen == "next":
            return queryset.filter(pending__isnull=False)
        return queryset.filter(status=chosen) if chosen else queryset


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [("mine", _("Mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() != "mine":
            return queryset
        credited = Credit.objects.filter(article=OuterRef("pk"), person__user=request.user.pk)
        wrote = Revision.objects.filter(article=OuterRef("pk"), by=request.user.pk)
        return queryset.filter(Q(writer=request.user.pk) | Exists(credited) | Exists(wrote))


class SectionFilter(admin.SimpleListFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [(str(section.pk), str(section)) for section in Section.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """A section and its parts."""
        chosen = self.value() or ""
        if not chosen.isascii() or not chosen.isdecimal() or len(chosen) > 18:
            return queryset.none() if chosen else queryset
        return queryset.filter(Q(section=chosen) | Q(section__parent=chosen))
