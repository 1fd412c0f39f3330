"""Where in the list an editor is, so that every answer leads back there."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from ..filters import Filters, Queue
from ..models import ReaderComment, Status
from ..numbers import natural_number
from ..queues import STATUS_OF_QUEUE


@dataclass(frozen=True)
class Place:
    """A queue as it is narrowed, and the cursor of a page of it; or one comment alone."""

    filters: Filters
    at: str = ""
    comment: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        filters = Filters.read(query)
        return cls(filters, query.get("at", "")[:100], natural_number(query.get("comment")))

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
        return Filters(queue=self.filters.queue, oldest_first=self.filters.oldest_first).query()

    @property
    def is_narrowed(self) -> bool:
        return self.filters.narrows or self.comment is not None

    def keeps(self, comment: ReaderComment) -> bool:
        """Whether a comment that was decided just now still stands in this queue."""
        return self._holds(Status(comment.status), comment.open_reports)

    def loses(self, to: Status) -> bool:
        """Whether what an editor takes to a status leaves this queue, its reports answered."""
        return not self._holds(to, 0)

    def _holds(self, status: Status, open_reports: int) -> bool:
        if self.comment is not None or self.filters.queue == Queue.ALL:
            return True
        if self.filters.queue == Queue.REPORTED:
            return open_reports > 0
        return status == STATUS_OF_QUEUE[Queue(self.filters.queue)]
