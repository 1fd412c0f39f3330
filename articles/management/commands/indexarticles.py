"""``manage.py indexarticles``: write anew what articles are found by."""

from typing import Any

from django.core.management.base import BaseCommand

from ...models import Article
from ...searching import fill


class Command(BaseCommand):
    help = "Write anew what articles are found by: after the extra came or went, or rows came by other ways."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{fill(Article.objects.all())} articles are found by other words now.")
