"""``manage.py eraserefused``: keep the words of refused comments no longer than they are of use."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...upkeep.erasing import erase_refused


class Command(BaseCommand):
    help = (
        "Erase the words, names and addresses of comments that were rejected or marked as spam long ago, and "
        "not decided on since. "
        "The log and the counts stay. It may be stopped at any moment, and run again; nothing undoes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, required=True, help="how many days they are kept after the last decision"
        )
        parser.add_argument("--batch-size", type=int, default=500, help="comments in one transaction (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days < 0 or options["batch_size"] < 1:
            raise CommandError("--days must be 0 or more, and --batch-size 1 or more")
        erased = sum(erase_refused(timezone.now() - timedelta(days=days), options["batch_size"]))
        self.stdout.write(f"erased {erased} comments refused more than {days} days ago")
