"""``manage.py importarticle FILE… --language fr``: texts, Markdown and HTML become articles."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...importing.entries import ImportRefused
from ...importing.filing import Filing


class Command(BaseCommand):
    help = (
        "Import texts (first line the headline, blank lines between paragraphs), Markdown or HTML. "
        "Front matter may say more of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--language", default="", help="the language's code, such as fr, if no file says it"
        )
        parser.add_argument("--publish", action="store_true", help="publish at once; else it is a draft")
        parser.add_argument("--slug", default="", help="the last part of the address; else of the headline")
        parser.add_argument("--update", action="store_true", help="replace an article that differs")

    def handle(self, *args: Any, **options: Any) -> None:
        # A translation finds its original there.
        files = sorted(options["files"], key=lambda path: bool(_filing(path, options).entry.original))
        for path in files:
            filing = _filing(path, options)
            try:
                article, done = filing.store(update=options["update"])
            except ImportRefused as refusal:
                raise CommandError(f"{path}: {refusal}") from None
            left_out = [f"left out: {line}" for line in filing.left_out]
            said = done if done == "unchanged" else f"{done}, {article.status}"
            self.stdout.write("\n".join([*left_out, said, article.get_absolute_url()]))


def _filing(path: Path, options: dict[str, Any]) -> Filing:
    try:
        return Filing(path, options["language"], slug=options["slug"], publish=options["publish"])
    except ImportRefused as refusal:
        raise CommandError(f"{path}: {refusal}") from None
