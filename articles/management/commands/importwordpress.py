"""``manage.py importwordpress FILE --language fr``: an export of WordPress becomes articles."""

from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...importing.entries import ImportRefused
from ...importing.migrating import Migration
from ...importing.report import Report
from ...importing.wordpress import Record
from ...languages import languages

try:
    from tqdm import tqdm
except ImportError:  # a host without the extra "import"
    tqdm = None  # type: ignore[assignment, misc]


class Command(BaseCommand):
    help = "Import the posts and pages of a WordPress export. Again, it imports what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", required=True, help="the language's code, such as fr")
        parser.add_argument("--media", type=Path, help="a copy of its folder wp-content/uploads")
        parser.add_argument("--map", type=Path, help="write which post became which article, as JSON lines")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["language"] not in dict(languages()):
            raise CommandError(f"{options['language']} is none of the site's languages")
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"{options['media']} is no folder")
        with ExitStack() as stack:
            report = stack.enter_context(Report())
            try:
                file = stack.enter_context(options["file"].open("rb"))
                map_file = options["map"] and stack.enter_context(options["map"].open("w", encoding="utf-8"))
                migration = Migration(
                    options["language"],
                    report,
                    media=options["media"],
                    map_file=map_file,
                    dry=options["dry_run"],
                )
                migration.run(file, partial(_shown, quiet=options["verbosity"] == 0))
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from None
            except ImportRefused as refusal:
                raise CommandError(f"{options['file']}: {refusal}") from None
            for line in report.lines():
                self.stdout.write(line)


def _shown(records: Iterable[Record], total: int, *, quiet: bool) -> Iterable[Record]:
    """The records, with a bar on a terminal."""
    if tqdm is None:
        return records
    # None: only where the error stream is a terminal.
    return tqdm(records, total=total, unit=" items", disable=True if quiet else None)
