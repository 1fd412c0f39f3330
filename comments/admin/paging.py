"""Pages of tables that grow without bound."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# Rows that a list counts and leads through; what lies beyond is found by searching or filtering.
MOST_ROWS = 1000


class CappedPaginator(Paginator):
    """Django's, but that it counts no further than the last row that it leads to."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:MOST_ROWS].count())
