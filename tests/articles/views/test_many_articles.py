"""Ten thousand articles cost the lists no more queries than ten, and PostgreSQL never sorts them all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Credit, Person, Placement, Section, Topic

PATHS = {
    "all": "/",
    "front": "/fr/",
    "section": "/fr/rubrique/culture/",
    "topic": "/fr/sujet/eau/",
    "person": "/fr/auteur/zoe/",
    "search": "/fr/recherche/?q=nouvelle",
    "article": "/fr/n-1/",
}
QUERIES = {"all": 6, "front": 6, "section": 6, "topic": 6, "person": 6, "search": 4, "article": 8}
FEW, MANY = 10, 10_000
# What is sorted at once may be a page, its bylines, or the articles beside a story; never all.
MOST_SORTED = 100
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Paper:
    """A paper in French of any size, of one section, topic and person."""

    def __init__(self) -> None:
        self.section = Section.objects.create(language="fr", name="Culture", slug="culture")
        self.topic = Topic.objects.create(language="fr", name="L’eau", slug="eau")
        self.person = Person.objects.create(name="Zoé Müller", slug="zoe")
        self.numbers = count(1)

    def print(self, number: int) -> None:
        made = Article.objects.bulk_create(self._article() for _ in range(number))
        Article.topics.through.objects.bulk_create(
            Article.topics.through(article=article, topic=self.topic) for article in made
        )
        Credit.objects.bulk_create(Credit(article=article, person=self.person) for article in made)

    def _article(self) -> Article:
        number = next(self.numbers)
        article = Article(
            headline=f"Nouvelle {number}",
            slug=f"n-{number}",
            body="<p>Il pleut sur la ville.</p>" * 20,
            language="fr",
            section=self.section,
            status=Article.Status.PUBLISHED,
            pub_date=START - timedelta(minutes=number),
        )
        article.searchable = article.words()
        return article


def asked(path: str) -> list[str]:
    """What a page asks the database where nothing of it is kept."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return [query["sql"] for query in queries]


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def sorted_rows(plan: dict[str, Any]) -> Iterator[float]:
    """How many rows each sort of a plan was given."""
    for part in plan.get("Plans", ()):
        if plan["Node Type"] in {"Sort", "Incremental Sort"}:
            yield part["Actual Rows"] * part["Actual Loops"]
        yield from sorted_rows(part)


def big_sorts(path: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for sql in asked(path):
            if sql.startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT json) {sql}")
                ((plan,),) = cursor.fetchone()
                if any(rows > MOST_SORTED for rows in sorted_rows(plan["Plan"])):
                    found.append(sql)
    return found


@pytest.mark.long
def test_ten_thousand_articles_cost_no_more_than_ten(db: None) -> None:
    paper = Paper()
    paper.print(FEW)
    Placement.objects.create(language="fr", position=1, article=Article.objects.earliest("pk"))
    # What a process looks up once: the site, the content types.
    asked(PATHS["front"])
    for number in (0, MANY - FEW):
        paper.print(number)
        analyze()
        assert {kind: len(asked(path)) for kind, path in PATHS.items()} == QUERIES
    if connection.vendor == "postgresql":
        assert {kind: sorts for kind, path in PATHS.items() if (sorts := big_sorts(path))} == {}
