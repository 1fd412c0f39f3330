"""``manage.py importwordpresscomments FILE --map MAP``: comments of a WordPress export come in."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from ...conf import conf
from ...upkeep.importing import Import, read_map
from ...upkeep.wordpress import Refused, WordPressComment, read

try:
    from tqdm import tqdm
except ImportError:  # a host without the extra "import"
    tqdm = None  # type: ignore[assignment, misc]


class Command(BaseCommand):
    help = (
        "Import the comments of a WordPress export onto the objects that a map names for its posts. May be "
        "stopped at any moment, and run again: it imports what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, required=True, help="what importwordpress --map wrote")
        parser.add_argument("--model", help="what the map's numbers are of, such as app.model; the only one")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, quiet = options["file"], options["verbosity"] == 0
        try:
            with options["map"].open(encoding="utf-8") as lines:
                posts = read_map(lines)
        except (OSError, UnicodeDecodeError, Refused) as error:
            raise CommandError(f"{options['map']}: {error}") from None
        run = Import(_model(options["model"]), posts, self._lose, dry=options["dry_run"])
        try:
            with path.open("rb") as file:
                run.run(lambda: _read(file, path.stat().st_size, quiet=quiet))
        except (OSError, Refused) as error:
            raise CommandError(f"{path}: {error}") from None
        for post, number in run.unmapped.items():
            self._lose(f"{number} comments on post {post}, which the map doesn’t name")
        said = ", ".join(f"{number} {outcome}" for outcome, number in run.counts.items() if number)
        self.stdout.write(f"comments: {said or '0 in the file'}")

    def _lose(self, what: str) -> None:
        # Nothing that a terminal would obey.
        line = "".join(character if character.isprintable() else " " for character in what)
        self.stdout.write(f"not imported: {line[:300]}")


def _model(given: str | None) -> str:
    """The label of the model that the map's numbers are of."""
    models = [*conf.models]
    if given is None and len(models) == 1:
        return models[0]
    if given not in models:
        raise CommandError(f"--model is one of those that MODELS names: {', '.join(models)}")
    return given


def _read(file: IO[bytes], size: int, *, quiet: bool) -> Iterator[WordPressComment]:
    """The comments from the file's beginning, with a bar on a terminal."""
    file.seek(0)
    if tqdm is None:
        yield from read(file)
        return
    # None: only where the error stream is a terminal.
    off = True if quiet else None
    with tqdm.wrapattr(file, "read", total=size, disable=off) as watched:
        yield from read(watched)
