"""An editor's clicks, and what is stored afterwards."""

from typing import Any
from uuid import UUID, uuid4

from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.models import (
    ReaderComment,
    Status,
)

from ..scenes import editor

WHAT_IS_SEEN = ("pk", "status", "public", "source", "comment", "edited", "rejection", "open_reports")


def seen() -> list[dict[str, Any]]:
    return list(ReaderComment.objects.order_by("pk").values(*WHAT_IS_SEEN))


def stored(comment: ReaderComment) -> ReaderComment:
    return ReaderComment.objects.get(pk=comment.pk)


def click(comment: ReaderComment, to: Status, **context: Any) -> UUID:
    """One editor's click on one comment; its batch."""
    batch = uuid4()
    decide(stored(comment), to, DecisionContext(by=editor(), batch=batch, **context))
    return batch


def correct(comment: ReaderComment, text: str) -> UUID:
    batch = uuid4()
    row = stored(comment)
    revise(row, text, DecisionContext(by=editor(), batch=batch), revision=row.revision)
    return batch


def shown_in(pks: list[int], status: Status) -> list[int]:
    return list(
        ReaderComment.objects.filter(pk__in=pks, status=status).order_by("pk").values_list("pk", flat=True)
    )
