"""Comments in another database than users, or beside them and apart from what they are about."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from ...cluster import Cluster, cluster
from ...project.sources import ROOT, run

SITE = Path(__file__).parent / "site"
# What the two are called on PostgreSQL (paper/settings.py).
NAMES = [f"newsroom_hosts_{name}" for name in ("default", "other")]


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


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def server(postgresql: Cluster) -> str:
    """PostgreSQL's address, with the site's two databases, empty."""
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        for name in map(sql.Identifier, NAMES):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    return postgresql.url


def test_a_reader_posts_and_an_editor_decides(tmp_path: Path) -> None:
    assert walk(tmp_path, "apart").splitlines()[-1] == "walked"


@pytest.mark.long
@pytest.mark.parametrize("places", ["apart", "beside"])
def test_the_whole_walk(places: str, tmp_path: Path) -> None:
    assert walk(tmp_path, places, "long").splitlines()[-1] == "walked"


@pytest.mark.long
@pytest.mark.parametrize("places", ["apart", "beside"])
def test_the_whole_walk_on_postgresql(places: str, tmp_path: Path, server: str) -> None:
    assert walk(tmp_path, places, "long", server=server).splitlines()[-1] == "walked"
