"""Who moderates which site, where several share the database."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from ..conf import conf
from ..models import ModeratedSite
from .base import SturdyAdmin


@admin.register(ModeratedSite)
class ModeratedSiteAdmin(SturdyAdmin):
    """Out of sight where all sites are moderated as one."""

    list_display = ["site", "who"]
    list_select_related = ["site"]
    filter_horizontal = ["groups"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return conf.by_site and super().has_module_permission(request)

    @admin.display(description=gettext_lazy("groups"))
    def who(self, moderated: ModeratedSite) -> str:
        return ", ".join(moderated.groups.order_by("name").values_list("name", flat=True))
