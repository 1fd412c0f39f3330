"""Whoever backs up and restores by docs/backups.md has every row and every picture again."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from ...cluster import cluster
from ...documents.snippets import snippets, typed
from ...faults.newspapers import Newspaper, crowded, prepared
from ...project.sources import ROOT
from ...requirements import require

pytestmark = pytest.mark.long
COMMANDS = [snippet.text for snippet in snippets((ROOT / "docs/backups.md").read_text())]
VARIABLES = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "EMAIL_URL", "SECRET_KEY")
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
STORED = ("django_comments", "newsroom_comments_readercomment", "newsroom_comments_decision")


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and the numbers that come next."""
    with psycopg.connect(url) as database:
        tables = sorted(name for (name,) in database.execute(TABLES))
        rows = {name: database.execute(f"SELECT * FROM {name}".encode()).fetchall() for name in tables}
        rows["sequences"] = database.execute(SEQUENCES).fetchall()
    return {name: sorted(found, key=repr) for name, found in rows.items()}


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    """With forty comments, of which an editor has rejected one."""
    require(shutil.which("pg_dump"), "PostgreSQL's pg_dump (Debian: postgresql-client)")
    with cluster() as server:
        made = crowded(prepared(server.url), "newsroom", 40)
        reject = "from comments.models import *; from comments.decisions import statuses as s; "
        reject += "s.decide(ReaderComment.objects.first(), Status.REJECTED, s.DecisionContext())"
        made.manage("shell", "-c", reject)
        yield made


def test_a_restored_database_has_every_row_and_the_pictures(newspaper: Newspaper, tmp_path: Path) -> None:
    media, restored_media = tmp_path / "media", tmp_path / "restored"
    (media / "newsroom" / "pictures").mkdir(parents=True)
    (media / "newsroom" / "pictures" / "1-aa.webp").write_bytes(b"a picture")
    restored = newspaper.url.replace("/newsroom", "/restored")
    with psycopg.connect(newspaper.url, autocommit=True) as database:
        database.execute("CREATE DATABASE restored")
    site = {name: newspaper.environment()[name] for name in VARIABLES}
    named = {"RESTORED_URL": restored, "RESTORED_MEDIA": str(restored_media), "MEDIA_ROOT": str(media)}
    backup, restore, look, _sqlite = COMMANDS
    before = contents(newspaper.url)
    for commands, folder in ((backup, tmp_path), (restore, tmp_path), (look, ROOT)):
        typed(folder, commands, **site, **named)
    assert contents(restored) == before
    assert [len(before[name]) for name in STORED] == [40, 40, 1]
    assert (restored_media / "newsroom" / "pictures" / "1-aa.webp").read_bytes() == b"a picture"


def test_a_copy_of_sqlite_has_what_was_not_yet_in_the_file(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "newsroom.sqlite3")) as running:
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("CREATE TABLE comment (words)")
        running.execute("INSERT INTO comment VALUES ('Ships were waiting.')")
        running.commit()
        typed(tmp_path, COMMANDS[-1])
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT words FROM comment").fetchall() == [("Ships were waiting.",)]
