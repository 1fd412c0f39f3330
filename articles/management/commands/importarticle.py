"""``manage.py importarticle FILE --language fr``: a plain text becomes an article."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ...models import Article
from ...text import bodies, plaintext


class Command(BaseCommand):
    help = "Import a UTF-8 text as an article: first line the headline, blank lines between paragraphs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", required=True, help="the language's code, such as fr")
        parser.add_argument("--publish", action="store_true", help="publish at once; else it is a draft")
        parser.add_argument("--slug", help="the last part of the address; else made from the headline")
        parser.add_argument("--update", action="store_true", help="replace an article that differs")

    def handle(self, *args: Any, **options: Any) -> None:
        manuscript = _read(options["file"], options["language"])
        slug = options["slug"] or manuscript.slug
        with transaction.atomic():
            article = _find(options["language"], slug)
            if article.pk and not options["update"] and not _equal(article, manuscript):
                raise CommandError(
                    f"{article.get_absolute_url()} exists with other content; --update replaces it"
                )
            done = _store(article, manuscript, options["publish"])
        left_out = [f"left out: {line}" for line in manuscript.left_out]
        self.stdout.write("\n".join([*left_out, done, article.get_absolute_url()]))


def _read(path: Path, language: str) -> plaintext.Manuscript:
    try:
        return plaintext.read(path.read_bytes(), language)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    except plaintext.ManuscriptError as error:
        raise CommandError(f"{path}: {error}") from None


def _find(language: str, slug: str) -> Article:
    """The article at this address, locked, or a new one for it."""
    stored = Article.objects.select_for_update().filter(language=language, slug=slug).first()
    return stored or Article(language=language, slug=slug)


def _equal(article: Article, manuscript: plaintext.Manuscript) -> bool:
    return article.headline == manuscript.headline and article.body == bodies.stored(manuscript.body)


def _store(article: Article, manuscript: plaintext.Manuscript, publish: bool) -> str:
    """Save what differs; the word for what was done.  Nothing here ever unpublishes."""
    publishes = publish and article.status != Article.Status.PUBLISHED
    if article.pk and _equal(article, manuscript) and not publishes:
        return "unchanged"
    done = "updated" if article.pk else "created"
    article.headline, article.body = manuscript.headline, manuscript.body
    if publishes:
        article.status, article.pub_date = Article.Status.PUBLISHED, timezone.now()
    try:
        article.full_clean()
    except ValidationError as error:
        raise CommandError(_one_line(error)) from None
    article.save()
    return f"{done}, {article.status}"


def _one_line(error: ValidationError) -> str:
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
