"""Fixtures that tests of several folders share."""

import faulthandler
import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from articles.models import Article
from comments.decisions import statuses
from comments.models import ReaderComment, Status
from comments.posting import new_comments
from comments.posting.posts import Post

from .articles.newspaper import Newspaper, newspaper
from .project.sources import ROOT
from .restoring import restore, rows_by_table
from .sampling import of_each_test

# How long an example takes is the machine's affair.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

Comment = Callable[..., ReaderComment]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every", type=int, default=1, metavar="N", help="a test's first, last and every Nth case"
    )
    # Here, since pytest reads no option from the conftest of a folder that it isn't started with.
    group = parser.getgroup("faults")
    group.addoption("--minutes", type=float, default=10, help="how long fifty readers and five posters stay")
    group.addoption("--examples", type=int, default=5_000, help="how much is made up for each long fuzzing")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Last, so that it is a sample of what `-m` and `-k` have left.
    taken = of_each_test(items, config.getoption("every"))
    config.hook.pytest_deselected(items=list({*items} - {*taken}))
    items[:] = taken


def pytest_itemcollected(item: pytest.Item) -> None:
    # While collecting: `-m` selects before the hook that may change the collection.
    names = getattr(item, "fixturenames", ())
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*names}:
        item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    # What is meant to take minutes is not ended by the watch over what waits for ever, which runs by now.
    if any(map(item.get_closest_marker, ("long", "faults", "hosts"))):
        faulthandler.cancel_dump_traceback_later()


def pytest_collection_finish() -> None:
    # What is loaded by now stays, and the collector need not go through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        rows = rows_by_table()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: restore(rows))
        yield


@pytest.fixture(autouse=True)
def _nothing_is_kept_of_another_test() -> None:
    """A page's ETag names rows by keys and versions that the next test's rows have, too."""
    cache.clear()


def build(folder: Path, *options: str) -> Path:
    """The folder with what ``python -m build`` makes of this checkout."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a release uploads: an sdist, and the wheel that was built from it."""
    return build(tmp_path_factory.mktemp("distributions"))


@pytest.fixture(scope="session")
def sdist(distributions: Path) -> Path:
    return next(distributions.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    """The distribution that a host would install."""
    return next(distributions.glob("*.whl"))


@pytest.fixture
def where_pip_looks(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """What lets ``pip install django-newsroom`` find the wheel; in cell B of ``.ci/run`` it is installed."""
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if find_spec("django_newsroom"):
        return offline
    library = str(tmp_path / "library")
    wheels = str(request.getfixturevalue("wheel").parent)
    return offline | {"PIP_FIND_LINKS": wheels, "PIP_TARGET": library, "PYTHONPATH": library}


@pytest.fixture
def article(db: None) -> Article:
    return publish()


@pytest.fixture
def draft(db: None) -> Article:
    return publish(slug="not-yet", headline="Not yet", status=Article.Status.DRAFT)


def publish(**fields: object) -> Article:
    given = {
        "headline": "The harbour opens on Monday",
        "slug": "harbour",
        "body": "<p>Ships were waiting.</p>",
        "language": "en",
        "status": Article.Status.PUBLISHED,
        "pub_date": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    }
    return Article.objects.create(**{**given, **fields})


@pytest.fixture(name="publish")
def _publish(db: None) -> Callable[..., Article]:
    return publish


@pytest.fixture
def paper(publish: Callable[..., Article]) -> Newspaper:
    """A front page's worth of stories, with all that belongs to them."""
    return newspaper(publish)


@pytest.fixture
def comment(article: Article) -> Comment:
    """A stored comment in any status, put there through posting and the single write path."""

    def make(
        source: str = "I read this twice.",
        *,
        status: Status = Status.APPROVED,
        parent: ReaderComment | None = None,
        name: str = "Ada",
        email: str = "ada@example.org",
        target: Any = None,
        **post: Any,
    ) -> ReaderComment:
        stored = new_comments.submit(
            Post(
                target=target or article,
                site_id=post.pop("site_id", 1),
                source=source,
                name=name,
                email=email,
                url=post.pop("url", ""),
                parent_id=parent.pk if parent else 0,
                **post,
            )
        )
        statuses.decide(stored, status, statuses.DecisionContext())
        return stored

    return make
