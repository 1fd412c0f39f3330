"""What an undo came to, as messages on a log's page."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...decisions.undoing import Undone
from ...models import Decision, StandingChange
from ..dates import moment
from ..sentences import standing_since, stays_withdrawn, undone_text, who

# Conflicts listed one by one; of a big batch the rest is a number.
MOST_LISTED = 5


def add_undo_messages(request: HttpRequest, undone: Undone) -> None:
    """What was undone, and what was left unchanged because it changed since."""
    was_standing = StandingChange.objects.filter(batch=undone.batch).exists()
    if was_standing:
        messages.success(request, _("The change of standing was undone."))
    if undone.done:
        messages.success(request, undone_text(len(undone.done)))
    if undone.withdrawn:
        messages.warning(request, stays_withdrawn(undone.withdrawn[:MOST_LISTED]))
    _add_conflicts(request, undone)
    if not (was_standing or undone.done or undone.changed or undone.persons):
        text = _("Already undone. Nothing changed.") if undone.already else _("Nothing to undo.")
        messages.warning(request, text)


def _add_conflicts(request: HttpRequest, undone: Undone) -> None:
    for change in undone.persons[:MOST_LISTED]:
        left = _("What changed since was left unchanged:")
        messages.warning(request, f"{left} {standing_since(change)}")
    for since in undone.changed[:MOST_LISTED]:
        text = _("Comment %(id)s was decided on again since, and left unchanged (%(what)s).")
        messages.warning(request, text % {"id": since.comment_number, "what": summary(since)})
    more = len(undone.changed) - MOST_LISTED
    if more > 0:
        text = ngettext(
            "%(number)d more comment was left unchanged.",
            "%(number)d more comments were left unchanged.",
            more,
        )
        messages.warning(request, text % {"number": more})


def summary(decision: Decision) -> str:
    """What was done, by whom and when, in a line."""
    what = decision.get_to_status_display() if decision.act == "decided" else decision.get_act_display()
    return ", ".join(filter(None, [str(what), who(decision), moment(decision.decided)]))
