"""``manage.py riskwords``: words of self-harm, threats and accusations for the editors' lists."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...upkeep.risk_words import LANGUAGES, add_words


class Command(BaseCommand):
    help = (
        "Add the words of self-harm, of threats and of accusations that come with us to the listed words, "
        "which editors change and delete. What is listed already stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "languages",
            nargs="*",
            metavar="LANGUAGE",
            help=f"of {', '.join(LANGUAGES)}; all where none is named",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        languages = options["languages"] or list(LANGUAGES)
        if unknown := set(languages) - LANGUAGES.keys():
            raise CommandError(f"there are no words for {', '.join(sorted(unknown))}")
        self.stdout.write(f"{add_words(languages)} words added")
