"""What Wagtail looks for: an item of its menu that leads to the desk, with the number of what waits there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ...admin.desk.changelist import LIST
from ...admin.permissions import DeskPermissions
from ...desk.queues import MOST_COUNTED, waiting


class DeskItem(MenuItem):
    """For whoever may moderate, and is let into Django's admin, where the desk is."""

    def is_shown(self, request: HttpRequest) -> bool:
        return admin.site.has_permission(request) and DeskPermissions.of(request).moderate

    def render_component(self, request: HttpRequest) -> Any:
        """The item itself is every request's; what it is called is this one's."""
        component = super().render_component(request)
        number, _since = waiting(DeskPermissions.of(request).site)
        if number:
            most = "+" if number == MOST_COUNTED else ""
            component.label = _("Comments (%(number)s)") % {"number": f"{number}{most}"}
        return component


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk_item() -> DeskItem:
    return DeskItem(
        gettext_lazy("Comments"),
        # Addresses may not be known yet.
        lazy(reverse, str)(LIST),
        name="newsroom-comments",
        icon_name="comment",
        order=350,
    )
