"""What a kept page costs beside a bare Django view that answers with the same bytes, over HTTP.

``python benchmarks/keeping.py``: an article with 10, 100 and 1,000 comments, a host's own page, a front page
and a section, from gunicorn with two workers, for one reader at a time and for eight, plain and compressed.
What is compared are processor seconds, the database's with those of the workers; the ways take turns, so that
a busy machine disturbs all alike.  Ends with status 1 where a kept page falls short of its ratio.
"""

import argparse
import gzip
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.serving.gunicorn import Server, serving  # noqa: E402  found by the line above
from benchmarks.serving.processor import backends, processor_seconds  # noqa: E402
from benchmarks.serving.readers import Request, times  # noqa: E402

SIZES = (10, 100, 1000)
CLIENTS = (1, 8)
# How fast each way is at least, beside the bare view, and for how many seconds it answers unasked.
LEAST = {"kept": 0.8, "asked": 0.25}
UNASKED = {"kept": 3600, "asked": 0}
ENVIRONMENT = {
    "ALLOWED_HOSTS": "localhost",
    "DEBUG": "off",
    "SECRET_KEY": "benchmark" * 8,
    "SITE_URL": "http://localhost",
}
Ratios = dict[str, float]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--requests", type=int, default=100, help="of each round")
    options.add_argument("--only", default="", help="pages whose name contains this")
    given = options.parse_args()
    short = []
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder)) as environment:
        pages = {name: path for name, path in _pages().items() if given.only in name}
        with _servers(Path(folder), pages, environment) as servers:
            print("| page | encoding | readers | bare view, ms | kept | asked |\n|---|---|---|---|---|---|")
            for (number, name), packed, clients in product(enumerate(pages), (False, True), CLIENTS):
                paths = dict.fromkeys(servers, pages[name]) | {"bare": f"/{number}/"}
                requests = {way: Request(server.port, paths[way], packed) for way, server in servers.items()}
                costs = _costs(requests, servers, given.rounds, given.requests, clients)
                ratios = {way: costs["bare"] / costs[way] for way in LEAST}
                short += [f"{name}, {way}" for way, least in LEAST.items() if ratios[way] < least]
                cells = [name, "gzip" if packed else "plain", str(clients), f"{costs['bare'] * 1000:.2f}"]
                print(
                    "|", " | ".join([*cells, *(f"{ratio:.2f}" for ratio in ratios.values())]), "|", flush=True
                )
    print(f"\n{len(short)} too slow", *short, sep="\n- ")
    return int(bool(short))


def _costs(
    requests: Mapping[str, Request], servers: Mapping[str, Server], rounds: int, number: int, clients: int
) -> Ratios:
    """The processor seconds of a request in each way: the median of the rounds, in which all take turns."""
    costs: dict[str, list[float]] = {way: [] for way in requests}
    for request in requests.values():
        times(request, 20, clients)
    for _round, (way, request) in product(range(rounds), requests.items()):
        before = processor_seconds([*servers[way].workers(), *_backends()])
        times(request, number, clients)
        taken = processor_seconds([*servers[way].workers(), *_backends()]) - before
        costs[way].append(taken / number)
    return {way: median(taken) for way, taken in costs.items()}


def _backends() -> list[int]:
    """PostgreSQL's processes for this database, on this machine; SQLite runs in the workers."""
    from django.db import connection

    return backends(connection) if connection.vendor == "postgresql" else []


@contextmanager
def _database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a database of its own: SQLite's, or one beside that which ``DATABASE_URL`` names."""
    given = os.environ.get("DATABASE_URL", "")
    own = f"newsroom_keeping_{uuid4().hex[:8]}"
    url = f"{given.rpartition('/')[0]}/{own}" if given else f"sqlite:///{folder / own}"
    os.environ |= ENVIRONMENT | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": url}
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if given:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {own}")
    try:
        call_command("migrate", verbosity=0)
        yield ENVIRONMENT | {"DATABASE_URL": url}
    finally:
        connection.close()
        if given:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {own} WITH (FORCE)")


@contextmanager
def _servers(
    folder: Path, pages: Mapping[str, str], environment: dict[str, str]
) -> Iterator[dict[str, Server]]:
    """The bare view with the bodies of ``pages``, and the site in each of its ways."""
    site = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.sites.kept"}
    with ExitStack() as stack:
        servers = {}
        for way, seconds in UNASKED.items():
            ours = site | {"KEPT_SECONDS": str(seconds), "CACHE_PREFIX": uuid4().hex}
            servers[way] = stack.enter_context(serving("newsroom.wsgi", ours))
        bodies = folder / "bodies"
        bodies.mkdir()
        for number, path in enumerate(pages.values()):
            plain = Request(servers["asked"].port, path).ask()
            (bodies / str(number)).write_bytes(plain)
            (bodies / f"{number}.gz").write_bytes(gzip.compress(plain, mtime=0))
        bare = serving("benchmarks.sites.bare", environment | {"BARE_PAGES": str(bodies)})
        yield {"bare": stack.enter_context(bare)} | servers


def _pages() -> dict[str, str]:
    """The path of each page, by what the table calls it."""
    from django.db import connection

    from articles.models import Section

    harbours = Section.objects.create(language="en", name="Harbours", slug="harbours")
    for number in range(30):
        _article(f"news-{number}", harbours)
    found = {f"article, {number:,} comments": _discussed(number, harbours) for number in SIZES}
    with connection.cursor() as cursor:
        # As autovacuum does in time: without it plans are made blindly.
        cursor.execute("ANALYZE")
    return found | {
        "a host’s own": "/host/harbours/",
        "front page": "/en/",
        "section": harbours.get_absolute_url(),
    }


def _discussed(number: int, section: Any) -> str:
    from tests.comments.crowds import crowd

    article = _article(f"discussed-{number}", section)
    crowd(article, [None if place % 7 == 0 else place - 1 for place in range(number)])
    return str(article.get_absolute_url())


def _article(slug: str, section: Any) -> Any:
    from articles.models import Article

    article = Article(headline="Harbour", slug=slug, body="<p>Ships were waiting.</p>" * 10, section=section)
    article.language, article.status = "en", "published"
    article.save()
    return article


if __name__ == "__main__":
    sys.exit(main())
