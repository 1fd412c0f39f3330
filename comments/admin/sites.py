"""Who moderates which site, where several share the database."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from ..conf import conf
from ..models import ModeratedSite
from ..queries import with_related
from .base import SturdyAdmin


@admin.register(ModeratedSite)
class ModeratedSiteAdmin(SturdyAdmin):
    """Out of sight where all sites are moderated as one."""

    list_display = ["site", "who"]
    filter_horizontal = ["groups"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return conf.by_site and super().has_module_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_related(super().get_queryset(request), "site")

    @admin.display(description=gettext_lazy("groups"))
    def who(self, moderated: ModeratedSite) -> str:
        theirs = ModeratedSite.groups.through.objects.filter(moderatedsite=moderated.pk)
        # Fetched: another database may have the groups.
        groups = Group.objects.filter(pk__in=[*theirs.values_list("group", flat=True)])
        return ", ".join(groups.order_by("name").values_list("name", flat=True))
