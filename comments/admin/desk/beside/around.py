"""What stands around one comment: who wrote it, and the thread that it is in."""

from typing import Any

from django.db.models.functions import Left
from django.http import HttpRequest

from ....desk.notes import notes_on
from ....models import Commenter, ReaderComment
from ....text.markup import printable
from ....text.names import single_line
from ...permissions import is_of_every_site, may_view, on_their_sites
from ..cards import counts

# Comments of a thread before the one in question, and after it; the latest of a person; letters of each.
BEFORE, AFTER, LATEST = 20, 20, 10
EXCERPT = 300


def context(request: HttpRequest, comment: ReaderComment) -> dict[str, Any]:
    may = may_view(request, Commenter) and is_of_every_site(request)
    commenter = comment.commenter if may else None
    thread = _thread(request, comment)
    latest = _lines(_of_person(commenter)[:LATEST]) if commenter else []
    notes = notes_on({line["pk"] for line in (*thread, *latest)})
    for line in (*thread, *latest):
        line["notes"] = notes.get(line["pk"], [])
    return {
        "comment": comment,
        "name": single_line(comment.user_name),
        "thread": thread,
        "commenter": commenter,
        "counts": counts(commenter) if commenter else "",
        "latest": latest,
    }


def _thread(request: HttpRequest, comment: ReaderComment) -> list[dict[str, Any]]:
    """The comments of the thread before and after this one, in their order."""
    rows = on_their_sites(ReaderComment.objects.filter(root=comment.root_id), request)
    before = rows.filter(pk__lte=comment.pk).order_by("-pk")[: BEFORE + 1]
    after = rows.filter(pk__gt=comment.pk).order_by("pk")[:AFTER]
    return [*reversed(_lines(before)), *_lines(after)]


def _of_person(commenter: Commenter) -> Any:
    return ReaderComment.objects.filter(commenter=commenter).order_by("-submitted", "-pk")


def _lines(rows: Any) -> list[dict[str, Any]]:
    fields = ("pk", "user_name", "status", "submitted", "level", "by_staff", "begins")
    found = rows.annotate(begins=Left("source", EXCERPT)).values(*fields)
    return [
        line
        | {
            "name": single_line(line["user_name"]),
            "begins": printable(line["begins"]),
            "indent": min(line["level"], 4),
            "status_label": ReaderComment(status=line["status"]).get_status_display(),
        }
        for line in found
    ]
