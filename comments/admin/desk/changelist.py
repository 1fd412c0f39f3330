"""The moderation desk: the list of comments, at the address of admin's own, and what is done there."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_POST, require_safe

from ...desk.cards import Card, read_cards
from ...outages import survives_outage
from ..permissions import DeskPermissions
from . import actions, logged_out, notes, pages, state
from .answers import Answer
from .beside.pages import PagesBesideTheDesk
from .cards import Cards
from .list_state import ListState
from .sent import Sent

Action = Callable[[HttpRequest, ListState, DeskPermissions], Answer]
ACTIONS: dict[str, Action] = {
    "decide": actions.decide,
    "decide_selection": actions.decide_selection,
    "revise": actions.revise,
    "reply": actions.reply,
    "answer_appeal": actions.answer_appeal,
    "pick": actions.pick,
    "ban": actions.ban,
    "note": notes.add,
    "remove_note": notes.remove,
    "undo": actions.undo,
}
LIST = "admin:newsroom_comments_readercomment_changelist"
PAGE = "admin:newsroom_comments_readercomment_change"
# Of a batch of hundreds that stays in the list, the script is given so many cards; the rest are on the pages.
MOST_CARDS = 100


class DeskAdmin(PagesBesideTheDesk):
    """Cards instead of rows.  Works as pages and forms; a script that asks for JSON gets the parts."""

    def get_urls(self) -> list[URLPattern]:
        doing = [
            path(
                f"desk/{name}/", self._view(require_POST(self._do), action), name=f"newsroom_comments_{name}"
            )
            for name, action in ACTIONS.items()
        ]
        arrivals = self._guarded(require_GET(self.arrivals_view))
        listening = path("desk/arrivals/", arrivals, name="newsroom_comments_arrivals")
        watch = survives_outage(self.admin_site.admin_view(require_safe(self.state_view)))
        watching = path("desk/state/", watch, name="newsroom_comments_state")
        return [*doing, listening, watching, *super().get_urls()]

    def _view(self, view: Callable[..., HttpResponse], action: Action) -> Callable[..., HttpResponse]:
        guarded = self._guarded(view)
        return survives_outage(lambda request: guarded(request, action))

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Admin's own view; but whoever is logged out is answered with what they sent, not with a log-in."""
        guarded = self.admin_site.admin_view(view)

        # First of all the token: nobody is shown what another site's page sent.
        @csrf_protect
        def answered(request: HttpRequest, *arguments: Any) -> HttpResponse:
            if self.admin_site.has_permission(request) or logged_out.is_page(request):
                return guarded(request, *arguments)
            return logged_out.answer(request, self.admin_site)

        return answered

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        permissions = self._permissions(request)
        return self._page(request, ListState.read(request.GET, permissions), extra=extra_context)

    def arrivals_view(self, request: HttpRequest) -> HttpResponse:
        """How many comments came since the list was read; the list itself stays as it is."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        permissions = self._permissions(request)
        list_state = ListState.read(request.GET, permissions)
        number = pages.arrived(list_state, request.GET.get("seen", ""), permissions)
        message = ngettext("%(number)d new: show", "%(number)d new: show", number) % {"number": number}
        return JsonResponse(
            {"number": number, "message": message, "tabs": self._bars(request, list_state, permissions)[0]}
        )

    def state_view(self, request: HttpRequest) -> HttpResponse:
        """How the comments of some days fare."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        permissions = self._permissions(request)
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": _("State of the comments"),
            "opts": self.opts,
            "desk": LIST,
            **state.page(request, permissions),
        }
        return TemplateResponse(request, "newsroom_comments/desk/state/page.html", context)

    def _permissions(self, request: HttpRequest) -> DeskPermissions:
        """Those of an editor who has something to see here."""
        permissions = DeskPermissions.of(request)
        if permissions.has_no_site:
            raise PermissionDenied
        return permissions

    # --- Doing ------------------------------------------------------------------------------------------

    def _do(self, request: HttpRequest, action: Action) -> HttpResponse:
        permissions = self._permissions(request)
        list_state = ListState.read(QueryDict(request.POST.get("query", "").lstrip("?")), permissions)
        if not (permissions.moderate and permissions.may_see(Sent(request.POST).named)):
            raise PermissionDenied
        answer = action(request, list_state, permissions)
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return self._parts(request, list_state, permissions, answer)
        return self._page_after(request, list_state, answer)

    def _page_after(self, request: HttpRequest, list_state: ListState, answer: Answer) -> HttpResponse:
        """Back to the list; where there is unsaved input or a question is open, a page that has them."""
        if answer.question or (answer.unsaved and answer.unsaved.words):
            back = answer.back if answer.unsaved else ()
            return self._page(request, list_state, answer=answer, back=back, status=answer.status)
        self.message_user(request, answer.message, answer.level)
        if request.POST.get("back") == "page" and list_state.comment is not None:
            place = reverse(PAGE, args=[list_state.comment], current_app=self.admin_site.name)
            return HttpResponseRedirect(place)
        return HttpResponseRedirect(reverse(LIST, current_app=self.admin_site.name) + list_state.query)

    def _parts(
        self, request: HttpRequest, list_state: ListState, permissions: DeskPermissions, answer: Answer
    ) -> JsonResponse:
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        here: set[int] = set()
        if answer.to is None or not list_state.loses(answer.to):
            here = list_state.those_here(answer.done, may_search_addresses=permissions.addresses)
        staying = [number for number in (*answer.done, *answer.back) if number in {*here, *answer.back}]
        cards = (
            read_cards(staying, with_addresses=permissions.addresses, known=answer.decisions)
            if staying
            else {}
        )
        shown = self._rendered(request, list_state, permissions, cards, answer)
        gone = dict.fromkeys(number for number in answer.done if number not in cards)
        tabs, last = self._bars(request, list_state, permissions, answer)
        return JsonResponse(
            {
                "message": answer.message,
                "level": messages.DEFAULT_TAGS[answer.level],
                "cards": gone | shown,
                "current": answer.current,
                "tabs": tabs,
                "last": last,
            },
            status=answer.status,
        )

    def _rendered(
        self,
        request: HttpRequest,
        list_state: ListState,
        permissions: DeskPermissions,
        cards: dict[int, Card],
        answer: Answer,
    ) -> dict[int, SafeString]:
        if not cards:
            return {}
        first = islice(cards.values(), MOST_CARDS)
        return Cards(request, list_state, permissions).render(first, answer.unsaved)

    # --- Showing ----------------------------------------------------------------------------------------

    def _bars(
        self,
        request: HttpRequest,
        list_state: ListState,
        permissions: DeskPermissions,
        answer: Answer | None = None,
    ) -> tuple[str, str]:
        """The tabs, and the bar of what was done last, or the question that is open."""
        last = answer.last if answer else None
        context = pages.bars(request, list_state, permissions, last=last)
        context["question"] = answer and answer.question
        tabs = render_to_string("newsroom_comments/desk/tabs.html", context, request)
        return tabs, render_to_string("newsroom_comments/desk/last.html", context, request)

    def _page(
        self,
        request: HttpRequest,
        list_state: ListState,
        *,
        answer: Answer | None = None,
        back: Any = (),
        status: int = 200,
        extra: dict[str, Any] | None = None,
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        permissions = DeskPermissions.of(request)
        context = {
            **self.admin_site.each_context(request),
            "title": pages.title(),
            "opts": self.opts,
            "question": answer and answer.question,
            **pages.whole(
                request, list_state, permissions, unsaved=answer.unsaved if answer else None, back=list(back)
            ),
            **(extra or {}),
        }
        return TemplateResponse(request, "newsroom_comments/desk/page.html", context, status=status)
