"""``manage.py adoptcomments``: show the comments that were there before us."""

import gc
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_comments.models import CommentFlag

from ...upkeep import old_flags
from ...upkeep.adopting import (
    Chunk,
    adopt_chunk,
    forget_addresses,
    waiting,
    waiting_elsewhere,
)


class Command(BaseCommand):
    help = (
        "Give each comment that django-comments or django-comments-xtd stored before us its place here. "
        "May be stopped at any moment, and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        parser.add_argument("--batch-size", type=int, default=500, help="comments in one transaction (500)")
        parser.add_argument(
            "--forget-addresses",
            action="store_true",
            help="then empty the old column of whole network addresses; only networks stay",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch_size"] < 1:
            raise CommandError("--batch-size must be 1 or more")
        if options["dry_run"]:
            self.stdout.write(f"would adopt {waiting().count()}")
            self._say_flags("would take", old_flags.count(waiting()))
        else:
            # What is loaded by now stays: to look through it for garbage each time took a tenth of all.
            gc.freeze()
            try:
                self._adopt(options["batch_size"], says_each=options["verbosity"] > 1)
            finally:
                gc.unfreeze()
        for label, number in waiting_elsewhere().items():
            self.stdout.write(f"left alone {number} on {label}, which MODELS does not name")
        if options["forget_addresses"] and not options["dry_run"]:
            self.stdout.write(f"forgot {forget_addresses()} network addresses")

    def _adopt(self, size: int, *, says_each: bool) -> None:
        adopted, followings, flags = 0, 0, Counter[str]()
        for chunk in _chunks(size):
            adopted += chunk.adopted
            followings += chunk.followings
            flags += chunk.flags
            for pk, parent in chunk.uprooted.items():
                self.stdout.write(f"comment {pk} begins a thread: its parent {parent} is not there before it")
            if says_each:
                self.stdout.write(f"adopted {adopted} so far, up to comment {chunk.last}")
        self.stdout.write(f"adopted {adopted}")
        self._say_flags("took", flags)
        if followings:
            self.stdout.write(f"took over {followings} wishes to be emailed about new comments")

    def _say_flags(self, took: str, flags: Counter[str]) -> None:
        if suggested := flags[CommentFlag.SUGGEST_REMOVAL]:
            self.stdout.write(f"{took} over {suggested} suggestions to remove a comment as reports")
        for flag, name in old_flags.LIKES.items():
            if flags[flag]:
                self.stdout.write(f"left alone {flags[flag]} {name}, which nothing here shows")


def _chunks(size: int) -> Iterator[Chunk]:
    last = 0
    while chunk := adopt_chunk(after=last, size=size):
        last = chunk.last
        yield chunk
