"""What the logs at the desk have in common: they are read, and nobody writes in them."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...queries import with_related
from ...requests.numbers import natural_number
from .. import paging
from ..base import MOST_SEARCHED, FixedRowsAdmin
from ..permissions import may_view
from ..sentences import who


class LatestValuesFilter(admin.SimpleListFilter):
    """The values that one column has in the latest rows: all it ever had would take a look at every row."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        latest = model_admin.model.objects.order_by("-pk").values("pk")[: paging.MOST_ROWS]
        values = model_admin.model.objects.filter(pk__in=latest).order_by()
        found = values.values_list(self.parameter_name, flat=True).distinct()
        return sorted(self.name_all([value for value in found if value]), key=lambda choice: choice[1])

    def name_all(self, values: list[Any]) -> list[tuple[str, str]]:
        """Each value with the words that the filter shows for it."""
        return [(str(value), str(value)) for value in values]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        try:
            return queryset.filter(**{str(self.parameter_name): chosen}) if chosen else queryset
        except (ValueError, ValidationError) as error:
            raise IncorrectLookupParameters(error) from error


class ToFilter(admin.ChoicesFieldListFilter):
    """By where it led."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("new status")


class LogAdmin(FixedRowsAdmin):
    """Newest first, in that order alone, which an index serves.

    Searched by the number of the ``subject``, a link beside a number that outlives it, or by words of it.
    """

    subject = ""
    # The foreign keys whose rows each line names.
    related: tuple[str, ...] = ()
    search_fields = ["pk"]
    paginator = paging.CappedPaginator
    show_full_result_count = False
    sortable_by = ()
    list_per_page = 50
    change_form_template = "newsroom_comments/desk/entry.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_related(super().get_queryset(request), *self.related)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        if not search_term:
            return queryset, False
        searched = search_term.strip()[:MOST_SEARCHED]
        number = natural_number(searched, digits=18)
        if number is None:
            may_search = may_view(request, self.model._meta.get_field(self.subject).related_model)
            found = self.subjects_of(searched) if may_search else []
            return queryset.filter(**{f"{self.subject}__in": found}), False
        gone = Q(**{self.subject: None, f"{self.subject}_number": number})
        return queryset.filter(gone | Q(**{self.subject: number})), False

    def subjects_of(self, words: str) -> Collection[int]:
        """The numbers of those that the words are found in."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        subtitle = _("At most the latest %(number)d that match are listed") % {"number": paging.MOST_ROWS}
        titles = {"title": capfirst(self.opts.verbose_name_plural), "subtitle": subtitle}
        return super().changelist_view(request, titles | (extra_context or {}))

    @admin.display(description=gettext_lazy("by"))
    def who(self, entry: Any) -> str:
        return who(entry) or self.get_empty_value_display()
