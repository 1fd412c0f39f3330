"""Posts stored a second and what each costs the processor, beside stock django-comments-xtd.

``DATABASE_URL=postgres://… python benchmarks/posting.py``: gunicorn with two workers for each site, on one
database, and four clients, whose readers are all new and on networks of their own.  The sites take turns;
what a post costs is processor time of the workers and of their backends in the database.
Ends with status 1 where a ratio falls short.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "newsroom_posting"
CLIENTS = 4
FEW, MANY = 10, 10_000
# How many times stock's posts a second ours must be, and how many times as much a reply may cost in the long
# thread as in the short one.
LEAST, MOST = 2.0, 1.25
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NUMBERS = count(1)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--posts", type=int, default=40, help="in a round, by all clients together")
    given = options.parse_args()
    sys.path.insert(0, str(ROOT))
    with database() as environment:
        results = list(compare(environment, given.rounds, given.posts))
    return int(not all(results))


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """The environment of processes that use a database of their own, with this process in it, too."""
    import psycopg

    url = os.environ["DATABASE_URL"]
    own = urlsplit(url)._replace(path=f"/{DATABASE}").geturl()
    environment = {
        "DATABASE_URL": own,
        "CACHE_URL": "locmemcache://",
        "SECRET_KEY": "only-for-measuring",
        "TRUSTED_PROXIES": "127.0.0.1",
    }
    with psycopg.connect(url, autocommit=True) as outside:
        outside.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        outside.execute(f"CREATE DATABASE {DATABASE}")
        os.environ |= environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django
        from django.db import connections

        django.setup()
        try:
            yield environment
        finally:
            connections.close_all()
            outside.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


# --- Sites ----------------------------------------------------------------------------------------------


@dataclass
class Rounds:
    """What came out of each round: posts a second, and milliseconds of processor time a post."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def cost(self) -> float:
        return median(self.costs)


class Site:
    """A site that is posted to; ``fields`` gives what its form sends for a text."""

    def __init__(self, server: Any, path: str) -> None:
        self.server = server
        self.path = path

    def post(self, target: int, parent: int = 0) -> None:
        """A new reader, on a network of their own, comments on an article or answers a comment there."""
        number = next(NUMBERS)
        # A text of its own, with a link, as rules look for them.
        text = f"Number {number}: I read this twice, and https://example.org/{number} says more. " * 3
        fields = {
            "content_type": "newsroom_articles.article",
            "object_pk": str(target),
            "name": f"Reader {number}",
            "email": f"reader{number}@example.org",
            "comment": text,
            "reply_to": str(parent or self.no_parent),
            "honeypot": "",
            **self.more_fields(target),
        }
        address = f"10.{number // 256 % 256}.{number % 256}.7"
        headers = FORM | self.more_headers(target) | {"X-Forwarded-For": address}
        status, answered, body = self.server.request("POST", self.path, headers, urlencode(fields).encode())
        assert status == 302, (status, answered, body[:2_000])

    no_parent: Any = ""

    def more_fields(self, target: int) -> dict[str, str]:
        return {}

    def more_headers(self, target: int) -> dict[str, str]:
        return {"Sec-Fetch-Site": "same-origin"}


class StockSite(Site):
    """Wants a token in a cookie and in the form, and a hash of each form, which stays good for two hours."""

    no_parent = 0
    token = "a" * 32

    def more_fields(self, target: int) -> dict[str, str]:
        from django_comments.forms import CommentSecurityForm

        from articles.models import Article

        # The two sites have one key, and so the same hashes.
        secured = CommentSecurityForm(Article(pk=target)).generate_security_data()
        return {name: str(value) for name, value in secured.items()} | {"csrfmiddlewaretoken": self.token}

    def more_headers(self, target: int) -> dict[str, str]:
        return {"Cookie": f"csrftoken={self.token}"}


# --- Measuring ------------------------------------------------------------------------------------------


def take_turns(
    turns: dict[str, tuple[Site, Callable[[], None]]], rounds: int, posts: int
) -> dict[str, Rounds]:
    """Every site's rounds, one after another; the first round of each only warms up."""
    found = {label: Rounds() for label in turns}
    for number in range(rounds + 1):
        for label, (site, post) in turns.items():
            rate, cost = _round(site, post, posts)
            if number:
                found[label].rates.append(rate)
                found[label].costs.append(cost)
    return found


def _round(site: Site, post: Callable[[], None], posts: int) -> tuple[float, float]:
    from django_comments.models import Comment

    stored = Comment.objects.count()
    before, start = _processor_seconds(site), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _number: post(), range(posts)))
    taken = time.perf_counter() - start
    spent = _processor_seconds(site) - before
    assert Comment.objects.count() == stored + posts
    return posts / taken, 1_000 * spent / posts


def _processor_seconds(site: Site) -> float:
    """What the site's workers and the database's processes, but this process's own, have taken so far."""
    from django.db import connection

    from benchmarks.serving.processor import backends, processor_seconds

    return processor_seconds([*site.server.workers(), *backends(connection)])


def compare(environment: dict[str, str], rounds: int, posts: int) -> Iterator[bool]:
    """The tables, and of each row whether it holds."""
    articles = make_articles()
    few, many = articles
    with ExitStack() as stack:
        holding, publishing, stock = (
            kind(stack.enter_context(_serving(settings, environment)), "/comments/post/")
            for kind, settings in ((Site, "holding"), (Site, "publishing"), (StockSite, "stock.settings"))
        )
        print("| | posts a second | of xtd's | processor, ms a post | of xtd's |")
        print("|---|---|---|---|---|")
        label = "xtd, no rules, published"
        sites = {label: stock, "ours, every rule, held": holding, "ours, every rule, published": publishing}
        turns = {name: (site, _commenting(site, few.pk)) for name, site in sites.items()}
        found = take_turns(turns, rounds, posts)
        theirs = found[label]
        for name, mine in found.items():
            times, of_theirs = mine.rate / theirs.rate, mine.cost / theirs.cost
            print(f"| {name} | {mine.rate:.0f} | {times:.2f} | {mine.cost:.1f} | {of_theirs:.2f} |")
            if name != label:
                yield times >= LEAST
        print(f"\n| a reply in a thread of | {FEW} | {MANY:,} | times |")
        print("|---|---|---|---|", flush=True)
        for name, site in (("held", holding), ("published", publishing)):
            turns = {str(one.pk): (site, _replying(site, one)) for one in (few, many)}
            short, long = take_turns(turns, rounds, posts).values()
            times = long.cost / short.cost
            print(f"| ours, {name}, processor ms | {short.cost:.1f} | {long.cost:.1f} | {times:.2f} |")
            yield times <= MOST
        turns = {str(one.pk): (stock, _replying(stock, one)) for one in (few, many)}
        short, long = take_turns(turns, 2, CLIENTS * 2).values()
        print(f"| xtd, processor ms | {short.cost:.1f} | {long.cost:.1f} | {long.cost / short.cost:.2f} |")


def _serving(settings: str, environment: dict[str, str]) -> Any:
    from benchmarks.serving.gunicorn import serving

    return serving("newsroom.wsgi", environment | {"DJANGO_SETTINGS_MODULE": f"benchmarks.sites.{settings}"})


def _commenting(site: Site, target: int) -> Callable[[], None]:
    return lambda: site.post(target)


def _replying(site: Site, article: "Discussed") -> Callable[[], None]:
    return lambda: site.post(article.pk, article.root)


# --- Articles -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Discussed:
    """An article with one thread: its key, and the thread's first comment."""

    pk: int
    root: int


def make_articles() -> list[Discussed]:
    """One with a short thread and one with a long one; every comment in it answers the first."""
    from django.core.management import call_command
    from django.db import connection

    from tests.comments.crowds import crowd
    from tests.conftest import publish

    call_command("migrate", verbosity=0)
    made = []
    for number in (FEW, MANY):
        article = publish(slug=f"harbour-{number}")
        root = crowd(article, [None, *[0] * (number - 1)], finish=_in_order)[0]
        made.append(Discussed(article.pk, root))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return made


def _in_order(number: int, row: Any) -> None:
    """Where stock django-comments-xtd shows it in its thread."""
    row.order = number + 1


if __name__ == "__main__":
    sys.exit(main())
