"""What an editor's form at the desk says: which comments, as they were shown, and the words to an author."""

from collections.abc import Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from ...desk.queues import MOST_AT_ONCE, Snapshot, shown_of
from ...models import Note, ReaderComment, RejectionReason, Status
from ...requests.numbers import natural_number
from ...text.sources import with_unix_line_ends
from ..permissions import DeskPermissions
from .choices import DECISIONS
from .list_state import ListState

# Characters of an editor's words to an author.
LONGEST_MESSAGE = 1_000
# The fields in which an editor types.
WORDS = ("source", "reply", "message", "note")


class Sent:
    """A form, read once; nonsense in it reads like a field that was left out."""

    def __init__(self, fields: QueryDict) -> None:
        self.fields = fields
        self.number, self.revision, self.rejection, self.saved = (
            natural_number(fields.get(name)) for name in ("pk", "revision", "rejection", "saved")
        )
        self.to = DECISIONS.get(fields.get("to", ""))

    @property
    def shown(self) -> dict[int, int] | None:
        """The one comment, and the revision that was on the screen; None where there is none."""
        return None if self.number is None or self.revision is None else {self.number: self.revision}

    @property
    def selected(self) -> dict[int, int]:
        """Each selected comment, and the revision that was on the screen."""
        return _all_shown(self.fields.getlist("shown"))

    @property
    def named(self) -> set[int]:
        """Every comment that is named in it."""
        one = set() if self.number is None else {self.number}
        return one | {*self.selected, *_all_shown(self.fields.getlist("on_page"))}

    @property
    def batch(self) -> UUID | None:
        text = self.fields.get("batch", "")
        try:
            batch = UUID(text)
        except ValueError:
            return None
        # An id has one spelling.
        return batch if str(batch) == text else None

    @property
    def words(self) -> dict[str, Any]:
        """All that the editor typed or chose, to be shown again where it can't be used."""
        words: dict[str, Any] = {name: self.fields.get(name, "") for name in WORDS}
        return words | {"rejection": self.rejection, "saved": self.saved}

    def reason_given(self) -> tuple[RejectionReason | None, str, str]:
        """What the author of a rejected comment is to read, and what can't be used of it."""
        message, problem = self.message()
        if self.to != Status.REJECTED:
            return None, "", ""
        rejection = None
        if self.rejection:
            rejection = RejectionReason.objects.filter(pk=self.rejection, active=True).first()
        if self.rejection and rejection is None:
            return None, message, _("That reason is no longer on the list: choose another.")
        return rejection, message, problem

    def message(self) -> tuple[str, str]:
        """An editor's words to the author, and what is wrong with them."""
        return self._text("message", LONGEST_MESSAGE)

    def note(self) -> tuple[str, str]:
        """An editor's note, and what is wrong with it."""
        text, problem = self._text("note", Note.MAX_LENGTH)
        return text, problem if text else _("A note needs words.")

    def _text(self, name: str, limit: int) -> tuple[str, str]:
        text = with_unix_line_ends(self.fields.get(name, "")).replace("\0", "").strip()
        if len(text) <= limit:
            return text, ""
        problem = _("Your text is too long: it has %(length)d characters, and the limit is %(limit)d.")
        return text, problem % {"length": len(text), "limit": limit}

    def whole_list(
        self, list_state: ListState, permissions: DeskPermissions
    ) -> tuple[dict[int, int], list[int]]:
        """What of a list is decided on, and what else it holds by now that the decision would change.

        Decided on is what has stood there unchanged since the list was read, and what is on the page, as it
        reads there: what the editor corrected or undid since, too.
        """
        now, unchanged = (
            shown_of(list_state.filters, seen, may_search_addresses=permissions.addresses)
            for seen in (str(Snapshot.now()), self.fields.get("seen", ""))
        )
        there = now.keys() | unchanged.keys()
        on_page = {
            number: revision
            for number, revision in _all_shown(self.fields.getlist("on_page")).items()
            if number in there
        }
        # What is on the page comes first, should there be too many, and its revision counts: a correction
        # that was on its way while the page was read may have a lower number than its snapshot.
        shown = on_page | unchanged | on_page
        others = ReaderComment.objects.filter(pk__in=now.keys() - shown.keys())
        others = others.exclude(status=self.to, open_reports=0)
        unseen = list(others.order_by("pk").values_list("pk", flat=True))
        return dict(islice(shown.items(), MOST_AT_ONCE)), unseen


def _all_shown(values: Sequence[str]) -> dict[int, int]:
    """Of values like "12-3", a comment and its revision; nonsense is passed over."""
    pairs = ([natural_number(part) for part in value.partition("-")[::2]] for value in values)
    return {number: revision for number, revision in pairs if number is not None and revision is not None}
