"""Each editor chooses when to be emailed what waits at the desk."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import DeskDigest
from ..requests.readers import address_of_user
from .base import SturdyAdmin
from .permissions import DeskPermissions

PAGE = "admin:newsroom_comments_deskdigest"


@admin.register(DeskDigest)
class DeskDigestAdmin(SturdyAdmin):
    """One form for whoever is logged in; nobody sees another's."""

    fields = ("address", "number", "hours", "daily_at")
    readonly_fields = ("address",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may_choose(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_choose(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_choose(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may_choose(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The links in emails name it: who wants none chooses nothing."""
        return False

    @admin.display(description=_("to"))
    def address(self, digest: DeskDigest) -> str:
        user = getattr(digest, "user", None)
        address = address_of_user(user) if user else ""
        return address or gettext("your account’s email address")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return self._own(request) or super().changelist_view(request, extra_context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        own = self.get_queryset(request).exists() if _may_choose(request) else False
        return (self._own(request) if own else None) or super().add_view(request, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """There is but one to save."""
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def _own(self, request: HttpRequest) -> HttpResponse | None:
        """The way to one's own form; None for who has none."""
        if not _may_choose(request):
            return None
        pk = self.get_queryset(request).values_list("pk", flat=True).first()
        name, arguments = ("change", [pk]) if pk else ("add", [])
        address = reverse(f"{PAGE}_{name}", args=arguments, current_app=self.admin_site.name)
        return HttpResponseRedirect(address)

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A choice has no history."""
        raise PermissionDenied

    def save_model(self, request: HttpRequest, obj: DeskDigest, form: Any, change: bool) -> None:
        obj.user = cast(Any, request.user)
        super().save_model(request, obj, form, change)


def _may_choose(request: HttpRequest) -> bool:
    """Whoever has a desk, of every site or of some."""
    return DeskPermissions.of(request).moderate
