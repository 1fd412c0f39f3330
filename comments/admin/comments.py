"""The list of comments and what an editor does with one: decide, or correct its text."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from .. import sanitizing
from ..decisions import Conflict, Grounds, decide, revise
from ..models import Commenter, ReaderComment, Status
from .buttons import read_button, revision_shown
from .cards import card, counts, place, sentences
from .corrections import CorrectionForm
from .kept import KeptAdmin
from .permissions import may_moderate


@admin.register(ReaderComment)
class ReaderCommentAdmin(KeptAdmin):
    form = CorrectionForm
    list_filter = ["status", "submitted"]
    search_fields = ["source", "user_name"]
    list_per_page = 50
    ordering = ["-pk"]
    show_full_result_count = False
    list_display_links = None
    fields = [
        "seen_revision",
        "author",
        "address",
        "place",
        "state",
        "why",
        "shown",
        "removed",
        "source",
        "earlier",
        "history",
    ]
    readonly_fields = ["author", "address", "place", "state", "why", "shown", "removed", "earlier", "history"]
    actions = ["approve", "hold", "reject", "mark_as_spam"]

    class Media:
        css = {"all": ["newsroom_comments/desk.css"]}

    # --- Who may do what --------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or may_moderate(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_moderate(request)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return may_moderate(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may_see_address = request.user.has_perm("newsroom_comments.view_address")
        hidden = set() if may_see_address else {"address"}
        if not may_moderate(request):
            hidden.add("seen_revision")
        return [name for name in self.fields if name not in hidden]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters on the screen: any other lookup could be asked for addresses, letter by letter."""
        return lookup.partition("__")[0] in self.list_filter

    def view_on_site(self, comment: ReaderComment) -> str | None:
        """Its permanent address, once it has one; not by way of the sites framework's host."""
        return comment.get_absolute_url() if comment.public else None

    # --- The list ---------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = {"title": ReaderComment._meta.verbose_name_plural.capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("commenter")
        return rows.defer("user_email").prefetch_related("content_object")

    def get_list_display(self, request: HttpRequest) -> Any:
        """One column, the card; it needs the request, whose filters the buttons lead back to."""

        @admin.display(description=gettext_lazy("Comment"))
        def row(comment: ReaderComment) -> SafeString:
            return card(request, comment)

        return [row]

    # --- Read-only fields -------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("author"))
    def author(self, comment: ReaderComment) -> SafeString:
        return format_html("<bdi>{}</bdi> ({})", comment.user_name, counts(comment.commenter or Commenter()))

    @admin.display(description=gettext_lazy("email address"))
    def address(self, comment: ReaderComment) -> str:
        return str(comment.user_email)

    @admin.display(description=gettext_lazy("on"))
    def place(self, comment: ReaderComment) -> SafeString | str:
        return place(comment)

    @admin.display(description=gettext_lazy("status"))
    def state(self, comment: ReaderComment) -> str:
        return str(comment.get_status_display())

    @admin.display(description=gettext_lazy("reasons"))
    def why(self, comment: ReaderComment) -> str:
        return " · ".join(sentences(comment))

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown(self, comment: ReaderComment) -> SafeString:
        return format_html('<div class="nc-desk-text">{}</div>', sanitizing.guard(comment.comment))

    @admin.display(description=gettext_lazy("removed by cleaning"))
    def removed(self, comment: ReaderComment) -> str | None:
        return ", ".join(sanitizing.removed(comment.source)) or None

    @admin.display(description=gettext_lazy("earlier texts"))
    def earlier(self, comment: ReaderComment) -> SafeString:
        texts = comment.earlier_texts.select_related("replaced_by")
        return render_to_string("newsroom_comments/desk/earlier.html", {"texts": texts})

    @admin.display(description=gettext_lazy("decisions"))
    def history(self, comment: ReaderComment) -> SafeString:
        decisions = comment.decisions.select_related("actor")
        return render_to_string("newsroom_comments/desk/history.html", {"decisions": decisions})

    # --- Decisions --------------------------------------------------------------------------------------

    @admin.action(permissions=["moderate"], description=gettext_lazy("Approve selected comments"))
    def approve(self, request: HttpRequest, queryset: QuerySet[ReaderComment]) -> None:
        self._decide_selected(request, queryset, Status.APPROVED)

    @admin.action(permissions=["moderate"], description=gettext_lazy("Hold selected comments again"))
    def hold(self, request: HttpRequest, queryset: QuerySet[ReaderComment]) -> None:
        self._decide_selected(request, queryset, Status.PENDING)

    @admin.action(permissions=["moderate"], description=gettext_lazy("Reject selected comments"))
    def reject(self, request: HttpRequest, queryset: QuerySet[ReaderComment]) -> None:
        self._decide_selected(request, queryset, Status.REJECTED)

    @admin.action(permissions=["moderate"], description=gettext_lazy("Mark selected comments as spam"))
    def mark_as_spam(self, request: HttpRequest, queryset: QuerySet[ReaderComment]) -> None:
        self._decide_selected(request, queryset, Status.SPAM)

    def _decide_selected(self, request: HttpRequest, queryset: QuerySet[ReaderComment], to: Status) -> None:
        # By id, so that two editors' transactions take the rows in the same order.
        done = sum(
            self._decide(request, comment, to, revision_shown(request, comment))
            for comment in queryset.order_by("pk")
        )
        if done:
            self._say(request, to, done)

    def _decide(self, request: HttpRequest, comment: ReaderComment, to: Status, revision: int | None) -> bool:
        """Decide one comment; what changed since it was on the screen is left alone, and the editor told."""
        try:
            return decide(comment, to, Grounds(by=request.user), revision=revision)
        except Conflict:
            text = _("Comment %(id)s changed while you had it open: nothing was done. Look at it again.")
            self.message_user(request, text % {"id": comment.pk}, messages.WARNING)
            return False

    def _say(self, request: HttpRequest, to: Status, number: int) -> None:
        text = ngettext("%(number)d comment: %(status)s.", "%(number)d comments: %(status)s.", number)
        self.message_user(request, text % {"number": number, "status": to.label}, messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("decide/", view, name="newsroom_comments_decide"), *super().get_urls()]

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        """One click on a row: the button's value is "status-id-revision"."""
        if not may_moderate(request):
            raise PermissionDenied
        back = reverse("admin:newsroom_comments_readercomment_changelist")
        query = request.GET.urlencode()
        to, number, revision = read_button(request.POST.get("decision", ""))
        comment = ReaderComment.objects.filter(pk=number).first() if to else None
        if to is None or comment is None:
            self.message_user(
                request, _("That comment is no longer here: nothing was done."), messages.WARNING
            )
        elif self._decide(request, comment, to, revision):
            self._say(request, to, 1)
        return HttpResponseRedirect(f"{back}?{query}" if query else back)

    def save_model(
        self, request: HttpRequest, obj: ReaderComment, form: forms.ModelForm, change: bool
    ) -> None:
        """A correction goes through the same door as a decision; only the text changes."""
        stored = ReaderComment.objects.get(pk=obj.pk)
        grounds = Grounds(by=request.user, reason="corrected")
        revise(stored, form.cleaned_data["source"], grounds, revision=form.cleaned_data["seen_revision"])

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A colleague may be quicker after the form was found valid: then nothing was saved or logged."""
        try:
            return super().change_view(request, *args, **kwargs)
        except Conflict:
            text = _(
                "This comment changed at the same moment: your correction was not saved. It read: %(text)s"
            )
            self.message_user(request, text % {"text": request.POST["source"]}, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
