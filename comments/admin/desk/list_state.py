"""Where in the list an editor is, so that every answer leads back there."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict

from ...desk.filters import Filters, Queue
from ...desk.queues import STATUS_OF_QUEUE, Selection
from ...models import Status
from ...requests.numbers import natural_number
from ..permissions import DeskPermissions


@dataclass(frozen=True)
class ListState:
    """A queue as it is narrowed, and the cursor of a page of it; or one comment alone."""

    filters: Filters
    at: str = ""
    comment: int | None = None

    @classmethod
    def read(cls, query: QueryDict, permissions: DeskPermissions) -> Self:
        """What a query asks for, as far as the editor may see it."""
        filters = Filters.read(query)
        filters = replace(filters, site=permissions.site_shown(filters.site))
        comment = natural_number(query.get("comment"))
        is_theirs = comment is not None and permissions.may_see([comment])
        return cls(filters, query.get("at", "")[:100], comment if is_theirs else None)

    @property
    def query(self) -> str:
        """The query that leads here; begins with "?"."""
        found = self.filters.query(at=self.at)
        return f"{found}&comment={self.comment}" if self.comment is not None else found

    @property
    def first(self) -> str:
        """The query of the queue's first page."""
        return self.filters.query()

    @property
    def unnarrowed(self) -> str:
        """The query of the same queue, whole."""
        kept = self.filters
        whole = Filters(kept.queue, oldest_first=kept.oldest_first, by_risk=kept.by_risk, site=kept.site)
        return whole.query()

    @property
    def is_narrowed(self) -> bool:
        return self.filters.narrows or self.comment is not None

    def those_here(self, numbers: Collection[int], *, may_search_addresses: bool) -> set[int]:
        """Which of these comments stand here now, as the list would have them on any of its pages."""
        if self.comment is not None:
            return {self.comment}.intersection(numbers)
        if self.filters.queue == Queue.ALL and not self.filters.narrows:
            return set(numbers)
        selection = Selection.of(self.filters, may_search_addresses)
        found = (rows.filter(selection.text, number__in=numbers) for rows in selection.streams)
        return {number for rows in found for number in rows.order_by().values_list("number", flat=True)}

    @property
    def loses_appeals(self) -> bool:
        """Whether what has no appeal any more leaves this queue."""
        return self.comment is None and self.filters.queue == Queue.APPEALS

    def loses(self, to: Status) -> bool:
        """Whether what an editor takes to a status leaves this queue, its reports answered."""
        queue = Queue(self.filters.queue)
        if self.comment is not None or queue == Queue.ALL:
            return False
        # What is held stays urgent.
        stays = STATUS_OF_QUEUE.get(queue, Status.PENDING)
        return queue == Queue.REPORTED or to != stays
