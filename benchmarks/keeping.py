"""What a kept page costs beside a bare Django view that answers with the same bytes, over HTTP.

``python benchmarks/keeping.py``: an article with 10, 100 and 1,000 comments, a front page and a section, from
gunicorn with two workers, for one reader at a time and for eight, plain and compressed.  The ways take turns:
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

from benchmarks.serving.readers import Request, times  # noqa: E402  benchmarks are found by the line above
from benchmarks.serving.servers import Server, serving  # noqa: E402

SIZES = (10, 100, 1000)
CLIENTS = (1, 8)
# How fast each way is at least, beside the bare view.
LEAST = {"kept": 0.8, "asked": 0.25}
# Seconds for which a page is answered unasked.
UNASKED = {"kept": 3600, "asked": 0}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--requests", type=int, default=100, help="of each round")
    options.add_argument("--only", default="", help="pages that contain this")
    given = options.parse_args()
    print("| page | | readers | bare view, ms | kept | asked |\n|---|---|---|---|---|---|")
    short = False
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder)) as url:
        environment = {"DATABASE_URL": url, "SECRET_KEY": "benchmark" * 8, "SITE_URL": "http://localhost"}
        environment |= {"ALLOWED_HOSTS": "localhost", "DEBUG": "off"}
        pages = {name: path for name, path in _pages(environment).items() if given.only in name}
        with _servers(Path(folder), pages, environment) as servers:
            for (number, name), packed, clients in product(enumerate(pages), (False, True), CLIENTS):
                asked = {
                    way: Request(server.port, f"/{number}/" if way == "bare" else pages[name], packed)
                    for way, server in servers.items()
                }
                line = _line(asked, servers, given.rounds, given.requests, clients)
                bare = line["bare"]
                ratios = {way: (bare[0] / line[way][0], bare[1] / line[way][1]) for way in LEAST}
                short |= any(ratio[0] < LEAST[way] for way, ratio in ratios.items())
                cells = (f"{wall:.2f} {cpu:.2f}" for wall, cpu in ratios.values())
                kind = "gzip" if packed else "plain"
                print(
                    f"| {name} | {kind} | {clients} | {bare[0] * 1000:.2f} {bare[1] * 1000:.2f} | {' | '.join(cells)} |",
                    flush=True,
                )
    return int(short)


def _line(asked, servers, rounds, requests, clients):
    taken = {way: [] for way in asked}
    cpu = dict.fromkeys(asked, 0.0)
    for way in asked:
        times(asked[way], 20, clients)
    for _round, way in product(range(rounds), asked):
        before = servers[way].processor_seconds()
        taken[way] += times(asked[way], requests, clients)
        cpu[way] += servers[way].processor_seconds() - before
    return {way: (median(one), cpu[way] / rounds / requests) for way, one in taken.items()}


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    yield os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'benchmark.sqlite3'}"


@contextmanager
def _servers(
    folder: Path, pages: Mapping[str, str], environment: dict[str, str]
) -> Iterator[dict[str, Server]]:
    """The site in each of its ways, and the bare view with its pages."""
    with ExitStack() as stack:
        servers = {
            way: stack.enter_context(
                serving(
                    "newsroom.wsgi",
                    environment
                    | {
                        "DJANGO_SETTINGS_MODULE": "benchmarks.serving.site",
                        "KEPT_SECONDS": str(seconds),
                        "CACHE_PREFIX": uuid4().hex,
                    },
                )
            )
            for way, seconds in UNASKED.items()
        }
        bodies = folder / "bodies"
        bodies.mkdir()
        for number, path in enumerate(pages.values()):
            plain = Request(servers["asked"].port, path).ask()
            (bodies / str(number)).write_bytes(plain)
            (bodies / f"{number}.gz").write_bytes(gzip.compress(plain, mtime=0))
        bare = serving("benchmarks.serving.bare", environment | {"BARE_PAGES": str(bodies)})
        yield {"bare": stack.enter_context(bare)} | servers


def _pages(environment: dict[str, str]) -> dict[str, str]:
    """The path of each page, by what the table calls it."""
    os.environ |= environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from articles.models import Section

    harbours = Section.objects.create(language="en", name="Harbours", slug="harbours")
    for number in range(30):
        _article(f"news-{number}", harbours)
    found = {f"article, {number:,} comments": _discussed(number, harbours) for number in SIZES}
    return found | {"front page": "/en/", "section": harbours.get_absolute_url()}


def _discussed(number: int, section: Any) -> str:
    from tests.comments.crowds import crowd

    article = _article(f"discussed-{number}", section)
    crowd(article, [None if place % 7 == 0 else place - 1 for place in range(number)])
    return article.get_absolute_url()


def _article(slug: str, section: Any) -> Any:
    from articles.models import Article

    article = Article(headline="Harbour", slug=slug, body="<p>Ships were waiting.</p>" * 10)
    article.language, article.status, article.section = "en", "published", section
    article.save()
    return article


if __name__ == "__main__":
    sys.exit(main())
