"""What the commands that do away with old data have in common."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ..conf import LONGEST_DAYS, conf


class RetentionCommand(BaseCommand):
    """Does away, a batch a transaction, with what is older than so many days."""

    # The setting that says the days, without which they must be given.
    setting: ClassVar[str] = ""
    said: ClassVar[str]

    def act(self, before: datetime, size: int) -> Iterator[int]:
        """Do away with what is older than ``before``; how many rows each batch changed."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        days = (
            f"how many days it is kept (setting {self.setting})"
            if self.setting
            else "how many days it is kept"
        )
        parser.add_argument("--days", type=int, required=not self.setting, help=days)
        parser.add_argument("--batch-size", type=int, default=500, help="rows in one transaction (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days is None:
            days = getattr(conf, self.setting.lower())
        if not 0 <= days <= LONGEST_DAYS or options["batch_size"] < 1:
            raise CommandError(f"--days must be from 0 to {LONGEST_DAYS}, and --batch-size 1 or more")
        number = sum(self.act(timezone.now() - timedelta(days=days), options["batch_size"]))
        self.stdout.write(self.said.format(number=number, days=days))
