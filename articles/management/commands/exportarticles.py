"""``manage.py exportarticles FOLDER``: articles become files with front matter, pictures beside them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...importing import frontmatter
from ...importing.exporting import exported
from ...models import Article


class Command(BaseCommand):
    help = "Write every article, drafts too, as Markdown with front matter: FOLDER/language/slug.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="empty, or not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        if not frontmatter.available:
            raise CommandError('exporting needs the extra "import"')
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not empty")
        written = waiting = 0
        for article in (
            Article.objects.select_related("section__parent", "original").order_by("pk").iterator()
        ):
            try:
                lost = exported(article, folder)
            except OSError as error:
                raise CommandError(f"{article.get_absolute_url()}: {error.strerror or error}") from None
            for what in lost:
                self.stdout.write(f"not exported: {what} of {article.get_absolute_url()}, whose file is lost")
            written += 1
            waiting += bool(article.pending)
        self.stdout.write(f"{written} articles written")
        if waiting:
            self.stdout.write(f"not exported: the next versions that wait beside {waiting} of them")
