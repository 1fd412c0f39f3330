"""``manage.py forgetold``: keep what is stored beside comments no longer than it is of use."""

from collections.abc import Iterator
from datetime import datetime

from ...upkeep.forgetting import forget_old
from ..retention import RetentionCommand


class Command(RetentionCommand):
    help = (
        "Forget earlier texts of corrected comments, answered reports, the outbox's entries, and who was "
        "somebody of whom nothing else is left. Run it every night; it may be stopped at any moment, and run "
        "again. Nothing undoes it."
    )
    setting = "RETENTION_DAYS"
    said = "forgot {number} rows older than {days} days"

    def act(self, before: datetime, size: int) -> Iterator[int]:
        return forget_old(before, size)
