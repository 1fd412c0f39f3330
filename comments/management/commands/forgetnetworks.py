"""``manage.py forgetnetworks``: keep no network longer than it is of use."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...conf import conf
from ...upkeep.forgetting import forget_networks


class Command(BaseCommand):
    help = (
        "Forget the networks that older comments and reports came from. Run it every night; it may be "
        "stopped at any moment, and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, help="how many days they are kept (setting NETWORK_DAYS)")
        parser.add_argument("--batch-size", type=int, default=500, help="rows in one transaction (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        days = conf.network_days if options["days"] is None else options["days"]
        if days < 0 or options["batch_size"] < 1:
            raise CommandError("--days must be 0 or more, and --batch-size 1 or more")
        forgotten = sum(forget_networks(timezone.now() - timedelta(days=days), options["batch_size"]))
        self.stdout.write(f"forgot the networks of {forgotten} rows older than {days} days")
