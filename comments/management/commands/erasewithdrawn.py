"""``manage.py erasewithdrawn``: store what its author wants nobody to read no longer than it is of use."""

from collections.abc import Iterator
from datetime import datetime

from ...upkeep.erasing import erase_withdrawn
from ..retention import RetentionCommand


class Command(RetentionCommand):
    help = (
        "Erase the words, names and addresses of comments that were withdrawn, and not decided on since. Run "
        "it every night. "
        "The log and the counts stay. It may be stopped at any moment, and run again; nothing undoes it."
    )
    setting = "WITHDRAWN_DAYS"
    said = "erased {number} comments withdrawn more than {days} days ago"

    def act(self, before: datetime, size: int) -> Iterator[int]:
        return erase_withdrawn(before, size)
