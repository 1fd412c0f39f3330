"""The person page: who comments, what became of it, and what the newsroom decided about them."""

from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...decisions.counters import COUNT_OF_STATUS
from ...decisions.standings import set_standing
from ...desk.filters import Filters, Queue
from ...desk.search import people_at, people_named
from ...models import Commenter, Decision, ReaderComment, Standing
from ...people.reserved_names import give_up
from ...queries import with_related
from ...requests.readers import address_of_user, name_of_user
from ...text.addresses import may_be_address
from ..base import MOST_SEARCHED, FixedRowsAdmin
from ..dates import moment
from ..paging import CappedPaginator
from ..permissions import is_of_every_site, may_moderate, may_view
from .standings import StandingForm, standing_of

# Of one person: comments that are shown, that are looked at for names and decisions, and rows of each log.
MOST_SHOWN = 20
MOST_LOOKED_AT = 200
RECENT = timedelta(days=30)
DESK = "admin:newsroom_comments_readercomment_changelist"
CHANGE = "admin:newsroom_comments_readercomment_change"


@admin.register(Commenter)
class CommenterAdmin(FixedRowsAdmin):
    form = StandingForm
    list_display = ["latest_name", "proof", "now", "approved_count", "rejected_count"]
    list_filter = ["standing"]
    ordering = ["-pk"]
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False
    search_fields = ["pk"]
    search_help_text = gettext_lazy("Part of a name")
    readonly_fields = [
        *("names", "proof", "reserved_name", "address", "tally", "recently"),
        *("comments", "decisions", "changes"),
    ]
    fieldsets = [
        (None, {"fields": ["names", "proof", "reserved_name", "address", "tally", "recently"]}),
        (
            gettext_lazy("Standing"),
            {"fields": ["standing", "until", "reject_pending", "free_name", "notes", "seen"]},
        ),
        (gettext_lazy("Comments"), {"fields": ["comments"]}),
        (gettext_lazy("What was decided"), {"fields": ["changes", "decisions"]}),
    ]

    # --- Who may do what --------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A person is one on every site, and so is the page."""
        may_read = super().has_view_permission(request, obj) or may_moderate(request)
        return may_read and is_of_every_site(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("newsroom_comments.set_standing") and is_of_every_site(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = set() if _may_see_addresses(request) else {"address"}
        if not self.has_change_permission(request, obj):
            hidden |= {"seen", "reject_pending", "free_name"}
        if obj is None or not obj.reserved_name:
            hidden |= {"reserved_name", "free_name"}
        if not may_moderate(request):
            hidden |= {"reject_pending"}
        if not may_view(request, ReaderComment):
            hidden |= {"comments"}
        shown = [
            (title, [name for name in box["fields"] if name not in hidden]) for title, box in self.fieldsets
        ]
        return [(title, {"fields": names}) for title, names in shown if names]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filter on the screen: any other lookup could be asked for hashes, letter by letter."""
        return lookup.partition("__")[0] in self.list_filter

    # --- The list ---------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        latest = ReaderComment.objects.filter(commenter=OuterRef("pk")).order_by("-submitted", "-pk")
        name = Subquery(latest.values("user_name")[:1])
        rows = with_related(super().get_queryset(request), "user").annotate(latest_user_name=name)
        return cast(QuerySet[Any], rows)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """Whoever wrote under such a name; typed, confirmed or has a login with just this address."""
        searched = search_term.strip()[:MOST_SEARCHED]
        if not searched:
            return queryset, False
        owners = people_at([searched]) if may_be_address(searched) and _may_see_addresses(request) else []
        return queryset.filter(pk__in=owners or people_named(searched)), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if _may_see_addresses(request):
            changelist.search_help_text = _("Part of a name, or a whole email address")
        return changelist

    @admin.display(description=gettext_lazy("name"))
    def latest_name(self, commenter: Any) -> SafeString:
        return format_html("<bdi>{}</bdi>", commenter.latest_user_name or commenter)

    @admin.display(description=gettext_lazy("standing"))
    def now(self, commenter: Commenter) -> str:
        return standing_of(commenter)

    # --- The person -------------------------------------------------------------------------------------

    def _comments(self, commenter: Commenter) -> QuerySet[ReaderComment]:
        return ReaderComment.objects.filter(commenter=commenter).order_by("-submitted", "-pk")

    @admin.display(description=gettext_lazy("names"))
    def names(self, commenter: Commenter) -> str:
        typed = self._comments(commenter).values_list("user_name", flat=True)[:MOST_LOOKED_AT]
        return ", ".join(filter(None, dict.fromkeys(typed))) or _("none")

    @admin.display(description=gettext_lazy("known by"))
    def proof(self, commenter: Commenter) -> str:
        if commenter.user is not None:
            return _("login: %(name)s") % {"name": name_of_user(commenter.user) or _("a reader")}
        if commenter.confirmed_at:
            return _("address confirmed on %(date)s") % {"date": moment(commenter.confirmed_at)}
        return _("address not confirmed")

    @admin.display(description=gettext_lazy("email address"))
    def address(self, commenter: Commenter) -> str:
        typed = self._comments(commenter).exclude(user_email="").values_list("user_email", flat=True).first()
        login = address_of_user(commenter.user) if commenter.user else ""
        return str(typed or "") or login or _("none")

    @admin.display(description=gettext_lazy("in all"))
    def tally(self, commenter: Commenter) -> str:
        return _rates(commenter.approved_count, commenter.rejected_count)

    @admin.display(description=gettext_lazy("in the last 30 days"))
    def recently(self, commenter: Commenter) -> str:
        rows = self._comments(commenter).filter(submitted__gte=timezone.now() - RECENT).order_by()
        numbers = {"approved_count": 0, "rejected_count": 0}
        for status, number in rows.values_list("status").annotate(Count("pk")):
            if status in COUNT_OF_STATUS:
                numbers[COUNT_OF_STATUS[status]] += number
        return _rates(numbers["approved_count"], numbers["rejected_count"])

    @admin.display(description=gettext_lazy("latest"))
    def comments(self, commenter: Commenter) -> SafeString:
        rows = self._comments(commenter).defer("user_email").prefetch_related("target")
        theirs = Filters(queue=Queue.ALL, commenter=commenter.pk).query()
        return render_to_string(
            "newsroom_comments/desk/people/comments.html",
            {
                "comments": [(row, self._address(CHANGE, row.pk)) for row in rows[:MOST_SHOWN]],
                "desk": self._address(DESK) + theirs,
            },
        )

    @admin.display(description=gettext_lazy("on their comments"))
    def decisions(self, commenter: Commenter) -> SafeString:
        latest = list(self._comments(commenter).values_list("pk", flat=True)[:MOST_LOOKED_AT])
        rows = with_related(Decision.objects.filter(comment__in=latest), "actor", "rejection")
        return render_to_string(
            "newsroom_comments/desk/people/decisions.html", {"decisions": rows.order_by("-pk")[:MOST_SHOWN]}
        )

    @admin.display(description=gettext_lazy("on their standing"))
    def changes(self, commenter: Commenter) -> SafeString:
        rows = with_related(commenter.standing_changes.all(), "actor")
        return render_to_string(
            "newsroom_comments/desk/people/changes.html", {"changes": rows.order_by("-pk")[:MOST_SHOWN]}
        )

    # --- What an editor decides about them --------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Commenter, form: Any, change: bool) -> None:
        """The standing takes its own write path, with its log and its undo; the notes are just written."""
        if "notes" in form.changed_data:
            Commenter.objects.filter(pk=obj.pk).update(notes=form.cleaned_data["notes"])
        if form.cleaned_data["free_name"] and obj.reserved_name:
            give_up(obj)
            freed = _("The name “%(name)s” is free again.") % {"name": obj.reserved_name}
            self.message_user(request, freed, messages.SUCCESS)
        # A field of the form's own is read even where it isn't shown.
        reject_pending = form.cleaned_data["reject_pending"] and may_moderate(request)
        if not form.changes_standing and not reject_pending:
            return
        outcome = set_standing(
            obj,
            Standing(form.cleaned_data["standing"]),
            until=form.cleaned_data["until"],
            by=request.user,
            batch=uuid4(),
            reject_pending=reject_pending,
        )
        said = [_("Standing: %(standing)s.") % {"standing": standing_of(obj)}]
        if outcome.done:
            text = ngettext(
                "%(number)d pending comment was rejected.",
                "%(number)d pending comments were rejected.",
                len(outcome.done),
            )
            said.append(text % {"number": len(outcome.done)})
        undo = format_html('<a href="{}">{}</a>', self._address(DESK), _("Undo it at the desk"))
        self.message_user(request, format_html("{} {}", " ".join(said), undo), messages.SUCCESS)

    def _address(self, name: str, *args: Any) -> str:
        """In this admin site, of several that a host may have."""
        return reverse(name, args=args, current_app=self.admin_site.name)


def _may_see_addresses(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("newsroom_comments.view_address"))


def _rates(approved: int, rejected: int) -> str:
    decided = approved + rejected
    if not decided:
        return _("nothing decided")
    values = {"approved": approved, "rejected": rejected, "rate": round(100 * rejected / decided)}
    return _("%(approved)d approved, %(rejected)d rejected (%(rate)d%%)") % values
