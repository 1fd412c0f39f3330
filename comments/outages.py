"""The database is down, or too busy: a page that needs none of it, with every word that was sent."""

import logging
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from typing import Any

from django import forms
from django.db import InterfaceError, OperationalError, connections, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import ReplyForm, ReportForm
from .requests.readers import reader_language
from .requests.same_origin import naming_origin

View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)

# The bits of SQLite's extended codes that say of which kind they are.
PRIMARY_CODE = 0xFF
# Seconds after which another try is worth it.
RETRY_AFTER = 30


def _text(label: Any) -> forms.Field:
    return forms.CharField(label=label, widget=forms.Textarea, required=False)


# What people see of what they wrote, readers and editors; the rest goes with it unseen.
SHOWN = {name: ReplyForm.base_fields[name] for name in ("comment", "name", "email", "url", "follow")} | {
    "text": ReportForm.base_fields["text"],
    "source": _text(gettext_lazy("text")),
    "reply": _text(gettext_lazy("Your reply, public at once and marked as the newsroom’s")),
    "message": _text(gettext_lazy("Your message to the author, who reads it on their private page")),
    "notes": _text(gettext_lazy("notes")),
}


def is_outage(error: BaseException | None) -> bool:
    """Whether the database is lost, refused, shutting down, full or locked for too long.

    All other errors are faults of ours; so is what SQLite raises as if it were one of those for a table or a
    column that is not there, with the code that says nothing closer (sqlite.org/rescode.html).
    """
    if isinstance(error, OperationalError):
        code = getattr(error.__cause__, "sqlite_errorcode", None)
        return code is None or code & PRIMARY_CODE != sqlite3.SQLITE_ERROR
    return isinstance(error, InterfaceError)


class UnsentForm(forms.Form):
    """Whatever was sent to one of our forms, to be sent again as it is."""

    use_required_attribute = False

    def __init__(self, sent: QueryDict) -> None:
        seen = [name for name in SHOWN if sent.get(name)]
        unseen = {name: values for name, values in sent.lists() if name not in seen}
        super().__init__(initial=sent.dict() | unseen, auto_id="unsent-%s")
        for name in seen:
            self.fields[name] = deepcopy(SHOWN[name])
        for name in unseen:
            self.fields[name] = forms.Field(widget=forms.MultipleHiddenInput)


def survives_outage(view: View) -> View:
    """Make of a database that doesn't answer a 503 with the reader's words in a form, to be posted again.

    Of what another fault of the database breaks, nothing is hidden.  ``ATOMIC_REQUESTS`` doesn't reach the
    view: it would begin and commit out of our sight, and what we write has transactions of its own.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            if not is_outage(error):
                raise
            logger.error("the database does not answer: %s", " ".join(str(error).split()))
            response = naming_origin(_answer(request))
        if "token" in kwargs:
            # A private page, whose address no link reveals; other forms' posts must say where they come from.
            response["Referrer-Policy"] = "no-referrer"
        return response

    for alias in connections:
        transaction.non_atomic_requests(using=alias)(page)
    return page


def _answer(request: HttpRequest) -> HttpResponse:
    with translation.override(reader_language(request)):
        why = _("The site can't do this at the moment.")
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response: HttpResponse = JsonResponse({"problem": why}, status=503)
        else:
            form = UnsentForm(request.POST) if request.method == "POST" else None
            response = HttpResponse(_page({"why": why, "form": form}), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    return response


def _page(context: dict[str, Any]) -> str:
    """In the host's own page; where that can't do without the database, in none.

    No context processors: they would ask who is logged in.
    """
    template = "newsroom_comments/posting/unavailable.html"
    try:
        return render_to_string(template, context | {"layout": "newsroom_comments/base.html"})
    except Exception:  # whatever a host's template raises, the reader's words come first
        return render_to_string(template, context | {"layout": "newsroom_comments/bare.html"})
