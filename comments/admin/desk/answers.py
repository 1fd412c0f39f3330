"""What the desk answers when an editor did something."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from django.contrib.messages import constants as level

from ...decisions.undoing import Batch
from ...models import Decision, Status
from .cards import UnsavedInput


@dataclass(frozen=True)
class Question:
    """An undo that was carried out in part: what came since to the rest, line by line."""

    batch: UUID
    text: str
    lines: list[str]


@dataclass(frozen=True)
class Answer:
    """One sentence, and the comments whose cards are no longer what the editor sees.

    The cards of ``done`` stay while they belong to the list; those of ``back`` are shown in any case, for
    they are to be looked at.  ``unsaved`` are words that could not be used, on the card of ``back``.
    """

    message: str
    level: int = level.SUCCESS
    status: HTTPStatus = HTTPStatus.OK
    done: Collection[int] = ()
    back: Collection[int] = ()
    unsaved: UnsavedInput | None = None
    # The comment that the editor sees first now, where it isn't the next one.
    current: int | None = None
    question: Question | None = None
    # Where all of ``done`` went, what can be undone now, and what the log has of each, as far as that is
    # known without looking.
    to: Status | None = None
    last: Batch | None = None
    decisions: Mapping[int, Decision] = field(default_factory=dict)
