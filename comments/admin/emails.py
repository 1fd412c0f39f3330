"""The outbox, with what the mail server said."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..mail.tasks import send_soon
from ..models import Email
from .base import FixedRowsAdmin
from .dates import moment
from .paging import CappedPaginator
from .permissions import is_of_every_site


@admin.register(Email)
class EmailAdmin(FixedRowsAdmin):
    list_display = ("kind", "about", "created", "outcome")
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter)]
    readonly_fields = fields = ("kind", "about", "created", "attempts", "last_error", "due", "sent_at")
    # What didn't go out stands above all else.
    ordering = [F("sent_at").desc(nulls_first=True), "-pk"]
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False
    actions = ["send_again"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The outbox is one for all sites."""
        return super().has_view_permission(request, obj) and is_of_every_site(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_of_every_site(request)

    @admin.display(description=_("comment"))
    def about(self, email: Email) -> str:
        return str(email.comment_id)

    @admin.display(description=_("outcome"))
    def outcome(self, email: Email) -> str:
        """When it was sent; or how often that was tried, what was said last, and that it is given up."""
        if email.sent_at:
            return gettext("sent on %(date)s") % {"date": moment(email.sent_at)}
        tried = ngettext("%(count)d attempt", "%(count)d attempts", email.attempts)
        given_up = "" if email.due else gettext("not tried again")
        said = [tried % {"count": email.attempts}, email.last_error.partition("\n")[0], given_up]
        return " · ".join(filter(None, said))

    @admin.action(description=_("Send again"), permissions=["change"])
    def send_again(self, request: HttpRequest, emails: QuerySet[Email]) -> None:
        """Give up waiting: try at once, and as often as a new email.  What went out stays as it is."""
        chosen = [email.pk for email in emails if email.sent_at is None]
        Email.objects.filter(pk__in=chosen).update(attempts=0, due=timezone.now())
        send_soon(*chosen)
        said = ngettext("%(count)d email is tried again.", "%(count)d emails are tried again.", len(chosen))
        self.message_user(request, said % {"count": len(chosen)})
