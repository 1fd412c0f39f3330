"""One comment's page: its text to be corrected, and all that happened to it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..decisions.corrections import revise
from ..decisions.log import DecisionContext
from ..decisions.statuses import Conflict
from ..desk.cards import read_cards
from ..desk.filters import Filters, Queue
from ..models import Commenter, ReaderComment, Status
from ..queries import with_related
from ..text import sanitizing
from ..text.reading.syntax import Syntax
from .corrections import CorrectionForm
from .desk.cards import Cards, address_of, counts, sentences
from .desk.changelist import DeskAdmin
from .desk.list_state import ListState
from .permissions import DeskPermissions, may_moderate, on_their_sites

# What is shown above and below the text that can be corrected.
ABOVE = ["author", "address", "target_link", "state", "why", "shown", "removed"]
BELOW = ["earlier", "author_appeal", "history"]


@admin.register(ReaderComment)
class ReaderCommentAdmin(DeskAdmin):
    form = CorrectionForm
    fields = ["seen_revision", *ABOVE, "source", *BELOW]
    readonly_fields = [*ABOVE, *BELOW]
    change_form_template = "newsroom_comments/desk/comment_page.html"

    class Media:
        css = {"all": ["newsroom_comments/desk.css"]}

    # --- Who may do what --------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or may_moderate(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is written where everything was erased."""
        return may_moderate(request) and (obj is None or obj.status != Status.ERASED)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may_see_address = request.user.has_perm("newsroom_comments.view_address")
        hidden = set() if may_see_address else {"address"}
        if not self.has_change_permission(request, obj):
            hidden.add("seen_revision")
        if obj is None or not hasattr(obj, "appeal"):
            hidden.add("author_appeal")
        return [name for name in self.fields if name not in hidden]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("commenter").defer("user_email")
        return on_their_sites(rows, request)

    def view_on_site(self, comment: ReaderComment) -> str | None:
        """Its permanent address, once it has one; not by way of the sites framework's host."""
        return comment.get_absolute_url() if comment.public else None

    # --- Read-only fields -------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("author"))
    def author(self, comment: ReaderComment) -> SafeString:
        return format_html("<bdi>{}</bdi> ({})", comment.user_name, counts(comment.commenter or Commenter()))

    @admin.display(description=gettext_lazy("email address"))
    def address(self, comment: ReaderComment) -> str:
        return str(comment.user_email)

    @admin.display(description=gettext_lazy("on"))
    def target_link(self, comment: ReaderComment) -> SafeString | str:
        target = comment.target
        if target is None:
            return _("something that no longer exists")
        address = address_of(target)
        return format_html('<a href="{}">{}</a>', address, target) if address else str(target)

    @admin.display(description=gettext_lazy("status"))
    def state(self, comment: ReaderComment) -> str:
        return str(comment.get_status_display())

    @admin.display(description=gettext_lazy("reasons"))
    def why(self, comment: ReaderComment) -> SafeString:
        return format_html_join(mark_safe("<br>"), "{}", ([reason] for reason in sentences(comment)))

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown(self, comment: ReaderComment) -> SafeString:
        return format_html('<div class="nc-html">{}</div>', sanitizing.guard(comment.comment))

    @admin.display(description=gettext_lazy("removed by cleaning"))
    def removed(self, comment: ReaderComment) -> str:
        return ", ".join(sanitizing.removed(comment.source, Syntax(comment.syntax))) or _("nothing")

    @admin.display(description=gettext_lazy("earlier texts"))
    def earlier(self, comment: ReaderComment) -> SafeString:
        texts = with_related(comment.earlier_texts.all(), "replaced_by")
        return render_to_string("newsroom_comments/desk/earlier.html", {"texts": texts})

    @admin.display(description=gettext_lazy("appeal"))
    def author_appeal(self, comment: ReaderComment) -> SafeString:
        """What the author wrote, and what came of it; the answer stands among the decisions."""
        appeal = comment.appeal
        return format_html('<q dir="auto">{}</q> · {}', appeal.text, appeal.get_outcome_display())

    @admin.display(description=gettext_lazy("decisions"))
    def history(self, comment: ReaderComment) -> SafeString:
        decisions = with_related(comment.decisions.all(), "actor")
        return render_to_string("newsroom_comments/desk/history.html", {"decisions": decisions})

    # --- A correction -----------------------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: ReaderComment, form: forms.ModelForm, change: bool
    ) -> None:
        """A correction takes the single write path, as a decision does; only the text changes."""
        stored = ReaderComment.objects.get(pk=obj.pk)
        context = DecisionContext(by=request.user, batch=uuid4())
        revise(stored, form.cleaned_data["source"], context, revision=form.cleaned_data["seen_revision"])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the buttons of its card, which lead back here, and the notes on it."""
        context["acts"] = self._acts(request, kwargs["obj"].pk, DeskPermissions.of(request))
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def _acts(self, request: HttpRequest, number: int, permissions: DeskPermissions) -> SafeString:
        here = ListState(Filters(queue=Queue.ALL), comment=number)
        [card] = read_cards([number]).values()
        if not (permissions.moderate or card.notes):
            return SafeString()
        return Cards(request, here, permissions, only_acts=True).render([card])[number]

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
