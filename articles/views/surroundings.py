"""What stands around every page of one language: its name as an edition, and its sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import SimpleLazyObject

from ..models import Section


@dataclass(frozen=True)
class Branch:
    """A section of the first level, and those below it."""

    section: Section
    below: Sequence[Section]

    @property
    def keys(self) -> list[int]:
        return [self.section.pk, *(section.pk for section in self.below)]


def surroundings(language: str, section: Section | None = None) -> dict[str, Any]:
    """For the template: ``edition`` is the language, ``sections`` its branches in their order.

    One query, once a template shows them.  ``here`` are the keys of ``section``, where a page stands, and of
    the one above it.
    """
    here = {section.pk, section.parent_id} if section else set()
    return {"edition": language, "sections": SimpleLazyObject(lambda: branches(language)), "here": here}


def branches(language: str) -> list[Branch]:
    rows = list(Section.objects.filter(language=language))
    return [
        Branch(section, [row for row in rows if row.parent_id == section.pk])
        for section in rows
        if section.parent_id is None
    ]
