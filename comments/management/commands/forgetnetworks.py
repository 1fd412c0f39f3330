"""``manage.py forgetnetworks``: keep no network longer than it is of use."""

from collections.abc import Iterator
from datetime import datetime

from ...upkeep.forgetting import forget_networks
from ..retention import RetentionCommand


class Command(RetentionCommand):
    help = (
        "Forget the networks that older comments and reports came from. Run it every night; it may be "
        "stopped at any moment, and run again."
    )
    setting = "NETWORK_DAYS"
    said = "forgot the networks of {number} rows older than {days} days"

    def act(self, before: datetime, size: int) -> Iterator[int]:
        return forget_networks(before, size)
