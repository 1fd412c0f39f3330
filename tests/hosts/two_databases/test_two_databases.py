"""Comments in another database than users, or beside them and apart from what they are about."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from ...project.sources import ROOT, run

SITE = Path(__file__).parent / "site"
# What the two are called on PostgreSQL (paper/settings.py).
NAMES = [f"newsroom_hosts_{name}" for name in ("default", "other")]
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="two databases of one server")


def walk(folder: Path, places: str, *length: str, server: str = "") -> str:
    site = folder / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("__pycache__"))
    status, output = run(
        "walk.py",
        *length,
        cwd=site,
        PYTHONPATH=str(ROOT),
        PYTHONDONTWRITEBYTECODE="1",
        DJANGO_SETTINGS_MODULE="paper.settings",
        PLACES=places,
        SERVER=server,
    )
    assert status == 0, output
    return output


@pytest.fixture
def server(db: None) -> Iterator[str]:
    """PostgreSQL's address, with the site's two databases."""
    drop = [f"DROP DATABASE IF EXISTS {name}" for name in NAMES]
    maker = connection.copy()
    with maker._nodb_cursor() as cursor:
        for statement in (*drop, *(f"CREATE DATABASE {name}" for name in NAMES)):
            cursor.execute(statement)
    yield os.environ["DATABASE_URL"]
    with maker._nodb_cursor() as cursor:
        for statement in drop:
            cursor.execute(statement)


def test_a_reader_posts_and_an_editor_decides(tmp_path: Path) -> None:
    assert walk(tmp_path, "apart").splitlines()[-1] == "walked"


@pytest.mark.long
@pytest.mark.parametrize("places", ["apart", "beside"])
def test_the_whole_walk(places: str, tmp_path: Path) -> None:
    assert walk(tmp_path, places, "long").splitlines()[-1] == "walked"


@pytest.mark.long
@on_postgresql
@pytest.mark.parametrize("places", ["apart", "beside"])
def test_the_whole_walk_on_postgresql(places: str, tmp_path: Path, server: str) -> None:
    assert walk(tmp_path, places, "long", server=server).splitlines()[-1] == "walked"
