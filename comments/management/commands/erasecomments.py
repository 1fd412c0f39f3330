"""``manage.py erasecomments``: who asks for it is forgotten now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ...upkeep.erasing import erase


class Command(BaseCommand):
    help = (
        "Erase the words, names and addresses of the comments with these numbers now, public or not. The log "
        "and the counts stay; nothing undoes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("numbers", type=int, nargs="+", metavar="number", help="a comment's number")

    def handle(self, *args: Any, **options: Any) -> None:
        erased = erase(options["numbers"])
        for number in sorted({*options["numbers"]} - {*erased}):
            self.stdout.write(f"left alone {number}, which is not there, or is erased")
        self.stdout.write(f"erased {len(erased)}")
