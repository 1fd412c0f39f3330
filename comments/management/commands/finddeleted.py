"""``manage.py finddeleted``: which discussions have lost their object, and which changed their section."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...upkeep.orphans import look_again


class Command(BaseCommand):
    help = (
        "See which discussions stand under an object that is gone, however it was deleted, and in which "
        "section each object is. Run it every night; it may be stopped at any moment, and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch-size", type=int, default=500, help="discussions at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        number = sum(look_again(max(options["batch_size"], 1)))
        self.stdout.write(f"noted what had changed of {number} discussions")
