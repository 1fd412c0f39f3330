"""Comments on objects that were deleted: all rejected or erased at once."""

from typing import Any
from uuid import uuid4

from django.contrib.messages import constants as level
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import ngettext

from ....decisions.log import DecisionContext
from ....decisions.statuses import BURIED, decide_all
from ....desk.filters import Filters, Queue
from ....desk.narrowing import MOST_FOUND
from ....models import ReaderComment, Status
from ....upkeep.erasing import erase
from ...permissions import DeskPermissions, on_their_sites

# What there is nothing left to reject of.
SETTLED = (*BURIED, Status.WITHDRAWN, Status.ERASED)


def context(request: HttpRequest) -> dict[str, Any]:
    rejectable, erasable = len(_shown(_rejectable(request))), len(_shown(_erasable(request)))
    return {
        "rejectable": rejectable if DeskPermissions.of(request).select else 0,
        "erasable": erasable if may_erase(request) else 0,
        "number": erasable,
        "most": MOST_FOUND,
        "list": Filters(queue=Queue.ALL, orphans=True).query(),
    }


def act(request: HttpRequest) -> tuple[str, int]:
    """Reject or erase them all; what is to be said, and how loudly."""
    if request.POST.get("act") == "erase":
        if not may_erase(request):
            raise PermissionDenied
        number = len(erase([*_shown(_erasable(request))]))
        said = ngettext("%(number)d comment was erased.", "%(number)d comments were erased.", number)
        return said % {"number": number}, level.SUCCESS
    if not DeskPermissions.of(request).select:
        raise PermissionDenied
    done = decide_all(
        _shown(_rejectable(request)), Status.REJECTED, DecisionContext(by=request.user, batch=uuid4())
    ).done
    said = ngettext("You rejected %(number)d comment.", "You rejected %(number)d comments.", len(done))
    return said % {"number": len(done)}, level.SUCCESS


def may_erase(request: HttpRequest) -> bool:
    """Nothing brings back what is erased: it takes a permission of its own."""
    may = request.user.has_perm("newsroom_comments.delete_readercomment")
    return bool(may and DeskPermissions.of(request).select)


def _orphans(request: HttpRequest) -> Any:
    rows = ReaderComment.objects.filter(discussion__orphaned=True).order_by()
    return on_their_sites(rows, request)


def _rejectable(request: HttpRequest) -> Any:
    return _orphans(request).exclude(status__in=SETTLED)


def _erasable(request: HttpRequest) -> Any:
    return _orphans(request).exclude(status=Status.ERASED)


def _shown(rows: Any) -> dict[int, int]:
    """Each comment's revision, of as many as are taken at once."""
    return dict(rows.values_list("pk", "revision")[:MOST_FOUND])
