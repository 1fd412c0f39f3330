"""What stands around every page of one language: its name as an edition, and its sections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import SimpleLazyObject

from ..models import Section
from ..models.prepared import LANGUAGE, Prepared


@dataclass(frozen=True)
class Branch:
    """A section of the first level, and those below it."""

    section: Section
    below: Sequence[Section]

    @property
    def keys(self) -> list[int]:
        return [self.section.pk, *(section.pk for section in self.below)]


_sections = Prepared(lambda: Section.objects.filter(language=LANGUAGE))


def surroundings(language: str, find_section: Callable[[], Section | None] = lambda: None) -> dict[str, Any]:
    """For the template: ``edition`` is the language, ``sections`` its branches in their order.

    One query, once a template shows them.  ``here`` are the keys of the section where a page stands, looked
    for by ``find_section`` then, and of the one above it.
    """

    def here() -> set[int | None]:
        section = find_section()
        return {section.pk, section.parent_id} if section else set()

    return {
        "edition": language,
        "sections": SimpleLazyObject(lambda: branches(language)),
        "here": SimpleLazyObject(here),
    }


def branches(language: str) -> list[Branch]:
    rows = _sections(language=language)
    return [
        Branch(section, [row for row in rows if row.parent_id == section.pk])
        for section in rows
        if section.parent_id is None
    ]
