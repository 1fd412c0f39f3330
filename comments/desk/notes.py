"""Editors' notes on comments: written, removed, and read for many comments at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from ..decisions.statuses import locked
from ..models import Note
from ..models.transactions import writing
from ..queries import with_related


@writing()
def add(number: int, text: str, by: Any) -> bool:
    """Write a note on a comment; False, and nothing is written, where it is gone or erased."""
    # Locked, so that no erasing passes it by.
    if not locked([number]):
        return False
    Note.objects.create(comment_id=number, editor=by, editor_number=str(by.pk), text=text)
    return True


def remove(number: int, note: int, by: Any) -> bool:
    """Take a comment's note off every screen; False where it is gone already."""
    shown = Note.objects.filter(pk=note, comment=number, removed=None)
    return bool(shown.update(removed=timezone.now(), removed_by=str(by.pk)))


def notes_on(numbers: Collection[int]) -> Mapping[int, list[Note]]:
    """Each comment's notes, the first written first, with their editors."""
    found = defaultdict(list)
    if numbers:
        for note in with_related(Note.objects.filter(comment__in=numbers, removed=None), "editor"):
            found[note.comment_id].append(note)
    return found
