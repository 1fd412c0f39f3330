"""``manage.py eraserefused``: keep the words of refused comments no longer than they are of use."""

from collections.abc import Iterator
from datetime import datetime

from ...upkeep.erasing import erase_refused
from ..retention import RetentionCommand


class Command(RetentionCommand):
    help = (
        "Erase the words, names and addresses of comments that were rejected or marked as spam long ago, and "
        "not decided on since. "
        "The log and the counts stay. It may be stopped at any moment, and run again; nothing undoes it."
    )
    said = "erased {number} comments refused more than {days} days ago"

    def act(self, before: datetime, size: int) -> Iterator[int]:
        return erase_refused(before, size)
