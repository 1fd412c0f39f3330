"""What a kept page costs beside a bare Django view that answers with the same bytes.

``python benchmarks/keeping.py``: an article with 10, 100 and 1,000 comments, asked for over WSGI in this
process.  Processor seconds of the quickest of several rounds, in which all ways take turns: a busy machine
disturbs all alike.  Ends with status 1 where a kept page falls short of its ratio.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 100, 1000)
# How fast each way is at least, beside the bare view.
UNASKED, ASKED = 0.8, 0.25
# What `django-admin startproject` lists.
STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
Ask = Callable[[], bytes]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--requests", type=int, default=100)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        lines = [_line(number, given.rounds, given.requests) for number in SIZES]
    print("| comments | bare view, ms | kept, unasked | kept, asked | made anew |\n|---|---|---|---|---|")
    for number, bare, unasked, asked, anew in lines:
        ratios = " | ".join(f"{bare / cost:.3g}" for cost in (unasked, asked, anew))
        print(f"| {number:,} | {bare * 1000:.2f} | {ratios} |")
    return int(any(bare / unasked < UNASKED or bare / asked < ASKED for _, bare, unasked, asked, _ in lines))


def _set_up(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "benchmark" * 8,
        "DATABASE_URL": f"sqlite:///{folder / 'benchmark.sqlite3'}",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "http://localhost",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _line(number: int, rounds: int, requests: int) -> tuple[float, ...]:
    """The seconds of a request, of the quickest round: bare, unasked, asked, made anew."""
    from django.conf import settings
    from django.core.cache import cache
    from django.core.handlers.wsgi import WSGIHandler

    address = _article(number)
    site = WSGIHandler()
    page = _get(site, address)
    with _setting(settings, "MIDDLEWARE", [*STARTPROJECT, f"{__name__}.BareView"]):
        bare = WSGIHandler()
    BareView.body = page
    # The handler, for how long nobody is asked, and whether everything is forgotten before each request.
    ways = [(bare, 0, False), (site, 3600, False), (site, 0, False), (site, 0, True)]
    best = [float("inf")] * len(ways)
    for _round in range(rounds):
        for place, (handler, seconds, forgets) in enumerate(ways):
            times = max(requests // 20, 5) if forgets else requests
            kept = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": seconds}
            with _setting(settings, "NEWSROOM_COMMENTS", kept):
                assert _get(handler, address) == page
                begun = time.process_time()
                for _request in range(times):
                    if forgets:
                        cache.clear()
                    _get(handler, address)
                best[place] = min(best[place], (time.process_time() - begun) / times)
    return number, *best


class BareView:
    """A view of one line, at the end of a project's middleware."""

    body = b""

    def __init__(self, get_response: Any) -> None:
        pass

    def __call__(self, _request: Any) -> Any:
        from django.http import HttpResponse

        return HttpResponse(self.body)


def _article(number: int) -> str:
    from articles.models import Article
    from tests.comments.crowds import crowd

    body = "<p>Ships were waiting.</p>" * 10
    article = Article(
        headline="Harbour", slug=f"harbour-{number}", body=body, language="en", status="published"
    )
    article.save()
    crowd(article, [None if place % 7 == 0 else place - 1 for place in range(number)])
    return article.get_absolute_url()


def _get(handler: Any, path: str) -> bytes:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    status: list[str] = []
    response = handler(environ, lambda line, _headers: status.append(line))
    body = b"".join(response)
    response.close()
    assert status == ["200 OK"], status
    return body


@contextmanager
def _setting(settings: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(settings, name)
    setattr(settings, name, value)
    yield
    setattr(settings, name, before)


if __name__ == "__main__":
    sys.exit(main())
